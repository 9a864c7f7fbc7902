"""Java's natural values and Python's own as MessagePack, for workers in processes of their own. docs/wire.md has the layouts.

The package ``msgpack`` does the work where it is installed with its C code, else ``_pybridge_msgpack``. Both see the same: what
MessagePack has no type for is an extension; a tuple, a set and the like are arrays that begin with an empty extension.
"""

import struct

import _pybridge_buffers as buffers
import _pybridge_msgpack
from _pybridge_makers import MAKERS
from _pybridge_values import Open, Unconvertible, Walk

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    import datetime
    import uuid
    from collections.abc import Callable, Iterable
    from typing import Any

    Keep = Callable[[Any], int]
    Resolve = Callable[[int], Any]
    MakeObject = Callable[[int, str, list[str]], Any]
    Codec = tuple[Callable[[Any], bytes], Callable[[Any], bytes], Callable[..., Any]]

INTEGER, DECIMAL, DATE, TIME, DATETIME, OFFSET_DATETIME, ZONED_DATETIME, TIMEDELTA, UUID, PATH, TEXT = range(1, 12)
TUPLE, NAMED_TUPLE, SET, MAP = range(12, 16)
INT32_LIST, INT64_LIST, FLOAT64_LIST = range(16, 19)
REFERENCE, CALLBACK, JAVA_OBJECT, BUFFER, MEMORY, FROZEN_SET, MADE = range(19, 26)

_KEPT = 1 << 20  # A packer that one large value made larger than this is not kept.

_date = struct.Struct(">HBB")
_time = struct.Struct(">BBBI")
_datetime = struct.Struct(">HBBBBBI")
_offset_datetime = struct.Struct(">HBBBBBIi")
_timedelta = struct.Struct(">iII")
_identity = struct.Struct(">q")
_array32 = struct.Struct(">BI")


# --- to Java --------------------------------------------------------------------------------------------------------


def encode(value: "Any", fields: bool, keep: "Keep | None") -> bytes:
    """The bytes of a value.

    ``fields`` copies dataclasses, named tuples and the like as dicts, and members of enums as names. ``keep`` gives a number to
    what stays in Python, and is called only when nothing can go wrong any more. What cannot be copied is an Unconvertible.
    """
    try:
        if type(value) is memoryview:  # One of numbers is an object, which the package msgpack does not know.
            value = _Shallow(fields).convert(value)
        return (_pack_fields if fields else _pack_values)(value)
    except (Exception, SystemExit):
        # Something stays in Python, or cannot be copied: the walk knows what, and where it is.
        walk = _Keeping(fields)
        return _pybridge_msgpack.pack(walk.tagged(value), _Encoding(_pybridge_msgpack.Extension, keep).tagged)


def encode_reference(number: int) -> bytes:
    """The bytes of an object that stays in Python under a number."""
    return b"\xd7" + bytes((REFERENCE,)) + _identity.pack(number)


def encode_each(values: "list[Any]", keep: "Keep") -> bytes:
    """The bytes of a list whose elements are copied one by one; one that cannot be copied stays in Python."""
    return _array32.pack(0xDD, len(values)) + b"".join([_encode_or_keep(value, keep) for value in values])


def _encode_or_keep(value: "Any", keep: "Keep") -> bytes:
    try:
        return encode(value, False, keep)
    except Unconvertible:
        return encode_reference(keep(value))


class _StaysInPython(Exception):
    """The way without a walk does not go on, because keeping an object could not be undone."""


class _Shallow(Walk):
    """Converts one object and leaves what is in it to the codec, which asks again."""

    def reference(self, value: "Any") -> "Any":
        raise _StaysInPython

    java_object = reference


class _Keeping(Walk):
    """Puts the objects themselves into the tree, so that they are numbered when it is complete."""

    def reference(self, value: "Any") -> "Any":
        return (..., "ref", value)

    def java_object(self, value: "Any") -> "Any":
        return (..., "java", value._token)


def _closed(opened: "Open") -> "Any":
    """The container, with what is in it as it is."""
    children = list(opened.children)
    if children and children[0] is ...:
        raise _StaysInPython  # And it would look like a tag.
    return opened.build(children)


class _Encoding:
    """Makes of what MessagePack has no type for what it has."""

    def __init__(self, extension: "Callable[[int, bytes], Any]", keep: "Keep | None" = None) -> None:
        self.extension = extension
        self.keep: Any = keep
        self.marks = {mark: extension(mark, b"") for mark in (TUPLE, NAMED_TUPLE, SET, MAP)}

    def hook(self, walk: "Walk") -> "Callable[[Any], Any]":
        """The codec's hook for values as they are."""
        tuple_mark, set_mark = self.marks[TUPLE], self.marks[SET]

        def converted(value: "Any") -> "Any":
            kind = type(value)
            if kind is tuple:
                return [tuple_mark, *value]
            if kind is set or kind is frozenset:
                return [set_mark, *value]
            if kind is int:
                return self.integer(value)
            result = walk.convert(value)
            if isinstance(result, Open):
                result = _closed(result)
            kind = type(result)
            if kind is tuple or kind is frozenset:
                return self.tagged(result)
            return self.integer(result) if kind is int and result.bit_length() > 63 else result

        return converted

    def tagged(self, value: "Any") -> "Any":
        """The codec's hook for what a walk has made."""
        kind = type(value)
        if kind is int:
            return self.integer(value)
        if kind is not tuple:
            return [self.marks[SET], *value]
        if not value or value[0] is not ...:
            return [self.marks[TUPLE], *value]
        return _TAGS[value[1]](self, *value[2:])

    def integer(self, value: int) -> "Any":
        size = (~value if value < 0 else value).bit_length() // 8 + 1
        return self.extension(INTEGER, value.to_bytes(size, "big", signed=True))

    def decimal(self, text: str) -> "Any":
        return self.extension(DECIMAL, text.encode())

    def date(self, *parts: "Any") -> "Any":
        return self.extension(DATE, _date.pack(*parts))

    def time(self, *parts: "Any") -> "Any":
        return self.extension(TIME, _time.pack(*parts))

    def datetime(self, *parts: "Any") -> "Any":
        return self.extension(DATETIME, _datetime.pack(*parts))

    def zoned(self, *parts: "Any") -> "Any":
        block = _offset_datetime.pack(*parts[:-1])
        key = parts[-1]
        if key is None:
            return self.extension(OFFSET_DATETIME, block)
        return self.extension(ZONED_DATETIME, block + key.encode())

    def delta(self, *parts: "Any") -> "Any":
        return self.extension(TIMEDELTA, _timedelta.pack(*parts))

    def uuid(self, text: str) -> "Any":
        return self.extension(UUID, bytes.fromhex(text.replace("-", "")))

    def path(self, text: str) -> "Any":
        return self.extension(PATH, _pybridge_msgpack.encode_text(text))

    def named(self, names: "list[str]", elements: "Iterable[Any]") -> "list[Any]":
        return [self.marks[NAMED_TUPLE], names, *elements]

    def map(self, parts: "Iterable[Any]") -> "list[Any]":
        return [self.marks[MAP], *parts]

    def set(self, parts: "Iterable[Any]") -> "list[Any]":
        return [self.marks[SET], *parts]

    def reference(self, value: "Any") -> "Any":
        return self.extension(REFERENCE, _identity.pack(self.keep(value)))

    def java_object(self, token: int) -> "Any":
        return self.extension(JAVA_OBJECT, _identity.pack(token))


_TAGS: "dict[str, Callable[..., Any]]" = {
    "decimal": _Encoding.decimal,
    "date": _Encoding.date,
    "time": _Encoding.time,
    "datetime": _Encoding.datetime,
    "zoned": _Encoding.zoned,
    "delta": _Encoding.delta,
    "uuid": _Encoding.uuid,
    "path": _Encoding.path,
    "named": _Encoding.named,
    "map": _Encoding.map,
    "set": _Encoding.set,
    "ref": _Encoding.reference,
    "java": _Encoding.java_object,
}


# --- from Java ------------------------------------------------------------------------------------------------------


def decode(
    data: bytes, resolve: "Resolve | None", callback: "Resolve | None", java_object: "MakeObject | None"
) -> "Any":
    """The value of some bytes, see ``decoder``; a function that is None is for values that have no need of it."""
    return decoder(resolve, callback, java_object)(data)  # type: ignore[arg-type]


def decoder(resolve: "Resolve", callback: "Resolve", java_object: "MakeObject") -> "Callable[[bytes], Any]":
    """A function that makes values of bytes: ``resolve`` finds the object of a number, ``callback`` makes a function of one, and
    ``java_object`` an object of a number, a type's name and the names of methods.
    """

    def extension(code: int, payload: bytes) -> "Any":
        read = _READERS.get(code)
        if read is not None:
            return read(payload)
        if code == REFERENCE:
            return resolve(_number(payload))
        if code == CALLBACK:
            return callback(_number(payload))
        if code == JAVA_OBJECT:
            type_name, *methods = str(payload[8:], "utf-8", "surrogatepass").split("\0")
            return java_object(_number(payload[:8]), type_name, methods)
        raise ValueError(f"extension {code} is no value")

    return lambda data: _unpack(data, extension, _list)


class _Mark:
    """The first element of an array that is no list."""

    __slots__ = ("build",)

    def __init__(self, build: "Callable[[list[Any]], Any]") -> None:
        self.build = build


def _list(elements: "list[Any]") -> "Any":
    if elements and type(elements[0]) is _Mark:
        mark = elements[0]
        del elements[0]
        return mark.build(elements)
    return elements


def _number(payload: bytes) -> int:
    return _identity.unpack(payload)[0]


def _read_zoned(payload: bytes) -> "datetime.datetime":
    size = _offset_datetime.size
    return MAKERS["zoned"](*_offset_datetime.unpack(payload[:size]), str(payload[size:], "utf-8"))


def _read_uuid(payload: bytes) -> "uuid.UUID":
    import uuid

    return uuid.UUID(bytes=bytes(payload))


_READ_ONLY, _GIVEN = 1, 2


def _form(payload: bytes, start: int) -> "tuple[str, list[int], int]":
    """The type and the shape of a block of numbers, and where they end."""
    code, dimensions = payload[start : start + 2]
    end = start + 2 + 4 * dimensions
    return chr(code), list(struct.unpack(f">{dimensions}I", payload[start + 2 : end])), end


def _read_buffer(payload: bytes) -> "memoryview":
    code, shape, end = _form(payload, 0)
    return buffers.view(memoryview(bytearray(payload[end:])), code, shape)


def _read_memory(payload: bytes) -> "memoryview":
    flags, size = struct.unpack(">BI", payload[:5])
    code, shape, end = _form(payload, 5)
    key, path = str(payload[end:], "utf-8", "surrogatepass").split("\0")

    def open_memory() -> "memoryview":
        return _mapped(path, size)

    if flags & _GIVEN:
        return buffers.view(open_memory(), code, shape)
    return buffers.shared(key, open_memory, code, shape, bool(flags & _READ_ONLY))


def _mapped(path: str, size: int) -> "memoryview":
    """All of a file as writable bytes; they have the file open until they are gone."""
    import mmap
    import os

    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        return memoryview(mmap.mmap(descriptor, size or 1))[:size]
    finally:
        os.close(descriptor)


def _marked(build: "Callable[[list[Any]], Any]") -> "Callable[[bytes], _Mark]":
    mark = _Mark(build)
    return lambda payload: mark


_READERS = {
    INTEGER: lambda payload: int.from_bytes(payload, "big", signed=True),
    DECIMAL: lambda payload: MAKERS["decimal"](str(payload, "ascii")),
    DATE: lambda payload: MAKERS["date"](*_date.unpack(payload)),
    TIME: lambda payload: MAKERS["time"](*_time.unpack(payload)),
    DATETIME: lambda payload: MAKERS["datetime"](*_datetime.unpack(payload)),
    OFFSET_DATETIME: lambda payload: MAKERS["zoned"](*_offset_datetime.unpack(payload), None),
    ZONED_DATETIME: _read_zoned,
    TIMEDELTA: lambda payload: MAKERS["delta"](*_timedelta.unpack(payload)),
    UUID: _read_uuid,
    PATH: lambda payload: MAKERS["path"](str(payload, "utf-8", "surrogatepass")),
    TEXT: lambda payload: str(payload, "utf-8", "surrogatepass"),
    TUPLE: _marked(tuple),
    NAMED_TUPLE: _marked(lambda elements: tuple(elements[1:])),
    SET: _marked(set),
    FROZEN_SET: _marked(frozenset),
    MADE: _marked(lambda elements: MAKERS["made"](*elements)),
    MAP: _marked(lambda elements: dict(zip(elements[::2], elements[1::2]))),
    BUFFER: _read_buffer,
    MEMORY: _read_memory,
    INT32_LIST: lambda payload: _pybridge_msgpack.numbers("i", payload),
    INT64_LIST: lambda payload: _pybridge_msgpack.numbers("q", payload),
    FLOAT64_LIST: lambda payload: _pybridge_msgpack.numbers("d", payload),
}


# --- the codec ------------------------------------------------------------------------------------------------------


def _own_codec() -> "Codec":
    """The two ways to pack, values and fields, and the one to unpack."""
    encoding = _Encoding(_pybridge_msgpack.Extension)

    def packing(fields: bool) -> "Callable[[Any], bytes]":
        hook = encoding.hook(_Shallow(fields))
        return lambda value: _pybridge_msgpack.pack(value, hook)

    return packing(False), packing(True), _pybridge_msgpack.unpack


def _codec_of(msgpack: "Any") -> "Codec | None":
    """The same of the package, or None where it has no C code and would be slower than the own codec."""
    if msgpack.version < (1, 0, 0) or msgpack.Packer.__module__ == "msgpack.fallback":
        return None
    encoding = _Encoding(msgpack.ExtType)

    def packing(fields: bool) -> "Callable[[Any], bytes]":
        hook = encoding.hook(_Shallow(fields))
        idle: list[Any] = []  # Packers: one is for one thread at a time, and making one costs more than a small value.

        def pack(value: "Any") -> bytes:
            try:
                packer = idle.pop()
            except IndexError:
                packer = msgpack.Packer(default=hook, strict_types=True)
            data = packer.pack(value)
            if len(data) <= _KEPT:
                idle.append(packer)
            return data

        return pack

    def unpack(data: bytes, extension: "Callable[[int, bytes], Any]", made_list: "Callable[[list[Any]], Any]") -> "Any":
        return msgpack.unpackb(data, ext_hook=extension, list_hook=made_list, strict_map_key=False)

    return packing(False), packing(True), unpack


def _choose_codec() -> "Codec":
    try:
        import msgpack

        return _codec_of(msgpack) or _own_codec()
    except Exception:  # There is none, or the user has a module of that name.
        return _own_codec()


_pack_values: "Callable[[Any], bytes]"
_pack_fields: "Callable[[Any], bytes]"
_unpack: "Callable[..., Any]"


def choose_codec() -> None:
    """Takes the package if it can be imported now; called again when packages have come into sight."""
    global _pack_values, _pack_fields, _unpack
    _pack_values, _pack_fields, _unpack = _choose_codec()


def is_accelerated() -> bool:
    """Whether the package does the work, with its C code."""
    return _unpack is not _pybridge_msgpack.unpack


choose_codec()
