"""Exceptions: raised, handled, chained, grouped, with notes; exits; syntax errors."""

# --- a division by zero
1 / 0

# --- after output
print("before")
raise ValueError("after the output")

# --- in nested functions
def a(n): return b(n) + 1
def b(n):
    return c(n)
def c(n):
    return [][n]
a(3)

# --- a key that is missing
{"a": 1}["b"]

# --- an attribute that is missing
[].push(1)

# --- a type error
"1" + 1

# --- an int of a text
int("twelve")

# --- a module that is missing
import no_such_module_anywhere

# --- a name that a module lacks
from math import no_such_name

# --- unpacking too many
a, b = 1, 2, 3

# --- finally and else
log = []
try:
    log.append("try")
except ValueError:
    log.append("except")
else:
    log.append("else")
finally:
    log.append("finally")
log

# --- finally overrides a return
def f():
    try:
        return "try"
    finally:
        print("finally")
def g():
    for n in range(3):
        try:
            continue
        finally:
            if n == 1:
                return n
f(), g()

# --- reraised
def f():
    try:
        raise KeyError("inner")
    except KeyError:
        print("seen")
        raise
f()

# --- raised from
try:
    int("x")
except ValueError as error:
    raise RuntimeError("outer") from error

# --- raised from none
try:
    int("x")
except ValueError:
    raise RuntimeError("outer") from None

# --- raised while handling
try:
    {}["a"]
except KeyError:
    [][1]

# --- the name of the error is gone afterwards
try:
    raise ValueError("x")
except ValueError as error:
    pass
"error" in globals()

# --- an exception of one's own
class AppError(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
try:
    raise AppError(7, "seven")
except AppError as error:
    caught = error.code, str(error), error.args
caught

# --- an exception of one's own, not handled
class AppError(LookupError):
    def __str__(self): return f"app: {self.args[0]['k']}"
raise AppError({"k": [1, 2]}, 3)

# --- the first handler that fits
def kind(error):
    try:
        raise error
    except (KeyError, IndexError) as e:
        return "lookup " + type(e).__name__
    except ArithmeticError:
        return "arithmetic"
    except Exception:
        return "other"
[kind(KeyError()), kind(IndexError()), kind(ZeroDivisionError()), kind(OSError())]

# --- context and cause as attributes
try:
    try:
        raise KeyError("a")
    except KeyError as first:
        raise ValueError("b") from first
except ValueError as second:
    seen = repr(second.__cause__), second.__suppress_context__, second.__context__ is second.__cause__
seen

# --- a context manager class
class Door:
    def __init__(self, log): self.log = log
    def __enter__(self):
        self.log.append("in")
        return self
    def __exit__(self, kind, error, trace):
        self.log.append("out" if kind is None else kind.__name__)
        return kind is ValueError
log = []
with Door(log) as door:
    door.log.append("inside")
with Door(log):
    raise ValueError("swallowed")
log

# --- a context manager does not swallow
class Door:
    def __enter__(self): return self
    def __exit__(self, *details): print("closing", details[0].__name__)
with Door():
    raise OSError(2, "not there", "file.txt")

# --- contextmanager
from contextlib import contextmanager
@contextmanager
def tag(name, out):
    out.append(f"<{name}>")
    try:
        yield name.upper()
    except LookupError as error:
        out.append(repr(error))
    finally:
        out.append(f"</{name}>")
out = []
with tag("a", out) as a, tag("b", out):
    out.append(a)
with tag("c", out):
    raise IndexError("i")
out

# --- exit stack
from contextlib import ExitStack, suppress, nullcontext
log = []
with ExitStack() as stack:
    for n in range(3):
        stack.callback(log.append, n)
    stack.enter_context(suppress(ZeroDivisionError))
    stack.enter_context(nullcontext())
    1 / 0
log

# --- closing and redirecting
from contextlib import closing, redirect_stdout
import io
class Closable:
    closed = False
    def close(self): self.closed = True
thing = Closable()
out = io.StringIO()
with closing(thing), redirect_stdout(out):
    print("not shown")
print("shown")
thing.closed, out.getvalue()

# --- redirecting stderr
from contextlib import redirect_stderr
import io, sys
out = io.StringIO()
with redirect_stderr(out):
    print("hidden", file=sys.stderr)
print("seen", file=sys.stderr)
out.getvalue()

# --- a decorator from contextmanager
from contextlib import ContextDecorator
class Timed(ContextDecorator):
    log = []
    def __enter__(self): self.log.append("start")
    def __exit__(self, *d): self.log.append("stop")
@Timed()
def work(): return 5
work(), work(), Timed.log

# --- exit with a status
import sys
print("bye")
sys.exit(3)

# --- exit with a text
import sys
sys.exit("no license")

# --- exit without a status
raise SystemExit

# --- exit that is caught
import sys
try:
    sys.exit(4)
except SystemExit as error:
    code = error.code
code

# --- exit in a function inside finally
import sys
def f():
    try:
        1 / 0
    finally:
        sys.exit(5)
f()

# --- a base exception
class Stop(BaseException): pass
raise Stop("now")

# --- a keyboard interrupt that code raises
raise KeyboardInterrupt("pressed")

# --- generator exit that code raises
raise GeneratorExit

# --- an async cancelled error that code raises
import asyncio
raise asyncio.CancelledError("who")

# --- stop iteration at the top
next(iter([]))

# --- unicode errors
b"\xff\xfe".decode("utf-8")

# --- encoding errors
"\u20ac".encode("ascii")

# --- an error with several arguments
raise ValueError("a", 1, [2], None)

# --- an error without arguments
raise ValueError

# --- an error with a long message
raise ValueError("x" * 3000)

# --- an error with unicode
raise ValueError("Gr\u00fc\u00dfe \u4f60\u597d \U0001f600 \x07")

# --- an os error has a type of its own
open("/no/such/file/anywhere")

# --- a warning made an error
import warnings
with warnings.catch_warnings():
    warnings.simplefilter("error")
    warnings.warn("careful", UserWarning)

# --- not an exception
raise 42

# --- a class that is no exception
class Foo: pass
raise Foo()

# --- recursion without end
def f(): return f()
try:
    f()
except RecursionError as error:
    kind = type(error).__name__
kind

# --- an assertion without a message
assert []

# --- not implemented
class Base:
    def f(self): raise NotImplementedError(f"{type(self).__name__}.f")
class Derived(Base): pass
Derived().f()

# --- an error in a comprehension
[10 // n for n in (2, 1, 0)]

# --- an error in a property
class A:
    @property
    def x(self): return self.y
A().x

# --- an error in a class body
class A:
    x = 1
    y = x / 0

# --- an error in a default argument
def f(x=undefined_thing): pass

# --- an error in a decorator
def bad(f): raise TypeError("cannot decorate " + f.__name__)
@bad
def g(): pass

# --- an error in a lambda in sorted
sorted([1, "a", None])

# --- an error in a callback of the library
from functools import reduce
reduce(lambda a, b: a / b, [1, 0, 2])

# --- the traceback module
import traceback
def inner(): raise KeyError("k")
try:
    inner()
except KeyError:
    lines = traceback.format_exc().splitlines()
lines[0], lines[-1]

# --- the frames of a traceback
import sys, traceback
def inner(): raise KeyError("k")
def outer(): inner()
try:
    outer()
except KeyError:
    frames = [(f.name, f.lineno) for f in traceback.extract_tb(sys.exc_info()[2])][-2:]
frames, sys.exc_info()

# --- an error that is kept and raised again
try:
    1 / 0
except ZeroDivisionError as error:
    kept = error
print("between")
raise kept

# --- with traceback
try:
    raise OSError("first")
except OSError as error:
    raise KeyError("second").with_traceback(error.__traceback__)

# --- notes (3.11)
error = ValueError("base")
error.add_note("first note")
error.add_note("second note")
raise error

# --- an exception group (3.11)
raise ExceptionGroup("many", [ValueError("a"), ExceptionGroup("inner", [KeyError("b"), OSError("c")])])

# --- except star (3.11)
log = []
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2), ValueError(3)])
except* ValueError as group:
    log.append([e.args[0] for e in group.exceptions])
except* TypeError as group:
    log.append(len(group.exceptions))
log

# --- a group that is split (3.11)
group = ExceptionGroup("g", [ValueError(1), KeyError(2)])
match_, rest = group.split(ValueError)
[repr(e) for e in match_.exceptions], [repr(e) for e in rest.exceptions]

# --- syntax error: an operator
x = = 1

# --- syntax error: a bracket
print((1, 2)

# --- syntax error: an indent
def f():
return 1

# --- syntax error: unexpected indent
x = 1
    y = 2

# --- syntax error: return outside
x = 1
return x

# --- syntax error: a keyword
class = 3

# --- syntax error: print without brackets
print "hello"

# --- syntax error: await outside
await foo()

# --- syntax error: unterminated text
x = 'abc

# --- syntax error: assignment to a literal
1 = x

# --- syntax error: duplicate argument
def f(a, a): pass

# --- syntax error: nonlocal at the top
nonlocal x

# --- syntax error: bad escape in unicode
"\u12"

# --- syntax error: break outside
break

# --- syntax error: in a later line
a = 1
b = 2
def f(:
    pass

# --- syntax error that code raises
compile("a b", "other.py", "exec")

# --- a syntax error that code catches
try:
    exec("x = = 1")
except SyntaxError as error:
    seen = error.lineno, error.text
seen

# --- a syntax error from ast
import ast
ast.literal_eval("[1, 2")

# --- literal eval refuses
import ast
ast.literal_eval("f(1)")
