"""Functions: closures, decorators, arguments, generators, comprehensions, scopes."""

# --- a counter in a closure
def counter():
    count = 0
    def increment():
        nonlocal count
        count += 1
        return count
    return increment
tick = counter()
tick()
tick()
tick()

# --- closures that share a cell
def account(balance):
    history = []
    def deposit(amount):
        nonlocal balance
        balance += amount
        history.append(amount)
    def report():
        return balance, list(history)
    return deposit, report
deposit, report = account(10)
deposit(5)
deposit(-3)
report()

# --- late binding in a loop
functions = [lambda: i for i in range(3)]
[f() for f in functions]

# --- early binding by a default
functions = [lambda i=i: i for i in range(3)]
[f() for f in functions]

# --- global in a function
total = 0
def add(n):
    global total, made
    total += n
    made = True
for n in range(5):
    add(n)
total, made

# --- nonlocal through two levels
def outer():
    x = "outer"
    def middle():
        def inner():
            nonlocal x
            x = "inner"
        inner()
    middle()
    return x
outer()

# --- a decorator that counts calls
import functools
def counted(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return f(*args, **kwargs)
    wrapper.calls = 0
    return wrapper
@counted
def twice(n):
    "Doubles."
    return 2 * n
twice(1); twice(2)
twice.calls, twice.__name__, twice.__doc__

# --- a decorator with arguments
def repeat(times):
    def decorate(f):
        return lambda *a: [f(*a) for _ in range(times)]
    return decorate
@repeat(3)
def say(word):
    return word.upper()
say("hi")

# --- decorators that are stacked
order = []
def mark(name):
    def decorate(f):
        order.append(name)
        return f
    return decorate
@mark("outer")
@mark("inner")
def f(): pass
order

# --- a class as a decorator
class Memo:
    def __init__(self, f):
        self.f, self.seen = f, {}
    def __call__(self, n):
        if n not in self.seen:
            self.seen[n] = self.f(n)
        return self.seen[n]
@Memo
def square(n):
    return n * n
square(3), square(3), square(4)
square.seen

# --- a decorated class
def with_id(cls):
    cls.identity = staticmethod(lambda: cls.__name__.lower())
    return cls
@with_id
class Person: pass
Person.identity()

# --- lru cache
from functools import lru_cache
@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
value = fib(60)
value, fib.cache_info().misses

# --- partial and reduce
from functools import partial, reduce
add = lambda a, b: a + b
increment = partial(add, 1)
reduce(add, map(increment, range(5)), 100)

# --- singledispatch
from functools import singledispatch
@singledispatch
def name(value): return "object"
@name.register(int)
def _(value): return "int"
@name.register(list)
def _(value): return "list of " + ", ".join(map(name, value))
name([1, "a", [2]])

# --- cached property
from functools import cached_property
class Circle:
    def __init__(self, r):
        self.r, self.computed = r, 0
    @cached_property
    def area(self):
        self.computed += 1
        return self.r ** 2 * 3
c = Circle(2)
c.area, c.area, c.computed

# --- total ordering and cmp_to_key
from functools import total_ordering, cmp_to_key
@total_ordering
class Version:
    def __init__(self, *parts): self.parts = parts
    def __eq__(self, other): return self.parts == other.parts
    def __lt__(self, other): return self.parts < other.parts
ordered = sorted("banana", key=cmp_to_key(lambda a, b: (a < b) - (a > b)))
Version(1, 2) >= Version(1, 1), "".join(ordered)

# --- all kinds of parameters
def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs
f(1, d=4), f(1, 2, 3, 4, 5, d=6, z=7), f(*[1, 2], **{"d": 3, "c": 4})

# --- signature
import inspect
def f(a: int, b="x", *args, c, **kw) -> str: ...
str(inspect.signature(f)), list(inspect.signature(f).parameters)

# --- missing argument
def f(a, *, b): pass
f(1)

# --- too many arguments
def f(a): pass
f(1, 2, 3)

# --- unexpected keyword
def f(a): pass
f(1, nope=2)

# --- recursion with an accumulator
def permutations(items):
    if not items:
        yield []
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [item] + rest
list(permutations([1, 2, 3]))

# --- mutual recursion
def even(n): return n == 0 or odd(n - 1)
def odd(n): return n != 0 and even(n - 1)
even(50), odd(50)

# --- comprehensions of each kind
squares = [n * n for n in range(5) if n % 2]
index = {word: len(word) for word in ("a", "bb")}
letters = {c for c in "hello"}
total = sum(n for n in range(4))
nested = [[i * j for j in range(3)] for i in range(3)]
flat = [x for row in nested for x in row if x]
squares, index, sorted(letters), total, nested, flat

# --- a comprehension does not leak
x = "kept"
[x for x in range(3)]
x

# --- a walrus in a comprehension does leak
values = [last := n * 2 for n in range(3)]
last, values

# --- comprehensions that see the namespace
factor = 3
def scaled(): return [n * factor for n in range(3)]
factor = 4
scaled()

# --- a generator with send
def averager():
    total, count, average = 0, 0, None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count
g = averager()
next(g)
[g.send(n) for n in (10, 20, 60)]

# --- a generator with throw
def patient():
    while True:
        try:
            yield "waiting"
        except ValueError as error:
            yield f"caught {error}"
g = patient()
next(g), g.throw(ValueError("x")), next(g)

# --- a generator that is closed
log = []
def resource():
    try:
        yield 1
        yield 2
    finally:
        log.append("closed")
g = resource()
next(g)
g.close()
log

# --- yield from gives a value
def inner():
    x = yield 1
    return x * 2
def outer():
    result = yield from inner()
    yield result
g = outer()
next(g), g.send(21)

# --- the value of StopIteration
def f():
    yield
    return "end"
g = f()
next(g)
try:
    next(g)
except StopIteration as stop:
    value = stop.value
value

# --- generators in a pipeline
def numbers():
    n = 0
    while True:
        yield n
        n += 1
def even(source): return (n for n in source if n % 2 == 0)
from itertools import islice
list(islice(even(numbers()), 4))

# --- a generator that raises in the middle
def breaking():
    yield 1
    raise KeyError("two")
got = []
for n in breaking():
    got.append(n)

# --- a generator that is already running
def g():
    yield next(me)
me = g()
next(me)

# --- StopIteration in a generator is a RuntimeError
def g():
    yield next(iter(()))
list(g())

# --- an iterator class
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
list(Countdown(3)), sum(Countdown(4)), max(Countdown(5))

# --- iter with a sentinel
numbers = iter([1, 2, 0, 3])
list(iter(lambda: next(numbers), 0))

# --- unpacking everywhere
a, (b, *c), d = 1, (2, 3, 4), 5
*start, end = "abc"
merged = {**{"a": 1}, **{"b": 2}}
[*range(2), *"xy"], a, b, c, d, start, end, merged

# --- a lambda in a dict
operations = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
[operations[o](5, 3) for o in "+-"]

# --- string formatting functions
def table(rows):
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}} {value:>8.2f}" for name, value in rows)
table([("a", 1.5), ("long", 22.333)])

# --- locals and vars
def f(a):
    b = a + 1
    return dict(locals())
f(1)

# --- a function with attributes and annotations
def f(x: "int" = 3) -> None:
    "doc"
f.flag = []
f.flag.append(1)
f.__annotations__, f.__defaults__, f.flag, f.__doc__

# --- operator functions
import operator
get = operator.itemgetter("a", "b")
attribute = operator.attrgetter("real")
upper = operator.methodcaller("upper")
get({"a": 1, "b": 2}), attribute(5), upper("x"), operator.concat([1], [2])

# --- the last expression is a call that returns None
items = [3, 1, 2]
items.sort()

# --- a value that is a function
def answer():
    return 42
answer

# --- a value that is a lambda in a list
[len, abs]

# --- recursion that is too deep
def down(n):
    return down(n + 1)
try:
    down(0)
    deep = False
except RecursionError:
    deep = True
deep

# --- eval and exec and compile
x = 2
code = compile("x ** 3", "inner", "eval")
exec("y = x + 1\nz = [y]")
eval(code), eval("y + q", {"y": 1, "q": 2}), z

# --- conditional expressions and chained comparisons
x = 5
"big" if x > 3 else "small", 1 < x <= 5 != 4, not x or "or", x and "and"

# --- while with else, for with else, break and continue
log = []
for n in range(5):
    if n == 1: continue
    if n == 3: break
    log.append(n)
else:
    log.append("never")
while log and log[-1] != 0:
    log.pop()
else:
    log.append("else")
log

# --- assert with a message
assert 1 == 2, f"numbers {1} and {2}"

# --- a name that is missing in a function
def f():
    return missing_name
f()

# --- a local that is read before it is bound
x = 1
def f():
    print(x)
    x = 2
f()
