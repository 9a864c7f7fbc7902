"""What is printed, and where to."""

# --- print
print("hello")

# --- print several with sep and end
print("a", 1, None, [2], sep="-", end="!")
print()
print("x", end="")

# --- print to stderr
import sys
print("out")
print("err", file=sys.stderr)

# --- writing by hand
import sys
sys.stdout.write("one\n"), sys.stdout.write("two")
sys.stderr.write("three\n")

# --- writelines and flush
import sys
sys.stdout.writelines(["a\n", "b\n"])
sys.stdout.flush()
print("c", flush=True)

# --- unicode
print("Gr\u00fc\u00dfe", "\u4f60\u597d", "\U0001f600", "e\u0301")

# --- control characters
print("a\tb\rc\x00d\x1b[1mbold\x1b[0m")

# --- many lines
for n in range(200):
    print(n, n * n)

# --- one long line
print("x" * 20000)

# --- print an object
class A:
    def __str__(self): return "str of A"
    def __repr__(self): return "repr of A"
print(A(), [A()])

# --- pprint
from pprint import pprint, pformat
data = {"b": [1, 2, {"c": (3, 4)}], "a": "x" * 40, "long": list(range(30))}
pprint(data, width=40)
pformat(data, width=200, compact=True)

# --- printing and a value
print("printed")
"value"

# --- printing before an error
print("first")
print("second", end="")
[][0]

# --- printing in a loop without a newline
for n in range(5):
    print(n, end=" ")

# --- print into a file object
import io
out = io.StringIO()
print("a", "b", file=out, sep=",")
out.getvalue()

# --- stdout that is replaced and put back
import io, sys
before = sys.stdout
sys.stdout = io.StringIO()
print("kept")
kept = sys.stdout.getvalue()
sys.stdout = before
del before
print("shown")
kept

# --- the original stdout
import sys
sys.__stdout__ is not None, sys.stdout.writable()

# --- the encoding of stdout
import sys
sys.stdout.encoding.lower(), sys.stdout.isatty(), sys.stdout.errors in ("strict", "surrogateescape", "backslashreplace")

# --- bytes to the buffer
import sys
sys.stdout.buffer.write(b"raw bytes\n")
sys.stdout.buffer.flush()

# --- a display hook
import sys
sys.displayhook("shown")
sys.displayhook(None)

# --- a traceback on stderr
import traceback
try:
    1 / 0
except ZeroDivisionError:
    print(traceback.format_exc().splitlines()[-1])

# --- warnings go to stderr
import warnings
with warnings.catch_warnings():
    warnings.simplefilter("always")
    warnings.showwarning = lambda message, category, *rest, **kw: print(category.__name__, message)
    warnings.warn("careful")

# --- a progress bar by hand
import sys
for n in range(3):
    sys.stdout.write("\r" + "#" * n)
sys.stdout.write("\n")

# --- logging to a string
import io, logging
out = io.StringIO()
log = logging.getLogger("scripts.a")
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
log.addHandler(handler)
log.setLevel(logging.INFO)
log.propagate = False
log.debug("hidden")
log.info("shown %d", 1)
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed")
log.removeHandler(handler)
out.getvalue().splitlines()[0], out.getvalue().splitlines()[-1]

# --- logging filters and adapters
import io, logging
out = io.StringIO()
log = logging.getLogger("scripts.b")
handler = logging.StreamHandler(out)
log.addHandler(handler)
log.propagate = False
log.setLevel("DEBUG")
log.addFilter(lambda record: "secret" not in record.getMessage())
log.warning("fine")
log.warning("secret")
logging.LoggerAdapter(log, {}).error("adapted")
log.handlers.clear(); log.filters.clear()
out.getvalue()

# --- logger levels
import logging
log = logging.getLogger("scripts.c.d")
parent = logging.getLogger("scripts.c")
parent.setLevel(logging.ERROR)
before = log.getEffectiveLevel()
parent.setLevel(logging.NOTSET)
before, log.parent is parent, log.name

# --- f strings
name, value, width = "pi", 3.14159, 10
f"{name!r:>{width}} {value:.2f} {value=:.1f} {1000000:,} {255:#x} {0.5:%} {'a' 'b'} {{}}"

# --- percent formatting
"%s is %d years and %.1f%% %r %x %05d %-5s|" % ("a", 3, 99.5, "q", 255, 42, "l")

# --- str format
"{0} {1!r} {0:>5} {name} {d[k]} {o.real}".format("a", "b", name=1, d={"k": 2}, o=5)

# --- template strings
from string import Template
Template("$a and ${b}s $$").substitute(a=1, b="x"), Template("$a $zzz").safe_substitute(a=1)

# --- textwrap
import textwrap
text = "The quick brown fox jumps over the lazy dog and runs away from everything."
textwrap.fill(text, 20), textwrap.shorten(text, 25), textwrap.dedent("\n   a\n     b\n"), textwrap.indent("a\nb", "> ")

# --- printing a table
rows = [("name", "size"), ("a", 1), ("longer", 22)]
widths = [max(len(str(row[i])) for row in rows) for i in range(2)]
for row in rows:
    print(" | ".join(str(cell).ljust(width) for cell, width in zip(row, widths)))

# --- print in a generator that the value reads
def noisy():
    for n in range(3):
        print("making", n)
        yield n
sum(noisy())

# --- print in a finalizer of with
from contextlib import contextmanager
@contextmanager
def step(name):
    print("start", name)
    yield
    print("end", name)
with step("a"), step("b"):
    print("body")

# --- print an exception
try:
    raise ValueError("v")
except ValueError as error:
    print(error, repr(error), type(error).__name__)

# --- print nothing at all
x = 1

# --- the underscore is free
_ = 5
_ + 1

# --- input is patched
import builtins
before = builtins.input
builtins.input = lambda prompt="": prompt + "answer"
got = input("? ")
builtins.input = before
got

# --- help text of one's own
def f():
    """Says what it does."""
import pydoc
pydoc.render_doc(f, renderer=pydoc.plaintext).splitlines()[-1].strip()
