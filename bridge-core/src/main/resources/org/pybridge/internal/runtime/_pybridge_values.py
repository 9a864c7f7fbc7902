"""What a Python value becomes in Java, by its type, the same for every backend.

A tree is rebuilt with tags in place of what only Java can turn into a value: tuples of Ellipsis, the kind and its parts. How a
tree then travels is the backend's.
"""

import sys

from _pybridge_makers import CONVERTERS as MADE_FOR

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence, Sized
    from typing import Any

    Converter = Callable[["Walk", Any], Any]

DEEPEST = 200  # Java's Nesting has the same limit.
_COPY = "a copy; keep it in Python as PyObject"
_MOST_CONVERTERS = 4096
_LONGEST_NAME = 80


class Unconvertible(Exception):
    """A value that cannot be copied: (path, what, wanted). Its cause is what the value's own code raised, if it did."""


def reason(error: BaseException) -> BaseException:
    """What to raise in the code whose value cannot be copied: what other code raised meanwhile, or that it cannot be."""
    return error.__cause__ if type(error) is Unconvertible and error.__cause__ is not None else error


def type_name(kind: type) -> str:
    """The name of a type, whatever its metaclass says."""
    return type.__dict__["__name__"].__get__(kind)[:_LONGEST_NAME]


PLAIN = frozenset((int, float, bool, str, bytes, type(None)))
_END = object()


class JavaObject:
    """A Java object with the methods that were exposed. What the token is, only the backend knows."""

    def __init__(self, type_name: str, token: object, names: "Sequence[str]", functions: "Sequence[Any]") -> None:
        self._token = token
        self._type_name = type_name
        for name, function in zip(names, functions):
            function.__name__ = function.__qualname__ = name
            self.__dict__[name] = function

    def __repr__(self) -> str:
        return f"<Java {self._type_name}>"


class Open:
    """A container whose elements are being rebuilt."""

    __slots__ = ("value", "children", "parts", "build", "names")

    def __init__(
        self,
        value: "Any",
        children: "Iterable[Any]",
        build: "Callable[[list[Any]], Any]",
        names: "Sequence[str] | None" = None,
    ) -> None:
        self.value = value
        self.children = iter(children)
        self.build = build
        self.names = names
        self.parts: list[Any] = []

    def step(self) -> str:
        """Where the element is that comes next, as a part of a path."""
        number = len(self.parts)
        if self.names is not None:
            return f".{self.names[number]}"
        return f"[{number}]"


class _Entries(Open):
    """A container of keys and values, in turns."""

    __slots__ = ("keys_and_values",)

    def __init__(self, value: "Any", keys_and_values: "list[Any]") -> None:
        super().__init__(value, keys_and_values, entries)
        self.keys_and_values = keys_and_values

    def step(self) -> str:
        number = len(self.parts)
        key = self.keys_and_values[number - number % 2]
        if type(key) is str:
            return f".{key}" if key.isidentifier() else f'["{key[:_LONGEST_NAME]}"]'
        return f"[{_shown(key)}]"


def _shown(key: "Any") -> str:
    """A key in a path: a plain one that is short enough as itself, any other as its type."""
    # Python refuses to write very long ints.
    if type(key) not in PLAIN or (type(key) is int and key.bit_length() > 256):
        return type_name(type(key))
    return repr(key[:_LONGEST_NAME] if type(key) is bytes else key)


def entries(parts: "list[Any]") -> "Any":
    return _distinct("map", parts, lambda: dict(zip(parts[::2], parts[1::2])), len(parts) // 2)


def _elements(parts: "list[Any]") -> "Any":
    return _distinct("set", parts, lambda: frozenset(parts), len(parts))


def _distinct(tag: str, parts: "list[Any]", build: "Callable[[], Sized]", size: int) -> "Any":
    """A dict or a set, or a tag where the copies of the keys have no hash."""
    try:
        built = build()
    except TypeError:
        return (..., tag, parts)
    if len(built) < size:
        raise Unconvertible("$", f"{tag} with keys whose copies are equal", _COPY)
    return built


def rebuild(
    root: "Any",
    convert: "Callable[[Any], Any]",
    checked: bool = False,
    block: "Callable[[Any], Any] | None" = None,
    block_depth: int = DEEPEST,
) -> "Any":
    """Rebuilds a tree from its leaves up, where asked with a check for cycles and depth, and with ``block`` applied to what is
    ``block_depth`` levels deep. It does not recurse: on a small stack, Python has 200 frames and not a thousand.
    """
    stack: list[Open] = []
    value = root
    try:
        while True:
            result = value if type(value) in PLAIN else convert(value)
            if isinstance(result, Open):
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
    except Unconvertible as error:
        path, what, wanted = error.args
        raise Unconvertible(_path(stack) + path[1:], what, wanted) from error.__cause__
    except (Exception, SystemExit) as error:
        if not checked or type(error) is MemoryError or type(error).__module__ == "_pybridge_errors":
            raise  # The last is Java's own, from a callback.
        raise Unconvertible(_path(stack), type_name(type(done.value if value is _END else value)), _COPY) from error


def _check(opened: "Open", stack: "list[Open]") -> None:
    """Finds what cannot be copied: a cycle, or a container too deep."""
    for outer in stack:
        if outer.value is opened.value:
            raise Unconvertible("$", f"{type_name(type(opened.value))} that contains itself", _COPY)
    if len(stack) >= DEEPEST:
        raise Unconvertible("$", f"{type_name(type(opened.value))} nested deeper than {DEEPEST} levels", _COPY)


def _path(stack: "list[Open]") -> str:
    return "$" + "".join([opened.step() for opened in stack])


class Walk:
    """Rebuilds one tree for Java. A backend says what is put in place of what stays in Python, and of a Java object."""

    def __init__(self, fields: bool) -> None:
        self.fields = fields

    def tagged(self, value: "Any") -> "Any":
        return rebuild(value, self.convert, True)

    def convert(self, value: "Any") -> "Any":
        kind = type(value)
        convert = _CONVERTERS.get(kind) or _met.get(kind)
        if convert is None:
            if len(_met) >= _MOST_CONVERTERS:  # Code that makes classes all the time.
                _met.clear()
            convert = _met[kind] = _converter_of(kind)
        return convert(self, value)

    def reference(self, value: "Any") -> "Any":
        raise NotImplementedError

    def java_object(self, value: "Any") -> "Any":
        raise NotImplementedError


def _named(names: "Sequence[str]", children: "Iterable[Any]", value: "Any") -> "Open":
    return Open(value, children, lambda parts: dict(zip(names, parts)), names)


# Containers are read as the interpreter itself keeps them, as json, marshal and C code do, whatever a subclass says of itself.


def _list(walk: "Walk", value: "Any") -> "Open":
    return Open(value, list.__iter__(value), list)


def _tuple(walk: "Walk", value: "Any") -> "Open":
    return Open(value, tuple.__iter__(value), tuple)


def _named_tuple(walk: "Walk", value: "Any") -> "Open":
    names = type(value)._fields
    if type(names) is not tuple or len(names) != tuple.__len__(value) or {*map(type, names)} - {str}:
        return _tuple(walk, value)
    if walk.fields:
        return _named(names, tuple.__iter__(value), value)
    return Open(value, tuple.__iter__(value), lambda parts: (..., "named", list(names), tuple(parts)))


def _set(walk: "Walk", value: "Any") -> "Open":
    return Open(value, set.__iter__(value), _elements)


def _frozen_set(walk: "Walk", value: "Any") -> "Open":
    return Open(value, frozenset.__iter__(value), _elements)


def _dict(walk: "Walk", value: "Any") -> "Open":
    return _Entries(value, [part for entry in dict.items(value) for part in entry])


def _ordered_dict(base: "Any") -> "Converter":
    """Its order is not the dict's."""

    def convert(walk: "Walk", value: "Any") -> "Open":
        return _Entries(value, [part for key in base.__iter__(value) for part in (key, dict.__getitem__(value, key))])

    return convert


def _mapping(walk: "Walk", value: "Any") -> "Any":
    """What is no dict is copied as one where fields are wanted."""
    if not walk.fields:
        return walk.reference(value)
    return _Entries(value, [part for key in value for part in (key, value[key])])


def _object(walk: "Walk", value: "Any") -> "Any":
    # Python's own check of such a base runs code of the standard library's, so it is asked only where the answer counts.
    if walk.fields and issubclass(type(value), getattr(sys.modules.get("_collections_abc"), "Mapping", ())):
        return _mapping(walk, value)
    return walk.reference(value)


def _bytes(walk: "Walk", value: "Any") -> bytes:
    return bytes.__getitem__(value, _ALL)


def _bytearray(walk: "Walk", value: "Any") -> bytes:
    return bytes(bytearray.__getitem__(value, _ALL))


_ALL = slice(None)


def _reference(walk: "Walk", value: "Any") -> "Any":
    return walk.reference(value)


def _java_object(walk: "Walk", value: "Any") -> "Any":
    return walk.java_object(value)


def _dataclass(walk: "Walk", value: "Any") -> "Any":
    if not walk.fields:
        return walk.reference(value)
    names = list(type(value).__dataclass_fields__)
    return _named(names, [getattr(value, name) for name in names], value)


def _attrs(walk: "Walk", value: "Any") -> "Any":
    if not walk.fields:
        return walk.reference(value)
    names = [attribute.name for attribute in type(value).__attrs_attrs__]
    return _named(names, [getattr(value, name) for name in names], value)


def _struct(walk: "Walk", value: "Any") -> "Any":
    """One of msgspec's."""
    if not walk.fields:
        return walk.reference(value)
    names = type(value).__struct_fields__
    return _named(names, [getattr(value, name) for name in names], value)


def _namespace(walk: "Walk", value: "Any") -> "Any":
    """An object whose attributes are its fields, as those of pydantic's models."""
    if not walk.fields:
        return walk.reference(value)
    fields = {**value.__dict__, **(getattr(value, "__pydantic_extra__", None) or {})}
    names = [name for name in fields if not name.startswith("_")]
    return _named(names, [fields[name] for name in names], value)


def _enum(walk: "Walk", value: "Any") -> "Any":
    return value._name_ if walk.fields else walk.reference(value)


def _number_enum(walk: "Walk", value: "Any") -> "Any":
    return value._name_ if walk.fields else _plain(value)


def _scalar(walk: "Walk", value: "Any") -> "Any":
    plain = value.item()
    return plain if type(plain) in PLAIN else walk.reference(value)


def _numpy_time(walk: "Walk", value: "Any") -> "Any":
    """A moment or a span of numpy's, where Python has the same one; numpy itself gives a bare number for others."""
    plain = value.item()
    if type(plain) is int and sys.modules["numpy"].datetime_data(value.dtype)[0] == "ns":
        cut = value.astype(value.dtype.kind + "8[us]")
        plain = cut.item() if cut == value else plain
    if type(plain) is int:
        return walk.reference(value)
    return plain if plain is None else walk.convert(plain)


_BY_NAME = {
    "numpy.datetime64": _numpy_time,
    "numpy.timedelta64": _numpy_time,
    "numpy.generic": _scalar,
    "types.SimpleNamespace": _namespace,
    "argparse.Namespace": _namespace,
    "pydantic.main.BaseModel": _namespace,
}


def _memoryview(walk: "Walk", value: "Any") -> "Any":
    """A view of bytes is bytes, and one of numbers an object: nobody wants the bytes of numbers unless he asks for them."""
    try:
        is_of_bytes = value.ndim == 1 and value.format in ("B", "b", "c") and not _is_array(type(value.obj))
    except ValueError:  # It was released.
        is_of_bytes = False
    return value.tobytes() if is_of_bytes else walk.reference(value)  # bytes() refuses a view with gaps.


def _is_array(kind: type) -> bool:
    return f"{kind.__module__}.{kind.__qualname__}" in ("array.array", "numpy.ndarray")


def _plain(value: "Any") -> "Any":
    """The number or text that an instance of a subclass is."""
    if isinstance(value, int):
        return int.__add__(value, 0)  # PyPy's int.__int__ asks the subclass.
    return float.__float__(value) if isinstance(value, float) else str.__str__(value)


_BY_BASE: "Any" = (
    ((int, float, str), lambda walk, value: _plain(value)),
    (bytes, _bytes),
    (bytearray, _bytearray),
    (memoryview, _memoryview),
    (dict, _dict),
    (list, _list),
    (set, _set),
    (frozenset, _frozen_set),
)

_BY_MARKER = (("__dataclass_fields__", _dataclass), ("__attrs_attrs__", _attrs), ("__struct_fields__", _struct))

_CONVERTERS: "dict[type, Converter]" = {list: _list, tuple: _tuple, dict: _dict, set: _set, frozenset: _frozen_set}
_met: "dict[type, Converter]" = {}  # The ways of other types that were met, by type.


def _converter_of(kind: type) -> "Converter":
    """The way of a type that is met for the first time: by its bases' names, so that no module is imported to know them."""
    if kind is JavaObject:
        return _java_object
    if _is_enum(kind):
        return _number_enum if issubclass(kind, (int, float, str)) else _enum
    for base in kind.__mro__:
        name = f"{base.__module__}.{base.__qualname__}"
        if name in MADE_FOR:
            return MADE_FOR[name](base)
        if name in _BY_NAME:
            return _BY_NAME[name]
        if name in ("collections.OrderedDict", "_collections.OrderedDict"):
            return _ordered_dict(base)
    for marker, found in _BY_MARKER:
        if marker in dir(kind):
            return found
    for base, found in _BY_BASE:
        if issubclass(kind, base):
            return found
    if issubclass(kind, tuple):
        return _named_tuple if hasattr(kind, "_fields") else _tuple
    return _object


def _is_enum(kind: type) -> bool:
    return issubclass(kind, getattr(sys.modules.get("enum"), "Enum", ()))
