"""How values leave and enter a GraalPy context in bulk.

``polyglot.storage`` gives Java the array behind a list, a tuple or bytes. Flat lists cross as that array, everything else as
bytes of ``marshal``. What marshal does not know becomes a tuple that begins with Ellipsis, its kind and its parts.
"""

import _thread
import marshal
import sys
import time

from _pybridge import CoroutineType, run_coroutine
from _pybridge_errors import JavaError, describe
from polyglot import storage

# The first element of what `take` returns; Java's Passage knows the same numbers.
LIST, TUPLE, BYTES, TREE, TAGGED, REFERENCE, SCALAR = range(7)

_DEPTH = 200  # Java's Nesting has the same limit.
_BLOCK = 100  # Containers at this depth are blocks of their own, because marshal itself nests less than 200 deep.
_MARSHAL_VERSION = 2  # The last one without back references, which cost time and which Java does not need.


def take(value, fields, announce):
    """How Java gets at a value that is no scalar: (kind, length, array) and for TAGGED the list of what stays in Python."""
    kind = type(value)
    if kind is CoroutineType:
        value = run_coroutine(value, announce)
        kind = type(value)
    if kind is list:
        return (LIST, len(value), storage(value))
    if kind is tuple:
        return (TUPLE, len(value), storage(value))
    if kind is bytes or kind is bytearray:
        return (BYTES, len(value), storage(value))
    if kind is dict or kind is set or kind is frozenset:
        return pack(value, fields)
    if kind in _PLAIN:
        return (SCALAR, 0, value)
    return tag(value, fields)


def settle(value, announce):
    """Sees that a coroutine runs whose result nobody wants."""
    if type(value) is CoroutineType:
        run_coroutine(value, announce)


def pack(value, fields):
    """A value as one block of bytes, plain where that works."""
    try:
        data = marshal.dumps(value, _MARSHAL_VERSION)
    except (ValueError, BufferError):  # No type of marshal's, or a memoryview with gaps.
        return tag(value, fields)
    return (TREE, len(data), storage(data))


def tag(value, fields):
    """A value as one block of bytes, with tags for what marshal does not know."""
    walk = _Walk(fields)
    tree = walk.tagged(value)
    if type(tree) is tuple and len(tree) == 3 and tree[0] is ... and tree[1] == "ref":
        return (REFERENCE, 0, walk.references[0])
    data = marshal.dumps(tree, _MARSHAL_VERSION)
    return (TAGGED, len(data), storage(data), walk.references)


def is_int(kind):
    """Tells subclasses of int from other numbers."""
    return issubclass(kind, int)


class Unconvertible(Exception):
    """A value that cannot be copied: (path, what, wanted)."""


_PLAIN = frozenset((int, float, bool, str, bytes, type(None)))
_END = object()


class _Open:
    """A container whose elements are being rebuilt."""

    __slots__ = ("value", "children", "parts", "build", "names")

    def __init__(self, value, children, build, names=None):
        self.value = value
        self.children = iter(children)
        self.build = build
        self.names = names
        self.parts = []

    def step(self):
        """Where the element is that comes next, as a part of a path."""
        number = len(self.parts)
        if self.names is not None:
            return f".{self.names[number]}"
        if self.build is not _entries:
            return f"[{number}]"
        key = list(dict.keys(self.value))[number // 2]
        if type(key) is str:
            return f".{key}" if key.isidentifier() else f'["{key[:80]}"]'
        return f"[{str(key)[:80] if type(key) in _PLAIN else type(key).__name__}]"


def _entries(parts):
    return _distinct("map", parts, lambda: dict(zip(parts[::2], parts[1::2])), len(parts) // 2)


def _elements(parts):
    return _distinct("set", parts, lambda: frozenset(parts), len(parts))


def _distinct(tag, parts, build, size):
    """A dict or a set, or a tag where the copies of the keys have no hash."""
    try:
        built = build()
    except TypeError:
        return (..., tag, parts)
    if len(built) < size:
        raise Unconvertible("$", f"{tag} with keys whose copies are equal", "a copy; keep it in Python as PyObject")
    return built


def _rebuild(root, convert, checked):
    """Rebuilds a tree from its leaves up. It does not recurse: on a small stack, Python has 200 frames and not a thousand."""
    stack = []
    value = root
    while True:
        result = value if type(value) in _PLAIN else convert(value)
        if type(result) is _Open:
            if checked:
                _check(result, stack)
            stack.append(result)
        elif stack:
            stack[-1].parts.append(result)
        else:
            return result
        value = next(stack[-1].children, _END)
        while value is _END:
            done = stack.pop()
            result = done.build(done.parts)
            if not stack:
                return result
            if checked and len(stack) == _BLOCK:
                result = (..., "block", marshal.dumps(result, _MARSHAL_VERSION))
            stack[-1].parts.append(result)
            value = next(stack[-1].children, _END)


def _check(opened, stack):
    """Finds what cannot be copied: a cycle, or a container too deep."""
    for outer in stack:
        if outer.value is opened.value:
            raise _unconvertible(stack, f"{type(opened.value).__name__} that contains itself")
    if len(stack) >= _DEPTH:
        raise _unconvertible(stack, f"{type(opened.value).__name__} nested deeper than {_DEPTH} levels")


def _unconvertible(stack, what):
    path = "".join([opened.step() for opened in stack])
    return Unconvertible("$" + path, what, "a copy; keep it in Python as PyObject")


class _Walk:
    """Rebuilds a tree with tags in place of what only Java can turn into a value."""

    def __init__(self, fields):
        self.fields = fields
        self.references = []

    def tagged(self, value):
        return _rebuild(value, self._convert, True)

    def _convert(self, value):
        kind = type(value)
        convert = _CONVERTERS.get(kind)
        if convert is None:
            convert = _CONVERTERS[kind] = _converter_of(kind)
        return convert(self, value)

    def named(self, names, children, value):
        return _Open(value, children, lambda parts: dict(zip(names, parts)), names)

    def reference(self, value):
        self.references.append(value)
        return (..., "ref", len(self.references) - 1)


def _list(walk, value):
    return _Open(value, value, list)


def _tuple(walk, value):
    return _Open(value, value, tuple)


def _named_tuple(walk, value):
    if walk.fields:
        return walk.named(value._fields, value, value)
    return _Open(value, value, lambda parts: (..., "named", list(type(value)._fields), tuple(parts)))


def _set(walk, value):
    return _Open(value, value, _elements)


def _dict(walk, value):
    return _Open(value, [part for entry in dict.items(value) for part in entry], _entries)


def _reference(walk, value):
    return walk.reference(value)


def _java_object(walk, value):
    return walk.reference(value._token)


def _dataclass(walk, value):
    if not walk.fields:
        return walk.reference(value)
    names = list(type(value).__dataclass_fields__)
    return walk.named(names, [getattr(value, name) for name in names], value)


def _attrs(walk, value):
    if not walk.fields:
        return walk.reference(value)
    names = [attribute.name for attribute in type(value).__attrs_attrs__]
    return walk.named(names, [getattr(value, name) for name in names], value)


def _enum(walk, value):
    return value.name if walk.fields else walk.reference(value)


def _number_enum(walk, value):
    return value.name if walk.fields else _plain(value)


def _scalar(walk, value):
    plain = value.item()
    return plain if type(plain) in _PLAIN else walk.reference(value)


def _decimal(walk, value):
    return (..., "decimal", str(value)) if value.is_finite() else walk.reference(value)


def _date(walk, value):
    return (..., "date", value.year, value.month, value.day)


def _time(walk, value):
    if value.tzinfo is not None:
        return walk.reference(value)
    return (..., "time", value.hour, value.minute, value.second, value.microsecond)


def _datetime(walk, value):
    parts = (value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)
    if value.tzinfo is None:
        return (..., "datetime", *parts)
    offset = value.utcoffset()
    seconds = offset.days * 86400 + offset.seconds
    if offset.microseconds or abs(seconds) > 18 * 3600:
        return walk.reference(value)
    return (..., "zoned", *parts, seconds, getattr(value.tzinfo, "key", None))


def _timedelta(walk, value):
    return (..., "delta", value.days, value.seconds, value.microseconds)


def _uuid(walk, value):
    return (..., "uuid", str(value))


def _path(walk, value):
    return (..., "path", str(value))


_BY_NAME = {
    "decimal.Decimal": _decimal,
    "datetime.datetime": _datetime,
    "datetime.date": _date,
    "datetime.time": _time,
    "datetime.timedelta": _timedelta,
    # The same four types where Python has them in Python, as GraalPy 25.0.3 does; they say so in their __module__.
    "_pydatetime.datetime": _datetime,
    "_pydatetime.date": _date,
    "_pydatetime.time": _time,
    "_pydatetime.timedelta": _timedelta,
    "uuid.UUID": _uuid,
    "pathlib.PurePath": _path,
    "numpy.generic": _scalar,
}



def _plain(value):
    """The number or text that an instance of a subclass is."""
    if isinstance(value, int):
        return int.__int__(value)
    return float.__float__(value) if isinstance(value, float) else str.__str__(value)


_BY_BASE = (
    ((int, float, str), lambda walk, value: _plain(value)),
    ((bytes, bytearray), lambda walk, value: bytes(value)),
    (memoryview, lambda walk, value: value.tobytes()),  # bytes() refuses a view with gaps.
    (dict, _dict),
    (list, _list),
    ((set, frozenset), _set),
)

_CONVERTERS = {list: _list, tuple: _tuple, dict: _dict, set: _set, frozenset: _set}


def _converter_of(kind):
    """The way of a type that is met for the first time: by its bases' names, so that no module is imported to know them."""
    if kind is JavaObject:
        return _java_object
    if _is_enum(kind):
        return _number_enum if issubclass(kind, (int, float, str)) else _enum
    for base in kind.__mro__:
        found = _BY_NAME.get(f"{base.__module__}.{base.__qualname__}")
        if found is not None:
            return found
    if "__dataclass_fields__" in dir(kind):
        return _dataclass
    if "__attrs_attrs__" in dir(kind):
        return _attrs
    for base, found in _BY_BASE:
        if issubclass(kind, base):
            return found
    if issubclass(kind, tuple):
        return _named_tuple if hasattr(kind, "_fields") else _tuple
    return _reference


def _is_enum(kind):
    enum = sys.modules.get("enum")
    return enum is not None and issubclass(kind, enum.Enum)


# --- from Java ------------------------------------------------------------------------------------------------------


def zeros(length):
    """A fresh list whose array is an int[]; Java fills it before anybody else sees it."""
    return [0] * length


def long_zeros(length):
    """A fresh list whose array takes objects."""
    return [1 << 40] * length


def double_zeros(length):
    return [0.0] * length


def byte_zeros(length):
    """Fresh bytes, to be filled by Java before anybody else sees them."""
    return bytes(length)


def load(data):
    return marshal.loads(data)


def load_tagged(data, *references):
    return _rebuild(marshal.loads(data), lambda value: _restored(value, references), False)


def _restored(value, references):
    """What a part of the tree stands for; containers are opened, and closed when all in them is restored."""
    kind = type(value)
    if kind is tuple and value and value[0] is ...:
        return _MAKERS[value[1]](references, *value[2:])
    if kind is dict:
        return _Open(value, [part for entry in value.items() for part in entry], _entries)
    return _Open(value, value, kind) if kind in _CONTAINERS else value


_CONTAINERS = frozenset((list, tuple, set))


def _make_block(references, data):
    return load_tagged(data, *references)


def _make_decimal(references, text):
    from decimal import Decimal

    return Decimal(text)


def _make_date(references, *parts):
    import datetime

    return datetime.date(*parts)


def _make_time(references, *parts):
    import datetime

    return datetime.time(*parts)


def _make_datetime(references, *parts):
    import datetime

    return datetime.datetime(*parts)


def _make_zoned(references, year, month, day, hour, minute, second, micro, offset, key):
    import datetime

    fixed = datetime.timezone.utc if offset == 0 else datetime.timezone(datetime.timedelta(seconds=offset))
    made = datetime.datetime(year, month, day, hour, minute, second, micro, fixed)
    if key is None:
        return made
    zoned = made.replace(tzinfo=_zone(key))
    # In the hour that a clock repeats, the offset says which of the two it is.
    return zoned if zoned.utcoffset() == made.utcoffset() else zoned.replace(fold=1)


_zones = {}
_zone_file = None


def set_zone_file(read):
    """Gives the function that knows Java's rules of a zone, as the bytes of a TZif file."""
    global _zone_file
    _zone_file = read


def _zone(key):
    """The zone from the machine's or the package tzdata's rules; from Java's where Python has none."""
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(key)
    except zoneinfo.ZoneInfoNotFoundError:
        zone = _zones.get(key)
        if zone is None:
            import io

            zone = _zones[key] = zoneinfo.ZoneInfo.from_file(io.BytesIO(_zone_file(key)), key)
        return zone


def _make_delta(references, days, seconds, micros):
    import datetime

    return datetime.timedelta(days, seconds, micros)


def _make_uuid(references, text):
    import uuid

    return uuid.UUID(text)


def _make_path(references, text):
    import pathlib

    return pathlib.PurePath(text)


def _make_reference(references, index):
    return references[index]


_MAKERS = {
    "block": _make_block,
    "decimal": _make_decimal,
    "date": _make_date,
    "time": _make_time,
    "datetime": _make_datetime,
    "zoned": _make_zoned,
    "delta": _make_delta,
    "uuid": _make_uuid,
    "path": _make_path,
    "ref": _make_reference,
}


# --- callbacks and errors -------------------------------------------------------------------------------------------


def java_function(invoke):
    """A Python function that calls Java. A Java exception comes back as a value and is raised here, as an ``Exception``."""

    def java_function(*arguments, **named):
        result = invoke(named or None, *arguments)
        if type(result) is JavaError and result._pending:
            result._pending = False
            raise result
        return result

    return java_function


class JavaObject:
    """A Java object with the methods that were exposed."""

    def __init__(self, type_name, token, names, functions):
        self._token = token
        self._type_name = type_name
        for name, function in zip(names, functions):
            function.__name__ = function.__qualname__ = name
            self.__dict__[name] = function

    def __repr__(self):
        return f"<Java {self._type_name}>"


def java_object(type_name, token, names, *functions):
    return JavaObject(type_name, token, names, functions)


# The first element of what `report` returns.
PYTHON, JAVA, UNCONVERTIBLE = range(3)


def report(error):
    """An exception as Java wants it: what a callback threw, a value that cannot be copied, or a description."""
    if issubclass(type(error), JavaError) and error._token is not None:
        return (JAVA, 0, error._token)
    if type(error) is Unconvertible:
        return (UNCONVERTIBLE, *_bytes(error.args))
    return (PYTHON, *_bytes(describe(error)))


def _bytes(value):
    data = marshal.dumps(value, _MARSHAL_VERSION)
    return len(data), storage(data)


# --- waiting --------------------------------------------------------------------------------------------------------

_LONGEST_DEAF_SLEEP = 0.01
_deaf_sleep = time.sleep


def sleep(seconds, /):
    """``time.sleep``, but one that an interrupt ends: the engine's own goes on, and not even closing the context stops it."""
    if not isinstance(seconds, (int, float)) or not seconds > _LONGEST_DEAF_SLEEP:
        return _deaf_sleep(seconds)
    end = time.monotonic() + seconds
    never = _thread.allocate_lock()
    never.acquire()
    while seconds > 0:
        never.acquire(True, min(seconds, _thread.TIMEOUT_MAX))
        seconds = end - time.monotonic()


time.sleep = sleep
