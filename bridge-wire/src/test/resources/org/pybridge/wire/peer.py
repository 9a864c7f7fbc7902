"""The other side of the tests: a real Python that answers requests on its standard input.

A request is four bytes of length, a letter and a payload; an answer the same with ``+`` or ``!`` for the letter.
"""

import collections
import dataclasses
import datetime
import decimal
import enum
import pathlib
import random
import struct
import sys
import uuid
import zoneinfo

if sys.argv[1:] == ["own"]:
    sys.modules["msgpack"] = None

P = collections.namedtuple("P", "x y")
Empty = collections.namedtuple("Empty", "")


@dataclasses.dataclass(frozen=True)
class Data:
    a: object
    b: object = None


@dataclasses.dataclass(frozen=True, eq=False)
class Apart:
    a: object


class Color(enum.Enum):
    RED = 1


class Number(enum.IntEnum):
    ONE = 1


class Tuple(tuple):
    pass


class Int(int):
    pass


class Text(str):
    pass


class Dict(dict):
    pass


class Mars(datetime.tzinfo):
    """A zone that nobody else has."""

    key = "Mars/Olympus"

    def utcoffset(self, when):
        return datetime.timedelta(hours=1)


class Kept:
    """What stays in Python: known by its number."""

    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return type(other) is Kept and other.number == self.number

    __hash__ = None


class Function:
    """What a callback's number becomes."""

    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return type(other) is Function and other.number == self.number


def java(number, type_name, methods):
    import _pybridge_values

    made = _pybridge_values.JavaObject(type_name, number, [], [])
    made.methods = methods
    return made


def in_file(path, data):
    """Writes a file that is shared as memory, and gives what is to be read from it."""
    pathlib.Path(path).write_bytes(data)
    return memoryview(bytearray(data))


def nested(depth, build=lambda value: [value]):
    value = []
    for _ in range(depth - 1):
        value = build(value)
    return value


def encode(value, fields=False):
    import _pybridge_wire

    return _pybridge_wire.encode(value, fields, lambda kept: getattr(kept, "number", 7))


def decode(data):
    import _pybridge_wire

    return _pybridge_wire.decode(data, Kept, Function, java)


def difference(one, other):
    """The first parts that are not equal or not of the same type, or None."""
    if type(one) is type(other):
        if type(one) is dict:
            one, other = list(one.items()), list(other.items())
        if type(one) is set:
            one, other = sorted(one, key=repr), sorted(other, key=repr)
        if type(one) in (list, tuple) and len(one) == len(other):
            return next(filter(None, map(difference, one, other)), None)
        if type(one).__name__ == "JavaObject":
            return difference(
                (one._token, one._type_name, one.methods), (other._token, other._type_name, other.methods)
            )
        if type(one) is memoryview and (one.format, one.readonly) != (other.format, other.readonly):
            return f"{one.format} {one.readonly} is not {other.format} {other.readonly}"
        exactly = repr if type(one) is float or isinstance(one, datetime.datetime) else lambda part: part
        if exactly(one) == exactly(other):
            return None
    return f"{one!r} is not {other!r}"


# --- random values --------------------------------------------------------------------------------------------------

SCALARS = [
    lambda r: None,
    lambda r: r.random() < 0.5,
    lambda r: r.randrange(-40, 140),
    lambda r: r.randrange(-(2 ** r.randrange(1, 80)), 2 ** r.randrange(1, 80)),
    lambda r: r.choice([0.0, -0.0, float("inf"), 1e300, r.random(), float(r.randrange(10))]),
    lambda r: "".join(character(r) for _ in range(r.randrange(40))),
    lambda r: bytes(r.randrange(256) for _ in range(r.randrange(300))),
    lambda r: decimal.Decimal(r.randrange(-(10**20), 10**20)).scaleb(r.randrange(-30, 30)),
    lambda r: datetime.date.fromordinal(r.randrange(1, 3652059)),
    lambda r: moment(r).time(),
    lambda r: moment(r),
    lambda r: moment(r).replace(tzinfo=datetime.timezone(datetime.timedelta(seconds=r.randrange(-64800, 64801)))),
    lambda r: moment(r).replace(hour=r.randrange(4, 24), tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")),  # Never in a gap.
    lambda r: datetime.timedelta(r.randrange(-999999, 999999), r.randrange(86400), r.randrange(10**6)),
    lambda r: uuid.UUID(int=r.randrange(2**128)),
    lambda r: pathlib.PurePath("/".join(str(r.randrange(100)) for _ in range(4))),
    lambda r: Kept(r.randrange(2**40)),
]
HASHABLE = [scalar for i, scalar in enumerate(SCALARS[:-1]) if i != 4]


def character(r):
    """Any one, but never the low half of a pair: behind a high one it would be a pair in Java."""
    point = r.choice([r.randrange(128), r.randrange(0x110000)])
    return chr(point - 0x400 if 0xDC00 <= point < 0xE000 else point)


def moment(r):
    return datetime.datetime(
        r.randrange(1970, 2030),
        r.randrange(1, 13),
        r.randrange(1, 29),
        r.randrange(24),
        r.randrange(60),
        r.randrange(60),
        r.randrange(10**6),
    )


def key(r):
    return r.choice(HASHABLE)(r) if r.random() < 0.8 else tuple(key(r) for _ in range(r.randrange(3)))


def value(r, levels):
    kind = r.randrange(12) if levels else 11
    size = r.choice([0, 1, 2, 5, 20])
    if kind < 2:
        return [value(r, levels - 1) for _ in range(size)]
    if kind == 2:
        return tuple(value(r, levels - 1) for _ in range(size))
    if kind == 3:
        return {key(r): value(r, levels - 1) for _ in range(size)}
    if kind == 4:
        return {key(r) for _ in range(size)}
    if kind == 5:
        make = r.choice(SCALARS[:6])
        return [make(r) for _ in range(r.choice([0, 31, 32, 33, 100]))]
    return r.choice(SCALARS)(r)


def random_value(seed):
    return value(random.Random(int(seed)), 4)


# --- requests -------------------------------------------------------------------------------------------------------


def load(payload):
    name, source = payload.decode("utf-8", "surrogatepass").split("\0", 1)
    module = type(sys)(name)
    sys.modules[name] = module
    exec(compile(source, "<pybridge>", "exec"), module.__dict__)
    return b""


def compare(payload):
    end = 4 + struct.unpack(">I", payload[:4])[0]
    found = difference(eval(payload[4:end].decode()), decode(payload[end:]))
    return (found or "").encode("utf-8", "backslashreplace")


def codec(payload):
    import _pybridge_msgpack
    import _pybridge_wire

    return b"own" if _pybridge_wire._unpack is _pybridge_msgpack.unpack else b"msgpack"


REQUESTS = {
    "L": load,
    "C": codec,
    "E": lambda payload: encode(eval(payload)),
    "F": lambda payload: encode(eval(payload), True),
    "R": lambda payload: encode(decode(payload)),
    "D": lambda payload: repr(decode(payload)).encode("utf-8", "backslashreplace"),
    "W": compare,
}


def answer(letter, payload):
    try:
        return b"+" + REQUESTS[letter](payload)
    except Exception as error:
        return f"!{type(error).__name__}: {error}".encode("utf-8", "backslashreplace")


def serve(requests, answers):
    while True:
        head = requests.read(5)
        if not head:
            return
        size, letter = struct.unpack(">Ic", head)
        data = answer(letter.decode(), requests.read(size - 1))
        answers.write(struct.pack(">I", len(data)) + data)
        answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
