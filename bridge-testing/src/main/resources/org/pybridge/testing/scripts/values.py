"""Values of every kind as the last expression: numbers, text, bytes, containers, and what the language makes of them."""

# --- nothing
None

# --- an empty script

# --- only a comment
# nothing to do

# --- a document string only
"""just text"""

# --- truth
True

# --- not implemented and ellipsis
[..., NotImplemented]

# --- a big int
2 ** 200

# --- a negative big int
-(3 ** 100)

# --- the edges of long
[2**63 - 1, 2**63, -2**63, -2**63 - 1]

# --- floats that are special
[float("inf"), float("-inf"), -0.0, 1e308 * 10, 5e-324]

# --- not a number
float("nan")

# --- float arithmetic
[0.1 + 0.2, 1 / 3, 2.5 // 1, -7 // 2, -7 % 3, divmod(-7, 2), round(2.5), round(-1.005, 2), 7.0 % -3]

# --- integers of all bases
[0xFF, 0o17, 0b101, 1_000_000, int("ff", 16), int(" 12 "), hex(255), oct(8), bin(-5), (255).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "little")]

# --- complex numbers
abs(3 + 4j), (1j ** 2).real

# --- a complex value
1 + 2j

# --- a text
"text"

# --- text methods
s = "Hello, World"
[s.upper(), s.split(", "), s.replace("l", "L"), s.find("W"), s[::-1], s.center(20, "*"), s.partition(","), s.swapcase(), s.encode().hex(), s.title(), s.startswith(("x", "H")), "-".join(s[:3]), s.count("l"), s.zfill(15), " x ".strip(), s.translate({72: "J"}), s.casefold()]

# --- unicode text
s = "stra\u00dfe \u0130 \u01c4 \U0001f468\u200d\U0001f469"
[len(s), s.upper(), s.casefold(), s.encode("utf-8"), s.encode("utf-16-le").hex(), [hex(ord(c)) for c in s[-3:]]]

# --- a lone surrogate in a repr
repr("\ud83d"), ascii("\udc80"), len("\ud83d\ude00")

# --- normal forms (imports native)
import unicodedata
[unicodedata.normalize("NFC", "e\u0301") == "\u00e9", unicodedata.name("\u00e9"), unicodedata.category("1"), unicodedata.combining("\u0301")]

# --- bytes
b"\x00\xff" + bytes([1, 2]) + bytes.fromhex("0a0b")

# --- a bytearray
bytearray(b"abc")

# --- a memoryview of bytes
memoryview(b"abcdef")[1:4]

# --- a list
[1, "a", None, 2.5, [True]]

# --- a tuple
(1, (2, "x"), ())

# --- a set
{1, 2, 3}

# --- a frozenset
frozenset("ab")

# --- empty containers
[[], (), {}, set(), "", b"", frozenset()]

# --- a dict with keys of all kinds
{1: "int", "a": "str", None: "none", True and 2.5: "float", (1, 2): "tuple", b"k": "bytes"}

# --- the order of a dict
d = {"z": 1, "a": 2}
d["m"] = 3
d["z"] = 9
d

# --- a range
range(1, 10, 3)

# --- a slice
slice(1, None, 2)

# --- a generator
(n for n in range(3))

# --- a map
map(str, [1, 2])

# --- dict views
d = {"a": 1}
[list(d.keys()), list(d.values()), list(d.items()), d.keys() & {"a"}]

# --- a module
import math
math

# --- a builtin function
len

# --- a bound method
[].append

# --- a type
int

# --- an exception as a value
ValueError("kept", 1)

# --- nesting
[[[[[[[["deep"]]]]]]]]

# --- a wide list
list(range(2000))

# --- a long text
"ab" * 5000

# --- a dict of a thousand
{str(n): n for n in range(1000)}

# --- mixed containers
{"list": [1, (2, {3})], "dict": {"a": {"b": [None]}}, "bytes": b"x"}

# --- shared parts
part = [1]
[part, part, {"p": part}]

# --- several expressions
1
2
3

# --- an expression and a semicolon
x = 1; x + 1;

# --- a last statement that is no expression
1 + 1
x = 5

# --- an expression over several lines
(1 +
 2 +
 3)

# --- a conditional at the end
if True:
    "not the value"

# --- a string with quotes of all kinds
'it\'s "quoted"' + """ '''x''' """ + r"\n"

# --- boolean arithmetic
[True + True, sum([True, False, True]), True == 1, "ab"[True], not 0, bool([]), all([]), any([])]

# --- comparisons of containers
[[1, 2] < [1, 3], (1,) < (1, 0), {1} < {1, 2}, "a" < "b", [1] == [1.0], {"a": 1} == {"a": 1}]

# --- identity and small things
a = None
[a is None, a is not False, [] is [], 1 if a else 2]

# --- decimal
from decimal import Decimal
Decimal("1.10") + Decimal("2.205")

# --- fraction
from fractions import Fraction
Fraction(1, 3) + Fraction(1, 6)

# --- a date
import datetime
datetime.date(2026, 11, 29)

# --- a datetime
import datetime
datetime.datetime(2026, 11, 29, 21, 57, 32, 123456)

# --- an aware datetime
import datetime
datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))

# --- a time and a delta
import datetime
[datetime.time(1, 2, 3), datetime.timedelta(days=-1, seconds=5, microseconds=7)]

# --- a uuid
import uuid
uuid.UUID("12345678-1234-5678-1234-567812345678")

# --- a path
from pathlib import PurePosixPath
PurePosixPath("/a/b") / "c.txt"

# --- an enum as a value
from enum import Enum
class Color(Enum):
    RED = 1
Color.RED

# --- an int enum as a value
from enum import IntEnum
class Level(IntEnum):
    HIGH = 10
Level.HIGH

# --- a list of instances
class P:
    def __init__(self, x): self.x = x
[P(1), P([2])]

# --- dict of functions
def f(): return 1
{"f": f, "n": 1}

# --- sorted with everything
sorted([3, 1, 2], reverse=True), sorted("bA", key=str.lower), min("b", "a"), max([1, 5], key=lambda n: -n), sum([[1], [2]], [])

# --- zip, enumerate, reversed, filter
list(zip("ab", [1, 2])), list(enumerate("xy", 1)), list(reversed([1, 2])), list(filter(None, [0, 1, "", "a"])), dict(zip("ab", (1, 2)))

# --- number methods
(5).bit_length(), (0.5).as_integer_ratio(), (3.0).is_integer(), float.fromhex("0x1.8p1"), (1.5).hex(), pow(3, -1, 7), abs(-3)

# --- hashes of numbers and tuples
hash(1) == hash(1.0), hash(2**61) == hash(2**61), hash((1, 2)) == hash((1, 2)), hash(-1)

# --- type hints are kept
x: int = 5
y: "str" = "a"
__annotations__ if "__annotations__" in globals() else {"x": int, "y": "str"}

# --- underscored names
_private = 1
__dunder__ = 2
normal_ = 3

# --- names of all scripts
größe = 2
变量 = größe * 2
变量

# --- the name of main
__name__

# --- the doc of the script
"""A script's text."""
__doc__ if False else __name__

# --- dir of the namespace
a = 1
b = 2
[name for name in dir() if not name.startswith("_")]

# --- a shadowed builtin
list = [1]
len = 2
list, len

# --- a shadowed builtin is back in the next one
list((1, 2)), len([1])

# --- builtins by name
import builtins
builtins.abs is abs, sorted(vars(builtins))[:1] != [], __builtins__ is builtins or __builtins__ is vars(builtins)
