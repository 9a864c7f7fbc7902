"""Pattern matching, async code, context variables, threads, executors, queues, subgenerators."""

# --- match literals and captures (3.10)
def kind(x):
    match x:
        case 0 | 1: return "bit"
        case int(n) if n < 0: return f"negative {n}"
        case str() as s: return f"text {s}"
        case [a, b, *rest]: return a, b, rest
        case {"type": "circle", "r": r, **others}: return r, others
        case None: return "none"
        case _: return "other"
[kind(x) for x in (1, -5, "a", [1, 2, 3, 4], {"type": "circle", "r": 2, "z": 0}, None, 2.5)]

# --- match classes (3.10)
from dataclasses import dataclass
@dataclass
class Point:
    x: int
    y: int
def where(p):
    match p:
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return f"y={y}"
        case Point(x, y) if x == y: return "diagonal"
        case Point(): return "somewhere"
[where(Point(*p)) for p in ((0, 0), (0, 2), (3, 3), (1, 2))]

# --- match binds names that stay (3.10)
match {"a": [1, {"b": 2}]}:
    case {"a": [first, {"b": second}]}:
        found = first + second

# --- match enums and dotted names (3.10)
from enum import Enum
class Color(Enum):
    RED = 1
    BLUE = 2
def f(c):
    match c:
        case Color.RED: return "r"
        case Color.BLUE: return "b"
f(Color.RED), f(Color.BLUE), f(3)

# --- asyncio run
import asyncio
async def main():
    await asyncio.sleep(0)
    return 42
asyncio.run(main())

# --- gather keeps order
import asyncio
async def work(n):
    await asyncio.sleep(0.01 * (3 - n))
    return n * n
async def main(): return await asyncio.gather(*(work(n) for n in range(4)))
asyncio.run(main())

# --- tasks change data of the script
import asyncio
log = []
async def work(name, count):
    for n in range(count):
        log.append(name + str(n))
        await asyncio.sleep(0)
async def main():
    await asyncio.gather(work("a", 2), work("b", 3))
asyncio.run(main())
log

# --- an asyncio queue
import asyncio
async def produce(queue):
    for n in range(4): await queue.put(n)
    await queue.put(None)
async def consume(queue, got):
    while (item := await queue.get()) is not None:
        got.append(item)
async def main():
    queue, got = asyncio.Queue(maxsize=1), []
    await asyncio.gather(produce(queue), consume(queue, got))
    return got
asyncio.run(main())

# --- async for and async with
import asyncio
class Ticker:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        return self.n
class Room:
    log = []
    async def __aenter__(self):
        self.log.append("in")
        return self
    async def __aexit__(self, *d): self.log.append("out")
async def main():
    async with Room() as room:
        room.log.append([n async for n in Ticker(3)])
    return room.log
asyncio.run(main())

# --- async generators
import asyncio
log = []
async def numbers(n):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(0)
    finally:
        log.append("closed")
async def main():
    got = []
    async for n in numbers(10):
        got.append(n)
        if n == 2: break
    return got
asyncio.run(main()), log

# --- asynccontextmanager
import asyncio
from contextlib import asynccontextmanager
@asynccontextmanager
async def session(log):
    log.append("open")
    try:
        yield "s"
    finally:
        log.append("close")
async def main():
    log = []
    async with session(log) as s: log.append(s)
    return log
asyncio.run(main())

# --- a task that fails
import asyncio
async def bad(): raise KeyError("task")
async def main():
    results = await asyncio.gather(bad(), asyncio.sleep(0, "ok"), return_exceptions=True)
    return [repr(r) for r in results]
asyncio.run(main())

# --- an error out of asyncio run
import asyncio
async def inner():
    await asyncio.sleep(0)
    raise LookupError("deep")
async def main(): await inner()
asyncio.run(main())

# --- cancelling a task
import asyncio
log = []
async def forever():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        log.append("cancelled")
        raise
async def main():
    task = asyncio.create_task(forever())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        log.append("seen")
    return task.cancelled()
asyncio.run(main()), log

# --- wait for runs out
import asyncio
async def main():
    try:
        await asyncio.wait_for(asyncio.sleep(100), 0.01)
    except asyncio.TimeoutError:
        return "late"
asyncio.run(main())

# --- locks and events
import asyncio
async def main():
    lock, event, log = asyncio.Lock(), asyncio.Event(), []
    async def waiter():
        await event.wait()
        async with lock: log.append("waiter")
    task = asyncio.create_task(waiter())
    async with lock:
        event.set()
        await asyncio.sleep(0)
        log.append("main")
    await task
    return log
asyncio.run(main())

# --- a semaphore
import asyncio
async def main():
    semaphore, now, most = asyncio.Semaphore(2), 0, 0
    async def work():
        nonlocal now, most
        async with semaphore:
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.001)
            now -= 1
    await asyncio.gather(*(work() for _ in range(6)))
    return most
asyncio.run(main())

# --- a loop of one's own
import asyncio
loop = asyncio.new_event_loop()
try:
    value = loop.run_until_complete(asyncio.sleep(0, "done", ) )
finally:
    loop.close()
value, loop.is_closed()

# --- two asyncio runs
import asyncio
async def f(n): return n
[asyncio.run(f(n)) for n in (1, 2)]

# --- call soon and later
import asyncio
async def main():
    loop, log = asyncio.get_running_loop(), []
    loop.call_later(0.001, log.append, "later")
    loop.call_soon(log.append, "soon")
    while len(log) < 2:
        await asyncio.sleep(0.001)
    return log
asyncio.run(main())

# --- run in executor
import asyncio
def blocking(n): return n * 2
async def main():
    return await asyncio.get_running_loop().run_in_executor(None, blocking, 21)
asyncio.run(main())

# --- to thread
import asyncio
items = []
async def main():
    await asyncio.to_thread(items.append, 1)
    return await asyncio.to_thread(sum, [1, 2])
asyncio.run(main()), items

# --- printing in coroutines
import asyncio
async def say(word, pause):
    await asyncio.sleep(pause)
    print(word)
async def main(): await asyncio.gather(say("second", 0.02), say("first", 0))
asyncio.run(main())

# --- a coroutine object that is closed
async def f(): return 1
c = f()
c.close()
type(c).__name__

# --- a task group (3.11)
import asyncio
async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(asyncio.sleep(0, n)) for n in range(3)]
    return [t.result() for t in tasks]
asyncio.run(main())

# --- a task group that fails (3.11)
import asyncio
async def bad(): raise ValueError("in a group")
async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(bad())
asyncio.run(main())

# --- asyncio timeout (3.11)
import asyncio
async def main():
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(100)
    except TimeoutError:
        return "late"
asyncio.run(main())

# --- context variables
from contextvars import ContextVar, copy_context
user = ContextVar("user", default="nobody")
def who(): return user.get()
token = user.set("a")
context = copy_context()
user.reset(token)
who(), context.run(who), context[user]

# --- context variables in tasks
import asyncio
from contextvars import ContextVar
request = ContextVar("request", default=0)
async def handle(n):
    request.set(n)
    await asyncio.sleep(0)
    return request.get()
async def main(): return await asyncio.gather(*(handle(n) for n in (1, 2, 3)))
asyncio.run(main()), request.get()

# --- a context variable that is set and stays in the script
from contextvars import ContextVar
state = ContextVar("state")
state.set([1])
state.get().append(2)
state.get()

# --- a thread that is joined
import threading
results = []
thread = threading.Thread(target=results.append, args=(1,))
thread.start()
thread.join()
results, thread.is_alive()

# --- threads that fill a dict
import threading
squares = {}
def work(n): squares[n] = n * n
threads = [threading.Thread(target=work, args=(n,)) for n in range(5)]
for t in threads: t.start()
for t in threads: t.join()
squares = dict(sorted(squares.items()))
squares

# --- a lock guards
import threading
total, lock = 0, threading.Lock()
def add():
    global total
    for _ in range(200):
        with lock:
            total += 1
threads = [threading.Thread(target=add) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
total

# --- printing in a thread
import threading
def say():
    print("in the thread")
print("before")
t = threading.Thread(target=say)
t.start()
t.join()
print("after")

# --- a timer that fires
import threading
fired = threading.Event()
timer = threading.Timer(0.01, fired.set)
timer.start()
fired.wait(20), timer.join()

# --- a timer that is cancelled
import threading
timer = threading.Timer(100, print, args=("never",))
timer.start()
timer.cancel()
timer.join()
timer.finished.is_set()

# --- an executor
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(max_workers=3) as pool:
    results = list(pool.map(lambda n: n ** 2, range(6)))
results

# --- futures
from concurrent.futures import ThreadPoolExecutor, as_completed
def work(n):
    if n == 2: raise ValueError(f"no {n}")
    return n
with ThreadPoolExecutor(2) as pool:
    futures = [pool.submit(work, n) for n in range(4)]
    done = sorted(repr(f.exception()) if f.exception() else str(f.result()) for f in as_completed(futures))
done

# --- an executor that is not shut down
from concurrent.futures import ThreadPoolExecutor
pool = ThreadPoolExecutor(1)
value = pool.submit(pow, 2, 10).result()
pool.shutdown(wait=True)
value

# --- an error out of a future
from concurrent.futures import ThreadPoolExecutor, wait
with ThreadPoolExecutor(1) as pool:
    future = pool.submit(lambda: {}["k"])
    wait([future])
    future.result()

# --- a queue between threads
import queue, threading
line, out = queue.Queue(), []
def work():
    while (item := line.get()) is not None:
        out.append(item * 2)
        line.task_done()
    line.task_done()
worker = threading.Thread(target=work)
worker.start()
for n in range(4): line.put(n)
line.put(None)
line.join()
worker.join()
out

# --- priority and lifo queues
import queue
p, s = queue.PriorityQueue(), queue.LifoQueue()
for n in (3, 1, 2):
    p.put((n, str(n)))
    s.put(n)
try:
    queue.Queue().get_nowait()
except queue.Empty:
    empty = True
[p.get()[1] for _ in range(3)], [s.get() for _ in range(3)], empty

# --- thread locals
import threading
local = threading.local()
local.x = "main"
seen = []
def work():
    seen.append(hasattr(local, "x"))
    local.x = "thread"
t = threading.Thread(target=work)
t.start(); t.join()
local.x, seen

# --- events, conditions, barriers
import threading
log, condition, ready = [], threading.Condition(), []
def consumer():
    with condition:
        while not ready: condition.wait(20)
        log.append("consumed")
t = threading.Thread(target=consumer)
t.start()
with condition:
    ready.append(1)
    condition.notify_all()
t.join()
barrier = threading.Barrier(2)
other = threading.Thread(target=barrier.wait)
other.start()
barrier.wait(20)
other.join()
log, barrier.broken

# --- a thread's name and daemon flag
import threading
t = threading.Thread(target=lambda: None, name="worker", daemon=True)
t.start(); t.join()
t.name, t.daemon

# --- a subclass of thread
import threading
class Worker(threading.Thread):
    def __init__(self, n):
        super().__init__()
        self.n, self.result = n, None
    def run(self): self.result = sum(range(self.n))
workers = [Worker(n) for n in (5, 10)]
[w.start() for w in workers]; [w.join() for w in workers]
[w.result for w in workers]

# --- a reentrant lock and a bounded semaphore
import threading
lock, semaphore = threading.RLock(), threading.BoundedSemaphore(1)
with lock, lock:
    inside = True
with semaphore: pass
try:
    semaphore.release()
except ValueError:
    bounded = True
inside, bounded

# --- a thread that fails tells on an excepthook
import threading
seen = []
before = threading.excepthook
threading.excepthook = lambda a: seen.append((a.exc_type.__name__, str(a.exc_value)))
t = threading.Thread(target=lambda: 1 / 0)
t.start(); t.join()
threading.excepthook = before
seen

# --- a scheduler
import sched, time
log = []
s = sched.scheduler(time.monotonic, time.sleep)
s.enter(0.05, 1, log.append, ("b",))
s.enter(0.001, 1, log.append, ("a",))
s.run()
log

# --- a thread that imports
import threading
found = []
def work():
    import colorsys
    found.append(colorsys.rgb_to_hsv(1, 0, 0))
t = threading.Thread(target=work)
t.start(); t.join()
found

# --- signal handlers are asked for
import signal
signal.getsignal(signal.SIGTERM) is not None

# --- atexit is registered and taken back
import atexit
def bye(): pass
atexit.register(bye)
atexit.unregister(bye)
