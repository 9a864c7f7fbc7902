"""What the cases about objects, calls and threads use: the module ``lab`` of every interpreter.

It runs after kit.py, in the same namespace.
"""

import sys as _sys
import types as _types

_before_lab = set(globals())


# --- calls ----------------------------------------------------------------------------------------------------------


def everything(a, b=2, *rest, c=3, **others):
    return repr((a, b, rest, c, others))


def positional_only(a, b=2, /):
    return a * 10 + b


def keyword_only(*, width, height=1):
    return width * 10 + height


def two(first, second):
    return [first, second]


def greet(name, greeting="Hello", punctuation="!"):
    return f"{greeting} {name}{punctuation}"


doubled = lambda x: 2 * x  # noqa: E731


class Point:
    """A class to be called, and to be bound."""

    unit = "cm"

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def scaled(self, factor, offset=0):
        return Point(self.x * factor + offset, self.y * factor + offset)

    def manhattan_length(self):
        return abs(self.x) + abs(self.y)

    @classmethod
    def origin(cls):
        return cls(0)

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __str__(self):
        return f"({self.x}, {self.y})"

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


home = Point(3, 4)
answer = 42
_number = None


def numbered(suggestion):
    """The number of this interpreter: the first one that was suggested."""
    global _number
    if _number is None:
        _number = suggestion
    return _number


# --- objects --------------------------------------------------------------------------------------------------------


class Rude:
    """Every protocol method raises."""

    def _refuse(self, *arguments):
        raise RuntimeError("no manners")

    __eq__ = __hash__ = __str__ = __repr__ = __len__ = __bool__ = __contains__ = __iter__ = __enter__ = _refuse

    def __exit__(self, *details):
        raise RuntimeError("no manners")


class Door:
    """A context manager that writes a diary."""

    def __init__(self, fails_at_exit=False):
        self.diary = []
        self.fails_at_exit = fails_at_exit

    def __enter__(self):
        self.diary.append("in")
        return "welcome"

    def __exit__(self, kind, error, traceback):
        self.diary.append("out" if kind is None else kind.__name__)
        if self.fails_at_exit:
            raise ValueError("the door is stuck")


_watched = []


def watch(target):
    import weakref

    _watched[:] = [weakref.ref(target)]


def is_watched_gone():
    import gc

    gc.collect()
    return _watched[0]() is None


def same(one, other):
    return one is other


def second(elements):
    return elements[1]


# --- callbacks ------------------------------------------------------------------------------------------------------


def apply(function, *arguments, **named):
    return function(*arguments, **named)


def apply_first(functions, argument):
    return functions[0](argument)


def apply_value(functions, name, argument):
    return functions[name](argument)


_kept = []


def keep(function):
    _kept[:] = [function]


def call_kept(argument):
    return _kept[0](argument)


def apply_in_threads(function, count):
    import threading

    results = []
    threads = [threading.Thread(target=lambda n=n: results.append(function(n))) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def caught(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    except Exception as error:
        return [type(error).__name__, getattr(error, "java_type", None), str(error)]


def wrapped(function):
    try:
        return function()
    except Exception as error:
        raise LookupError("wrapped") from error


def raised_later(function):
    try:
        function()
    except Exception as error:
        kept = error
    raise kept


def public_names(target):
    return [name for name in dir(target) if not name.startswith("_")]


# --- generators -----------------------------------------------------------------------------------------------------


def noted(note, count):
    """Tells ``note`` about every step and about the end."""
    try:
        for n in range(count):
            note(f"makes {n}")
            yield n
    finally:
        note("finally")


def naturals():
    n = 0
    while True:
        yield n
        n += 1


def breaks_after(count):
    yield from range(count)
    raise ValueError("the generator broke")


# --- asynchronous ---------------------------------------------------------------------------------------------------


async def async_add(a, b):
    import asyncio

    await asyncio.sleep(0)
    return a + b


async def async_sum(numbers):
    import asyncio

    return sum(await asyncio.gather(*[async_add(n, 0) for n in numbers]))


async def async_nested(depth):
    return 0 if depth == 0 else 1 + await async_nested(depth - 1)


async def async_fail(message):
    import asyncio

    await asyncio.sleep(0)
    raise KeyError(message)


async def async_wait(started, note):
    """Waits until it is cancelled, and notes how it ends."""
    import asyncio

    try:
        started()
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        note("cancelled")
        raise
    finally:
        note("finally")


async def async_note(note):
    note("ran")


async def async_echo(value):
    return value


def spin(started):
    """Runs until it is interrupted."""
    started()
    while True:
        pass


# --- threads --------------------------------------------------------------------------------------------------------

_arrived = []


def rendezvous(callers):
    """Ends once so many callers are inside at the same time."""
    import time

    _arrived.append(None)
    while len(_arrived) < callers:
        time.sleep(0.001)
    return len(_arrived)


def print_all(text, times):
    for _ in range(times):
        print(text, end="")


# --- deadlines: code that does not end by itself ---------------------------------------------------------------------


def count_to(limit):
    n = 0
    while n < limit:
        n += 1
    return n


def spin_stubbornly(started):
    """Catches whatever is raised to stop it."""
    started()
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


diary = []


def spin_and_write(started):
    """Writes into the diary how it ended."""
    started()
    try:
        while True:
            pass
    finally:
        diary.append("finally")


def sleep_long(started):
    import time

    started()
    time.sleep(1e5)


def sleep_after(function):
    """Sleeps whatever the function does."""
    try:
        function()
    except Exception:
        pass
    sleep_long(lambda: None)


def lock_twice(started):
    import threading

    lock = threading.Lock()
    lock.acquire()
    started()
    lock.acquire()


def match_catastrophically(started):
    import re

    started()
    re.match(r"(a*)*\1b$", "a" * 64)


def power_hugely(started, digits):
    started()
    return 10**digits > 0


def sort_slowly(started):
    started()
    return sorted(range(1000, 0, -1), key=lambda n: [m * m for m in range(n * 1000)])


def sort_hugely(started, times):
    """Compares strings that differ only at their ends."""
    strings = ["a" * 50_000 + str(n * 7919 % 1009) for n in range(1009)] * times
    started()
    return len(sorted(strings))


def compare_zeros(started, count):
    """One long step inside the interpreter; PyPy's ``sum`` would be many."""
    import itertools

    started()
    return max(itertools.repeat(0, count))


def import_hanging(started):
    """Imports a module whose own code never ends."""

    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name != "lab_hanging":
                return None
            from importlib.machinery import ModuleSpec

            return ModuleSpec(name, self)

        def create_module(self, spec):
            return None

        def exec_module(self, module):
            started()
            while True:
                pass

    finder = Finder()
    _sys.meta_path.insert(0, finder)
    try:
        import lab_hanging  # noqa: F401
    finally:
        _sys.meta_path.remove(finder)


def yields_then_hangs(started):
    yield 1
    started()
    while True:
        pass


def leave_thread(started):
    """Starts a thread that computes for ever, and does so itself."""
    import threading

    thread = threading.Thread(target=spin, args=(lambda: None,), daemon=True)
    thread.start()
    spin(started)


async def async_stubborn(started):
    """Will not be cancelled."""
    import asyncio

    started()
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            pass


async def async_spin(started):
    started()
    while True:
        pass


# --- many calls at once ----------------------------------------------------------------------------------------------


_events = {}


def _event(name):
    import threading

    # setdefault is atomic.
    return _events.setdefault(name, threading.Event())


_present = []


async def meet(expected, own):
    """Waits until as many are here."""
    import asyncio

    _present.append(own)
    while len(_present) < expected:
        await asyncio.sleep(0.001)
    return own


_blocking = []


def meet_blocking(expected, own):
    import time

    _blocking.append(own)
    while len(_blocking) < expected:
        time.sleep(0.001)
    return own


async def wait_for(name):
    import asyncio

    _event(name + " arrived").set()
    try:
        while not _event(name).is_set():
            await asyncio.sleep(0.001)
    except asyncio.CancelledError:
        _event(name + " cancelled").set()
        raise
    return name


async def come(name):
    _event(name).set()
    return name


def block_for(name):
    _event(name).wait(30)
    return name


def arrival(name):
    return block_for(name + " arrived")


def cancelled(name):
    return block_for(name + " cancelled")


async def async_print(text):
    import asyncio

    print(text)
    await asyncio.sleep(0.01)
    print(text, "again")


async def async_apply(function, argument):
    return function(argument)


class Waiter:
    def __init__(self, number):
        self.number = number

    async def add(self, other):
        return self.number + other


async def async_total(waiter, other):
    return await waiter.add(other)


_lab = _types.ModuleType("lab")
_lab.__dict__.update({name: value for name, value in globals().items() if name not in _before_lab and name[0] != "_"})
_sys.modules["lab"] = _lab
