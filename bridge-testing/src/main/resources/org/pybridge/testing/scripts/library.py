"""The standard library as it is used every day."""

# --- strptime
import datetime
datetime.datetime.strptime("2026-11-29 10:20", "%Y-%m-%d %H:%M").year

# --- time strptime
import time
tuple(time.strptime("30 Nov 2026", "%d %b %Y"))[:3]

# --- strftime
import datetime
datetime.datetime(2026, 3, 4, 5, 6, 7).strftime("%a %d %B %Y %H:%M:%S %j %U %%")

# --- time strftime and gmtime
import time
time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(0)), time.mktime(time.localtime(1000000)) == 1000000

# --- clocks go on
import time
a, p, n = time.monotonic(), time.perf_counter(), time.time_ns()
time.sleep(0.001)
went_on = time.monotonic() > a, time.perf_counter() > p, time.time_ns() > n, time.process_time() >= 0
del a, p, n
went_on

# --- date arithmetic
from datetime import date, timedelta
d = date(2024, 2, 28) + timedelta(days=2)
d.isoformat(), d.weekday(), (date(2026, 1, 1) - d).days, d.replace(year=2025).isocalendar()[1], date.fromisoformat("2020-02-29").toordinal()

# --- iso formats
from datetime import datetime, timezone, timedelta
d = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-5)))
d.isoformat(), d.astimezone(timezone.utc).isoformat(), datetime.fromisoformat("2026-01-02T03:04:05+00:00").timestamp(), d.utcoffset()

# --- zone info (imports zoneinfo)
import zoneinfo, datetime
try:
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    result = [datetime.datetime(2026, m, 1, 12, tzinfo=berlin).utcoffset().seconds for m in (1, 7)]
except zoneinfo.ZoneInfoNotFoundError:
    result = "no zones"
result

# --- calendar
import calendar
calendar.monthrange(2024, 2), calendar.isleap(2100), calendar.month(2026, 11), calendar.day_name[0], list(calendar.Calendar().itermonthdays(2026, 2))[:8]

# --- the locale is asked for
import locale
first = locale.setlocale(locale.LC_ALL, None)
locale.getlocale() == locale.getlocale(), first == locale.setlocale(locale.LC_ALL), isinstance(locale.localeconv()["decimal_point"], str)

# --- the locale is set
import locale
before = locale.setlocale(locale.LC_NUMERIC)
now = locale.setlocale(locale.LC_NUMERIC, "C")
text = locale.format_string("%.2f", 1234.5, grouping=True), locale.atof("1.5"), locale.str(2.5)
locale.setlocale(locale.LC_NUMERIC, before)
now, text

# --- the preferred encoding
import locale
isinstance(locale.getpreferredencoding(False), str)

# --- decimal contexts
from decimal import Decimal, getcontext, localcontext, ROUND_HALF_UP, InvalidOperation
with localcontext() as context:
    context.prec = 5
    third = Decimal(1) / 3
price = Decimal("2.675").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
try:
    Decimal("x")
except InvalidOperation as error:
    refused = type(error).__name__
str(third), str(price), getcontext().prec, refused

# --- decimal precision set and put back
import decimal
context = decimal.getcontext()
before = context.prec
context.prec = 3
short = decimal.Decimal(1) / 3
context.prec = before
del context
str(short), len(str(decimal.Decimal(1) / 3))

# --- decimal methods
from decimal import Decimal
d = Decimal("-123.4500")
[str(d.normalize()), d.as_tuple()[1], str(d.copy_abs()), int(d), str(round(d, 1)), f"{d:,.1f}", d.is_signed(), str(Decimal("1E+3")), str(max(d, Decimal(0)))]

# --- fractions
from fractions import Fraction
f = Fraction("3/4")
[str(f * 2), f.numerator, str(Fraction(0.5)), str(Fraction(3.14159).limit_denominator(100)), float(f), f > Fraction(1, 2)]

# --- statistics
import statistics
data = [2, 4, 4, 4, 5, 5, 7, 9]
[statistics.mean(data), statistics.median(data), statistics.pstdev(data), statistics.mode(data), statistics.quantiles(data, n=4), statistics.fmean([0.1, 0.2])]

# --- math
import math
[math.pi, math.factorial(20), math.gcd(12, 18), math.isclose(0.1 + 0.2, 0.3), math.comb(5, 2), math.floor(-1.5), math.hypot(3, 4), math.fsum([0.1] * 10), math.log2(8), math.isqrt(17), math.prod([1, 2, 3]), math.degrees(math.pi), math.copysign(1, -0.0)]

# --- cmath
import cmath
z = cmath.sqrt(-1)
z.imag, round(cmath.phase(-1 + 0j), 5)

# --- a seeded random
import random
random.seed(42)
a = [random.random() for _ in range(3)]
b = random.randint(1, 100), random.choice("abc"), random.sample(range(100), 5)
items = list(range(10))
random.shuffle(items)
a, b, items, random.gauss(0, 1)

# --- a random of one's own
import random
r = random.Random(7)
r.random(), r.randrange(1000), r.uniform(1, 2), r.choices("xyz", k=5)

# --- secrets and uuid4
import secrets, uuid
len(secrets.token_hex(8)), uuid.uuid4() != uuid.uuid4(), uuid.uuid5(uuid.NAMESPACE_DNS, "example.org").hex

# --- json
import json
text = json.dumps({"b": [1, 2.5, None, True], "a": "\u00e4\n", "n": {"x": []}}, sort_keys=True)
back = json.loads(text)
back["n"]["x"].append(1)
text, back, json.dumps([1, {"a": 2}], indent=2, separators=(",", ": ")), json.dumps("\u00e4", ensure_ascii=False)

# --- json with hooks
import json, datetime
class Encoder(json.JSONEncoder):
    def default(self, o):
        return o.isoformat() if isinstance(o, datetime.date) else super().default(o)
text = json.dumps({"d": datetime.date(2026, 1, 2)}, cls=Encoder)
text, json.loads('{"a": 1, "b": {"c": 2}}', object_pairs_hook=lambda p: p), json.loads("1.10", parse_float=str)

# --- json that is wrong
import json
json.loads('{"a": 1,}')

# --- json of what cannot be
import json
json.dumps({1, 2})

# --- regular expressions
import re
[re.findall(r"(\w)(\d+)", "a1 b22"), re.sub(r"\s+", " ", "a  b \n c"), re.split(r"[,;]", "a,b;c"), re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2026-11").groupdict(), re.search("x", "abc"), re.sub(r"(\w+) (\w+)", r"\2 \1", "a b"), re.sub("b", lambda m: m[0].upper() * 2, "abc"), re.escape("a.b*"), bool(re.fullmatch("a+", "aaa"))]

# --- a compiled pattern
import re
pattern = re.compile(r"(?i)^(?P<key>[a-z]+)\s*=\s*(?P<value>.*?)\s*$", re.M)
[m.groupdict() for m in pattern.finditer("A = 1\nbc=  two \n")], pattern.groupindex["value"], pattern.flags & re.I != 0

# --- a pattern that is wrong
import re
re.compile("(unclosed")

# --- itertools
from itertools import *
[list(chain([1], [2, 3])), list(islice(count(5, 2), 3)), list(product("ab", [1, 2])), list(permutations([1, 2, 3], 2))[:3], list(combinations("abc", 2)), [(k, list(g)) for k, g in groupby("aabc")], list(accumulate([1, 2, 3])), list(takewhile(lambda n: n < 3, count())), list(zip_longest("ab", [1])), list(starmap(pow, [(2, 3)])), list(compress("abc", [1, 0, 1])), list(repeat("x", 2))]

# --- tee and cycle
from itertools import tee, cycle, islice
a, b = tee(iter([1, 2, 3]))
next(a)
list(a), list(b), list(islice(cycle("ab"), 5))

# --- counters
from collections import Counter
c = Counter("abracadabra")
c.most_common(2), c["z"], sum(c.values()), sorted((c - Counter("aaa")).items())

# --- hashlib and hmac
import hashlib, hmac
[hashlib.sha256(b"abc").hexdigest(), hashlib.md5(b"").hexdigest(), hmac.new(b"k", b"m", "sha1").hexdigest(), hashlib.sha1(b"a").digest_size]

# --- a hash that is fed
import hashlib
h = hashlib.sha256()
for part in (b"a", b"b", b"c"):
    h.update(part)
copy = h.copy()
copy.update(b"d")
h.hexdigest() == hashlib.sha256(b"abc").hexdigest(), copy.hexdigest()[:8]

# --- base64, binascii, zlib
import base64, binascii, zlib
packed = zlib.compress(b"hello " * 20)
[base64.b64encode(b"\x00\xff"), base64.urlsafe_b64decode("_-8="), binascii.hexlify(b"ab"), zlib.decompress(packed)[:11], zlib.crc32(b"abc"), base64.b32encode(b"a")]

# --- gzip in memory
import gzip, io
out = io.BytesIO()
with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as f:
    f.write(b"data" * 10)
gzip.decompress(out.getvalue())[:8]

# --- zip in memory
import io, zipfile
out = io.BytesIO()
with zipfile.ZipFile(out, "w") as z:
    z.writestr("a.txt", "hello")
    z.writestr("d/b.txt", "world")
with zipfile.ZipFile(out) as z:
    names, text = z.namelist(), z.read("d/b.txt")
names, text

# --- tar in memory
import io, tarfile
out = io.BytesIO()
with tarfile.open(fileobj=out, mode="w") as t:
    info = tarfile.TarInfo("a.txt")
    info.size = 5
    t.addfile(info, io.BytesIO(b"hello"))
out.seek(0)
with tarfile.open(fileobj=out) as t:
    names = t.getnames()
names

# --- struct
import struct
[struct.pack(">IhB", 1, -2, 3), struct.unpack("<d", struct.pack("<d", 1.5)), struct.calcsize("<iq"), list(struct.iter_unpack("<H", b"\x01\x00\x02\x00"))]

# --- struct that is wrong
import struct
struct.unpack("<I", b"abc")

# --- csv
import csv, io
out = io.StringIO()
w = csv.DictWriter(out, ["a", "b"], lineterminator="\n")
w.writeheader()
w.writerows([{"a": 1, "b": "x,y"}, {"a": 2, "b": 'q"q'}])
rows = list(csv.DictReader(io.StringIO(out.getvalue())))
rows[0]["b"] += "!"
out.getvalue(), rows, list(csv.reader(["a;b"], delimiter=";"))

# --- string io
import io
f = io.StringIO("one\ntwo\nthree")
first = f.readline()
rest = list(f)
f.seek(0, io.SEEK_END)
f.write("\nfour")
first, rest, f.getvalue().count("\n"), f.tell() > 0

# --- bytes io and text wrapper
import io
raw = io.BytesIO()
text = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
text.write("\u00e4\n")
text.flush()
raw.getvalue(), raw.tell()

# --- a temporary file
import os, tempfile
with tempfile.TemporaryDirectory() as directory:
    path = os.path.join(directory, "a.txt")
    with open(path, "w", encoding="utf-8") as f:
        f.write("one\ntwo\n")
    with open(path, encoding="utf-8") as f:
        lines = f.readlines()
    size, names = os.path.getsize(path), os.listdir(directory)
lines, size, names, os.path.exists(path)

# --- paths on a disk
import tempfile
from pathlib import Path
with tempfile.TemporaryDirectory() as directory:
    root = Path(directory)
    (root / "a" / "b").mkdir(parents=True)
    (root / "a" / "x.txt").write_text("hello")
    (root / "a" / "b" / "y.bin").write_bytes(b"\x00\x01")
    found = sorted(p.relative_to(root).as_posix() for p in root.rglob("*"))
    text = (root / "a" / "x.txt").read_text()
found, text

# --- named temporary file and shutil
import os, shutil, tempfile
with tempfile.TemporaryDirectory() as directory:
    with tempfile.NamedTemporaryFile("w", dir=directory, suffix=".txt", delete=False) as f:
        f.write("x")
    shutil.copy(f.name, os.path.join(directory, "copy.txt"))
    count = len(os.listdir(directory))
    shutil.rmtree(os.path.join(directory, "none"), ignore_errors=True)
count, f.closed

# --- pure paths
from pathlib import PurePosixPath, PureWindowsPath
p = PurePosixPath("/a/b/c.tar.gz")
[p.suffix, p.stem, p.parent.name, p.with_suffix(".x").name, p.parts, str(PureWindowsPath("C:/x") / "y"), p.match("*.gz"), p.relative_to("/a").as_posix()]

# --- os path
import os.path
[os.path.join("a", "b"), os.path.splitext("a.b.c"), os.path.basename("/x/y"), os.path.normpath("a/../b//c"), os.path.dirname("/x/y"), os.path.isabs("/x")]

# --- the environment
import os
os.environ["PYBRIDGE_SCRIPT"] = "1"
seen = os.getenv("PYBRIDGE_SCRIPT"), os.environ.get("PYBRIDGE_NONE", "none")
del os.environ["PYBRIDGE_SCRIPT"]
seen, "PYBRIDGE_SCRIPT" in os.environ

# --- the working directory
import os, tempfile
before = os.getcwd()
with tempfile.TemporaryDirectory() as directory:
    os.chdir(directory)
    try:
        moved = os.path.realpath(os.getcwd()) == os.path.realpath(directory)
    finally:
        os.chdir(before)
moved, os.getcwd() == before

# --- copy and deepcopy
import copy
class P:
    def __init__(self): self.x = [1]
    def __copy__(self):
        new = P()
        new.x = self.x
        return new
p = P()
q, r = copy.copy(p), copy.deepcopy(p)
p.x.append(2)
q.x, r.x

# --- pickle of data
import pickle
data = {"a": [1, (2, {3})], "b": b"x", "c": 1.5, "d": None}
[pickle.loads(pickle.dumps(data, protocol=n)) == data for n in range(pickle.HIGHEST_PROTOCOL + 1)]

# --- pickle of what cannot be
import pickle
try:
    pickle.dumps(lambda: 1)
except (pickle.PicklingError, AttributeError) as error:
    refused = True
refused

# --- shelve and marshal
import marshal
marshal.loads(marshal.dumps([1, "a", (2.5, None)]))

# --- typing
from typing import Dict, List, Optional, get_args, get_origin, get_type_hints
def f(a: int, b: Optional[List[str]] = None) -> Dict[str, int]: ...
get_type_hints(f)["a"], get_args(Dict[str, int]), get_origin(List[int]), str(Optional[int])

# --- argparse
import argparse
parser = argparse.ArgumentParser(prog="tool")
parser.add_argument("name")
parser.add_argument("--count", type=int, default=1)
parser.add_argument("-v", action="store_true")
group = parser.add_subparsers if False else None
args = parser.parse_args(["x", "--count", "3", "-v"])
vars(args), parser.format_usage()

# --- argparse that refuses
import argparse
parser = argparse.ArgumentParser(prog="tool")
parser.add_argument("--count", type=int)
parser.parse_args(["--count", "many"])

# --- argparse help
import argparse
parser = argparse.ArgumentParser(prog="tool", description="Does things.", formatter_class=lambda prog: argparse.HelpFormatter(prog, width=80))
parser.add_argument("file", help="what to read")
parser.parse_args(["--help"])

# --- unittest
import io, unittest
class T(unittest.TestCase):
    def setUp(self): self.x = []
    def test_a(self):
        self.x.append(1)
        self.assertEqual(self.x, [1])
    def test_b(self): self.assertTrue(False)
    @unittest.skip("later")
    def test_c(self): pass
result = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
result.testsRun, len(result.failures), len(result.skipped), result.wasSuccessful()

# --- mocks
from unittest.mock import Mock, patch
import json
m = Mock(return_value=3)
m(1, a=2)
m.child.method.return_value = "x"
with patch("json.dumps", return_value="patched"):
    patched = json.dumps({})
m.call_args[1], m.child.method(), patched, json.dumps({}), m.call_count

# --- doctest
import doctest
def add(a, b):
    """
    >>> add(1, 2)
    3
    >>> add('a', 'b')
    'ab'
    """
    return a + b
finder = doctest.DocTestFinder()
runner = doctest.DocTestRunner(verbose=False)
for test in finder.find(add, "add", globs={"add": add}):
    runner.run(test)
runner.summarize(verbose=False)[0], runner.tries

# --- sqlite (imports sqlite3, native)
import sqlite3
db = sqlite3.connect(":memory:")
db.execute("create table t (a integer, b text)")
db.executemany("insert into t values (?, ?)", [(1, "x"), (2, "y")])
rows = db.execute("select a, b from t order by a desc").fetchall()
try:
    db.execute("select * from nope")
except sqlite3.OperationalError as error:
    message = str(error)
db.close()
rows, message

# --- xml (imports native)
import xml.etree.ElementTree as ET
root = ET.fromstring("<a x='1'><b>text</b><b/></a>")
ET.SubElement(root, "c").text = "new"
root.find("b").text = "changed"
ET.tostring(root, encoding="unicode"), [b.text for b in root.iter("b")], root.get("x")

# --- xml that is wrong (imports native)
import xml.etree.ElementTree as ET
try:
    ET.fromstring("<a><b></a>")
except ET.ParseError as error:
    position = error.position
position[0]

# --- html
import html
from html.parser import HTMLParser
class P(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
    def handle_starttag(self, tag, attrs): self.tags.append((tag, dict(attrs)))
p = P()
p.feed("<p class='x'><a href=y>z</a></p>")
html.escape("<&>"), html.unescape("&auml;&lt;"), p.tags

# --- urls
from urllib.parse import urlparse, parse_qs, quote, urlencode, urljoin
u = urlparse("https://u@h:80/p/q?a=1&b=2#f")
[u.netloc, u.port, parse_qs(u.query), quote("a b/\u00e4"), urlencode({"x": "1 2"}), urljoin("http://a/b/", "../c")]

# --- configparser
import configparser, io
c = configparser.ConfigParser()
c.read_string("[a]\nx = 1\ny: two\n[b]\nz = %(w)s\nw = 3\n")
c["a"]["x"] = "5"
out = io.StringIO()
c.write(out)
c.getint("a", "x"), c["b"]["z"], c.sections(), out.getvalue().splitlines()[0]

# --- tomllib (3.11)
import tomllib
tomllib.loads('a = 1\n[b]\nc = [1, 2]\nd = 2026-01-02\n')

# --- email
from email.message import EmailMessage
m = EmailMessage()
m["Subject"] = "Hi"
m["To"] = "a@example.org"
m.set_content("text\n")
m.as_string().splitlines()[0], m.get_content()

# --- difflib
import difflib
list(difflib.unified_diff(["a", "b"], ["a", "c"], lineterm=""))[3:], difflib.get_close_matches("appel", ["ape", "apple"]), round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 2)

# --- string constants and formatter
import string
string.ascii_lowercase[:3], string.digits, string.capwords("a b"), string.Formatter().format("{x}", x=1)

# --- shlex
import shlex
shlex.split("a 'b c' \"d e\""), shlex.quote("it's")

# --- fnmatch and glob
import fnmatch
fnmatch.filter(["a.py", "b.txt"], "*.py"), fnmatch.translate("*.x")[:4]

# --- operator in place
import operator
a = [1]
operator.iadd(a, [2])
operator.setitem(a, 0, 9)
operator.delitem(a, 1)
a

# --- functools reduce with data
from functools import reduce
reduce(lambda d, kv: {**d, kv[0]: d.get(kv[0], []) + [kv[1]]}, [("a", 1), ("b", 2), ("a", 3)], {})

# --- types
import types
m = types.ModuleType("made")
exec("x = [1]\ndef f(): x.append(2); return x", m.__dict__)
m.f(), isinstance(m.f, types.FunctionType), types.new_class("N", (), {}).__name__

# --- inspect
import inspect
class A:
    def f(self, x): "doc"
[inspect.isclass(A), inspect.getdoc(A.f), [n for n, _ in inspect.getmembers(A, inspect.isfunction)], inspect.isgeneratorfunction(lambda: (yield)), inspect.currentframe() is not None]

# --- ast
import ast
tree = ast.parse("x = 1 + 2\nprint(x)")
[type(n).__name__ for n in tree.body], ast.dump(ast.parse("a", mode="eval")), ast.literal_eval("{'a': [1, (2,)]}")

# --- tokenize
import io, tokenize
[t.string for t in tokenize.generate_tokens(io.StringIO("x = 1").readline) if t.string]

# --- dis knows the code
import dis
code = compile("x + 1", "a", "eval")
code.co_names, code.co_filename

# --- platform and sys
import platform, sys
sys.version_info[0], sys.maxsize, sys.byteorder in ("little", "big"), isinstance(platform.python_version(), str), sys.getrecursionlimit() > 100, len(sys.argv) >= 0, sys.getdefaultencoding()

# --- sys modules knows main
import sys
x = [1]
sys.modules["__main__"].x.append(2)
sys.modules[__name__].__dict__ is globals(), x

# --- sys path is changed and put back
import sys
sys.path.insert(0, "/nowhere")
seen = sys.path[0]
sys.path.remove("/nowhere")
seen, "/nowhere" in sys.path

# --- garbage
import gc
class A: pass
a = A()
a.me = a
del a
gc.collect() >= 0, gc.isenabled()

# --- a module that is made and imported
import sys, types
m = types.ModuleType("script_made_module")
m.value = [1]
sys.modules["script_made_module"] = m
import script_made_module
script_made_module.value.append(2)
del sys.modules["script_made_module"]
script_made_module.value

# --- importlib
import importlib
math = importlib.import_module("math")
importlib.util.find_spec("no_such_thing") if hasattr(importlib, "util") else None, math.sqrt(4), __import__("os").sep

# --- imports of all forms
import os.path as p, json as j
from math import sqrt as root, pi
from collections import *
p.join("a"), j.dumps(1), root(9), deque([1])[0]

# --- an import with a side effect
import this_module_is_not_there_either

# --- an optional import
try:
    import ujson_that_is_not_there as json
except ImportError:
    import json
json.dumps([1])

# --- contextlib reentrant
import contextlib
@contextlib.contextmanager
def patched(obj, name, value):
    old = getattr(obj, name)
    setattr(obj, name, value)
    try: yield
    finally: setattr(obj, name, old)
class A: x = 1
with patched(A, "x", 2):
    inside = A.x
inside, A.x

# --- warnings caught
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("old", DeprecationWarning)
    warnings.warn("odd")
[(str(w.message), w.category.__name__) for w in caught]

# --- warnings filters put back
import warnings
def unchanged():
    before = list(warnings.filters)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="x")
    return before == list(warnings.filters)
unchanged()

# --- subprocess (imports subprocess, process)
import subprocess, sys
done = subprocess.run([sys.executable, "-I", "-c", "print('child'); raise SystemExit(3)"], capture_output=True, text=True)
done.returncode, done.stdout

# --- a socket pair (imports socket, process)
import socket
a, b = socket.socketpair()
a.sendall(b"ping")
got = b.recv(10)
a.close(); b.close()
got

# --- ipaddress
import ipaddress
n = ipaddress.ip_network("10.0.0.0/30")
[str(h) for h in n.hosts()], ipaddress.ip_address("10.0.0.1") in n, n.num_addresses

# --- colorsys and numbers
import colorsys, numbers
colorsys.hls_to_rgb(0.5, 0.5, 0.5), isinstance(1, numbers.Integral), isinstance(1.5, numbers.Rational)

# --- graphlib
from graphlib import TopologicalSorter, CycleError
order = list(TopologicalSorter({"c": {"b"}, "b": {"a"}}).static_order())
try:
    list(TopologicalSorter({"a": {"b"}, "b": {"a"}}).static_order())
except CycleError:
    cycle = True
order, cycle

# --- codecs
import codecs
[codecs.encode("abc", "rot13"), "\u00e4".encode("latin-1"), b"\xe4".decode("cp1252"), "a\u20ac".encode("ascii", "backslashreplace"), b"a\xff".decode("utf-8", "replace"), codecs.lookup("utf8").name]

# --- an incremental decoder
import codecs
d = codecs.getincrementaldecoder("utf-8")()
[d.decode(b"\xc3"), d.decode(b"\xa4"), d.decode(b"x", final=True)]

# --- a text in several encodings
text = "na\u00efve \u4e2d"
[text.encode(e).hex() for e in ("utf-8", "utf-16-be", "utf-32-le")]

# --- quopri, mimetypes
import mimetypes
mimetypes.guess_type("a.html")[0], mimetypes.guess_type("x.png")[0]

# --- timeit
import timeit
timeit.timeit("x = 1", number=10) >= 0

# --- traceback exception
import traceback
try:
    {}["k"]
except KeyError as error:
    t = traceback.TracebackException.from_exception(error)
    lines = list(t.format_exception_only())
lines

# --- reprlib
import reprlib
reprlib.repr(list(range(100))), reprlib.repr("x" * 100)

# --- zipimport, pkgutil
import pkgutil
isinstance([m.name for m in pkgutil.iter_modules()], list)

# --- resource limits are asked for
import sys
sys.setrecursionlimit(sys.getrecursionlimit())
sys.getrecursionlimit() >= 100

# --- switch interval and flags
import sys
sys.flags.optimize, sys.getswitchinterval() >= 0

# --- getpass and user
import os
isinstance(os.getpid(), int), os.linesep

# --- array of doubles
from array import array
a = array("d", [1.5, 2.5])
a.extend([3.5])
a[0] += 1
sum(a), a.typecode, a.tobytes().hex()[:8]
