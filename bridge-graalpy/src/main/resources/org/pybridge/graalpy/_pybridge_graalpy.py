"""How values leave and enter a GraalPy context in bulk.

``polyglot.storage`` gives Java the array behind a list, a tuple or bytes. Flat lists cross as that array, everything else as
bytes of ``marshal``. What marshal does not know becomes a tuple that begins with Ellipsis, its kind and its parts.
"""

import marshal
import sys

from _pybridge import CoroutineType, JavaError, describe, run_coroutine
from polyglot import storage

# The first element of what `take` returns; Java's Passage knows the same numbers.
LIST, TUPLE, BYTES, TREE, TAGGED, REFERENCE, SCALAR = range(7)

_DEPTH = 200
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
    except ValueError:
        return tag(value, fields)
    return (TREE, len(data), storage(data))


def tag(value, fields):
    """A value as one block of bytes, with tags for what marshal does not know."""
    walk = _Walk(fields)
    tree = walk.tagged(value, 0)
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


class _Walk:
    """Rebuilds a tree with tags in place of what only Java can turn into a value."""

    def __init__(self, fields):
        self.fields = fields
        self.references = []
        self.open = set()

    def tagged(self, value, depth):
        kind = type(value)
        if kind in _PLAIN:
            return value
        convert = _CONVERTERS.get(kind)
        if convert is None:
            convert = _CONVERTERS[kind] = _converter_of(kind)
        return convert(self, value, depth)

    def enter(self, value, depth):
        if id(value) in self.open:
            raise Unconvertible("$", f"{type(value).__name__} that contains itself", "a copy; keep it in Python as PyObject")
        if depth > _DEPTH:
            raise Unconvertible(
                "$", f"{type(value).__name__} nested deeper than {_DEPTH} levels", "a copy; keep it in Python as PyObject"
            )
        self.open.add(id(value))

    def sequence(self, value, depth, build):
        self.enter(value, depth)
        result = build([self.tagged(element, depth + 1) for element in value])
        self.open.discard(id(value))
        return result

    def mapping(self, value, depth):
        self.enter(value, depth)
        result = {self.tagged(key, depth + 1): self.tagged(value[key], depth + 1) for key in dict.keys(value)}
        self.open.discard(id(value))
        return result

    def named(self, pairs, value, depth):
        self.enter(value, depth)
        result = {name: self.tagged(element, depth + 1) for name, element in pairs}
        self.open.discard(id(value))
        return result

    def reference(self, value):
        self.references.append(value)
        return (..., "ref", len(self.references) - 1)


def _list(walk, value, depth):
    return walk.sequence(value, depth, list)


def _tuple(walk, value, depth):
    return walk.sequence(value, depth, tuple)


def _named_tuple(walk, value, depth):
    if walk.fields:
        return walk.named(zip(value._fields, value), value, depth)
    return walk.sequence(value, depth, tuple)


def _set(walk, value, depth):
    return walk.sequence(value, depth, set)


def _dict(walk, value, depth):
    return walk.mapping(value, depth)


def _reference(walk, value, depth):
    return walk.reference(value)


def _java_object(walk, value, depth):
    return walk.reference(value._token)


def _dataclass(walk, value, depth):
    if not walk.fields:
        return walk.reference(value)
    return walk.named([(name, getattr(value, name)) for name in type(value).__dataclass_fields__], value, depth)


def _attrs(walk, value, depth):
    if not walk.fields:
        return walk.reference(value)
    return walk.named([(a.name, getattr(value, a.name)) for a in type(value).__attrs_attrs__], value, depth)


def _enum(walk, value, depth):
    return value.name if walk.fields else walk.reference(value)


def _number_enum(walk, value, depth):
    return value.name if walk.fields else walk.tagged(value._value_, depth)


def _scalar(walk, value, depth):
    plain = value.item()
    return plain if type(plain) in _PLAIN else walk.reference(value)


def _decimal(walk, value, depth):
    return (..., "decimal", str(value)) if value.is_finite() else walk.reference(value)


def _date(walk, value, depth):
    return (..., "date", value.year, value.month, value.day)


def _time(walk, value, depth):
    if value.tzinfo is not None:
        return walk.reference(value)
    return (..., "time", value.hour, value.minute, value.second, value.microsecond)


def _datetime(walk, value, depth):
    parts = (value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)
    if value.tzinfo is None:
        return (..., "datetime", *parts)
    offset = value.utcoffset()
    seconds = offset.days * 86400 + offset.seconds
    if offset.microseconds or abs(seconds) > 18 * 3600:
        return walk.reference(value)
    return (..., "zoned", *parts, seconds, getattr(value.tzinfo, "key", None))


def _timedelta(walk, value, depth):
    return (..., "delta", value.days, value.seconds, value.microseconds)


def _uuid(walk, value, depth):
    return (..., "uuid", str(value))


def _path(walk, value, depth):
    return (..., "path", str(value))


_BY_NAME = {
    "decimal.Decimal": _decimal,
    "datetime.datetime": _datetime,
    "datetime.date": _date,
    "datetime.time": _time,
    "datetime.timedelta": _timedelta,
    "uuid.UUID": _uuid,
    "pathlib.PurePath": _path,
    "numpy.generic": _scalar,
}

_BY_BASE = (
    (bool, lambda walk, value, depth: bool(value)),
    (int, lambda walk, value, depth: int.__int__(value)),
    (float, lambda walk, value, depth: float.__float__(value)),
    (str, lambda walk, value, depth: str.__str__(value)),
    ((bytes, bytearray, memoryview), lambda walk, value, depth: bytes(value)),
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
    return _restore(marshal.loads(data), references)


def _restore(value, references):
    kind = type(value)
    if kind is list:
        return [_restore(element, references) for element in value]
    if kind is tuple:
        if value and value[0] is ...:
            return _MAKERS[value[1]](references, *value[2:])
        return tuple([_restore(element, references) for element in value])
    if kind is dict:
        return {_restore(key, references): _restore(element, references) for key, element in value.items()}
    if kind is set:
        return {_restore(element, references) for element in value}
    return value


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
    import zoneinfo

    zone = zoneinfo.ZoneInfo(key)
    zoned = made.replace(tzinfo=zone)
    # In the hour that a clock repeats, the offset says which of the two it is.
    return zoned if zoned.utcoffset() == made.utcoffset() else zoned.replace(fold=1)


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
    if isinstance(error, JavaError) and error._token is not None:
        return (JAVA, 0, error._token)
    if type(error) is Unconvertible:
        return (UNCONVERTIBLE, *_bytes(error.args))
    return (PYTHON, *_bytes(describe(error)))


def _bytes(value):
    data = marshal.dumps(value, _MARSHAL_VERSION)
    return len(data), storage(data)
