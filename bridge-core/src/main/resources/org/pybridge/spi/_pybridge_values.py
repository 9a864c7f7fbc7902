"""What a Python value becomes in Java, by its type, the same for every backend.

A tree is rebuilt with tags in place of what only Java can turn into a value: tuples of Ellipsis, the kind and its parts. How a
tree then travels is the backend's.
"""

import sys

DEEPEST = 200  # Java's Nesting has the same limit.


class Unconvertible(Exception):
    """A value that cannot be copied: (path, what, wanted)."""


PLAIN = frozenset((int, float, bool, str, bytes, type(None)))
_END = object()


class JavaObject:
    """A Java object with the methods that were exposed. What the token is, only the backend knows."""

    def __init__(self, type_name, token, names, functions):
        self._token = token
        self._type_name = type_name
        for name, function in zip(names, functions):
            function.__name__ = function.__qualname__ = name
            self.__dict__[name] = function

    def __repr__(self):
        return f"<Java {self._type_name}>"


class Open:
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
        if self.build is not entries:
            return f"[{number}]"
        key = list(dict.keys(self.value))[number // 2]
        if type(key) is str:
            return f".{key}" if key.isidentifier() else f'["{key[:80]}"]'
        return f"[{str(key)[:80] if type(key) in PLAIN else type(key).__name__}]"


def entries(parts):
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


def rebuild(root, convert, checked=False, block=None, block_depth=DEEPEST):
    """Rebuilds a tree from its leaves up, where asked with a check for cycles and depth, and with ``block`` applied to what is
    ``block_depth`` levels deep. It does not recurse: on a small stack, Python has 200 frames and not a thousand.
    """
    stack = []
    value = root
    while True:
        result = value if type(value) in PLAIN else convert(value)
        if type(result) is Open:
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
            if block is not None and len(stack) == block_depth:
                result = block(result)
            stack[-1].parts.append(result)
            value = next(stack[-1].children, _END)


def _check(opened, stack):
    """Finds what cannot be copied: a cycle, or a container too deep."""
    for outer in stack:
        if outer.value is opened.value:
            raise _unconvertible(stack, f"{type(opened.value).__name__} that contains itself")
    if len(stack) >= DEEPEST:
        raise _unconvertible(stack, f"{type(opened.value).__name__} nested deeper than {DEEPEST} levels")


def _unconvertible(stack, what):
    path = "".join([opened.step() for opened in stack])
    return Unconvertible("$" + path, what, "a copy; keep it in Python as PyObject")


class Walk:
    """Rebuilds one tree for Java. A backend says what is put in place of what stays in Python, and of a Java object."""

    def __init__(self, fields):
        self.fields = fields

    def tagged(self, value):
        return rebuild(value, self.convert, True)

    def convert(self, value):
        kind = type(value)
        convert = _CONVERTERS.get(kind)
        if convert is None:
            convert = _CONVERTERS[kind] = _converter_of(kind)
        return convert(self, value)

    def reference(self, value):
        raise NotImplementedError

    def java_object(self, value):
        raise NotImplementedError


def _named(names, children, value):
    return Open(value, children, lambda parts: dict(zip(names, parts)), names)


def _list(walk, value):
    return Open(value, value, list)


def _tuple(walk, value):
    return Open(value, value, tuple)


def _named_tuple(walk, value):
    if walk.fields:
        return _named(value._fields, value, value)
    return Open(value, value, lambda parts: (..., "named", list(type(value)._fields), tuple(parts)))


def _set(walk, value):
    return Open(value, value, _elements)


def _dict(walk, value):
    return Open(value, [part for entry in dict.items(value) for part in entry], entries)


def _reference(walk, value):
    return walk.reference(value)


def _java_object(walk, value):
    return walk.java_object(value)


def _dataclass(walk, value):
    if not walk.fields:
        return walk.reference(value)
    names = list(type(value).__dataclass_fields__)
    return _named(names, [getattr(value, name) for name in names], value)


def _attrs(walk, value):
    if not walk.fields:
        return walk.reference(value)
    names = [attribute.name for attribute in type(value).__attrs_attrs__]
    return _named(names, [getattr(value, name) for name in names], value)


def _enum(walk, value):
    return value.name if walk.fields else walk.reference(value)


def _number_enum(walk, value):
    return value.name if walk.fields else _plain(value)


def _scalar(walk, value):
    plain = value.item()
    return plain if type(plain) in PLAIN else walk.reference(value)


def _numpy_time(walk, value):
    """A moment or a span of numpy's, where Python has the same one; numpy itself gives a bare number for others."""
    plain = value.item()
    if type(plain) is int and sys.modules["numpy"].datetime_data(value.dtype)[0] == "ns":
        cut = value.astype(value.dtype.kind + "8[us]")
        plain = cut.item() if cut == value else plain
    if type(plain) is int:
        return walk.reference(value)
    return plain if plain is None else walk.convert(plain)


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
    "pathlib._local.PurePath": _path,  # Python 3.13's name of it.
    "numpy.datetime64": _numpy_time,
    "numpy.timedelta64": _numpy_time,
    "numpy.generic": _scalar,
}


def _memoryview(walk, value):
    """A view of bytes is bytes, and one of numbers an object: nobody wants the bytes of numbers unless he asks for them."""
    try:
        is_of_bytes = value.ndim == 1 and value.format in ("B", "b", "c")
    except ValueError:  # It was released.
        is_of_bytes = False
    return value.tobytes() if is_of_bytes else walk.reference(value)  # bytes() refuses a view with gaps.


def _plain(value):
    """The number or text that an instance of a subclass is."""
    if isinstance(value, int):
        return int.__add__(value, 0)  # PyPy's int.__int__ asks the subclass.
    return float.__float__(value) if isinstance(value, float) else str.__str__(value)


_BY_BASE = (
    ((int, float, str), lambda walk, value: _plain(value)),
    ((bytes, bytearray), lambda walk, value: bytes(value)),
    (memoryview, _memoryview),
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
