"""A small MessagePack for where the package ``msgpack`` is not: exact types only, all others go to a hook.

Source: the MessagePack specification, github.com/msgpack/msgpack/blob/master/spec.md.
"""

import struct

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

DEEPEST = 256  # Java writes no deeper, and what Python nests deeper than 200 levels is refused elsewhere.

# The three extensions that this codec itself writes and reads; docs/wire.md has them all.
TEXT, INT64_LIST, FLOAT64_LIST = 11, 17, 18

_LONG_ENOUGH = 32  # From this length on, numbers of one kind go as a block.
_PIECE = 64  # Characters that are encoded at once where some are halves of surrogate pairs.


class Extension:
    """A value of an application's type: its number and its bytes."""

    __slots__ = ("code", "data")

    def __init__(self, code: int, data: bytes) -> None:
        self.code = code
        self.data = data


class TooDeep(Exception):
    """Containers nest deeper than this codec goes."""


_one = struct.Struct(">BB").pack
_two = struct.Struct(">BH").pack
_four = struct.Struct(">BI").pack
_eight = struct.Struct(">BQ").pack
_signed_one = struct.Struct(">Bb").pack
_signed_two = struct.Struct(">Bh").pack
_signed_four = struct.Struct(">Bi").pack
_signed_eight = struct.Struct(">Bq").pack
_float = struct.Struct(">Bd").pack

# Whole encodings, by value; Python finds the negative ones from the end.
_SMALL = [bytes((number,)) for number in range(128)] + [bytes((number & 0xFF,)) for number in range(-32, 0)]
_SHORT = [bytes((0xA0 | length,)) for length in range(32)]
_FEW = [bytes((0x90 | length,)) for length in range(16)]
_CONSTANTS = {None: b"\xc0", False: b"\xc2", True: b"\xc3"}
_FIXED = {1: 0xD4, 2: 0xD5, 4: 0xD6, 8: 0xD7, 16: 0xD8}


def pack(value: "Any", hook: "Callable[[Any], Any]") -> bytes:
    """The bytes of a value. ``hook`` makes of an object of another type one that has a form."""
    parts: list[bytes] = []
    _pack((value,), parts.append, hook, DEEPEST)
    return b"".join(parts)


def encode_text(text: str) -> bytes:
    """Any text as UTF-8 in which a surrogate is three bytes.

    It is encoded piece by piece, because PyPy copies all that it has so far at each surrogate: a mebibyte of them would take hours.
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        pieces = range(0, len(text), _PIECE)
        return b"".join([text[start : start + _PIECE].encode("utf-8", "surrogatepass") for start in pieces])


def _pack(values: "Iterable[Any]", add: "Callable[[bytes], object]", hook: "Callable[[Any], Any]", levels: int) -> None:
    if levels < 0:
        raise TooDeep
    for value in values:
        kind = type(value)
        if kind is str:
            try:
                data = value.encode()
            except UnicodeEncodeError:
                _pack_extension(TEXT, encode_text(value), add)
                continue
            size = len(data)
            if size < 32:
                add(_SHORT[size])
            else:
                add(_one(0xD9, size) if size < 256 else _sized(size, 0xDA, 0xDB))
            add(data)
        elif kind is int:
            if -32 <= value < 128:
                add(_SMALL[value])
            else:
                _pack_int(value, add, hook)
        elif kind is float:
            add(_float(0xCB, value))
        elif value is None or kind is bool:
            add(_CONSTANTS[value])
        elif kind is list:
            _pack_list(value, add, hook, levels)
        elif kind is dict:
            size = len(value)
            add(bytes((0x80 | size,)) if size < 16 else _sized(size, 0xDE, 0xDF))
            _pack([part for entry in value.items() for part in entry], add, hook, levels - 1)
        elif kind is bytes or kind is bytearray:
            block = bytes(value)
            size = len(block)
            add(_one(0xC4, size) if size < 256 else _sized(size, 0xC5, 0xC6))
            add(block)
        elif kind is Extension:
            _pack_extension(value.code, value.data, add)
        else:
            _pack((hook(value),), add, hook, levels)


def _pack_int(value: int, add: "Callable[[bytes], object]", hook: "Callable[[Any], Any]") -> None:
    if value >= 0:
        if value < 1 << 8:
            add(_one(0xCC, value))
        elif value < 1 << 16:
            add(_two(0xCD, value))
        elif value < 1 << 32:
            add(_four(0xCE, value))
        elif value < 1 << 64:
            add(_eight(0xCF, value))
        else:
            _pack((hook(value),), add, hook, 0)
    elif value >= -1 << 7:
        add(_signed_one(0xD0, value))
    elif value >= -1 << 15:
        add(_signed_two(0xD1, value))
    elif value >= -1 << 31:
        add(_signed_four(0xD2, value))
    elif value >= -1 << 63:
        add(_signed_eight(0xD3, value))
    else:
        _pack((hook(value),), add, hook, 0)


def _pack_list(value: "list[Any]", add: "Callable[[bytes], object]", hook: "Callable[[Any], Any]", levels: int) -> None:
    size = len(value)
    if size >= _LONG_ENOUGH:
        kind = type(value[0])
        if (kind is int or kind is float) and [*map(type, value)].count(kind) == size:
            block = _block("q" if kind is int else "d", value)
            if block is not None:
                _pack_extension(INT64_LIST if kind is int else FLOAT64_LIST, block, add)
                return
    add(_FEW[size] if size < 16 else _sized(size, 0xDC, 0xDD))
    _pack(value, add, hook, levels - 1)


def _block(code: str, numbers: "list[Any]") -> "bytes | None":
    """Numbers as little-endian bytes, or None where an int has more than 64 bits."""
    import sys
    from array import array

    try:
        block = array(code, numbers)
    except OverflowError:
        return None
    if sys.byteorder == "big":
        block.byteswap()
    return block.tobytes()


def numbers(code: str, block: bytes) -> "list[Any]":
    """A list of numbers from little-endian bytes."""
    import sys
    from array import array

    read = array(code)
    read.frombytes(block)
    if sys.byteorder == "big":
        read.byteswap()
    return read.tolist()


def _pack_extension(code: int, data: bytes, add: "Callable[[bytes], object]") -> None:
    size = len(data)
    if size in _FIXED:
        add(_one(_FIXED[size], code))
    else:
        add((_one(0xC7, size) if size < 256 else _sized(size, 0xC8, 0xC9)) + bytes((code,)))
    add(data)


def _sized(size: int, code16: int, code32: int) -> bytes:
    return _two(code16, size) if size < 1 << 16 else _four(code32, size)


# --- reading --------------------------------------------------------------------------------------------------------


def unpack(
    data: "bytes | bytearray | memoryview",
    extension: "Callable[[int, bytes], Any]",
    made_list: "Callable[[list[Any]], Any]",
) -> "Any":
    """The value of some bytes. ``extension`` makes values of a number and bytes, ``made_list`` looks at every list."""
    data = bytes(data)
    try:
        value, end = _read(data, 0, extension, made_list)
    except (IndexError, struct.error, RecursionError) as problem:
        raise ValueError(f"no MessagePack: {problem}") from None
    # A slice past the end is only shorter, so the end is looked at once.
    if end != len(data):
        raise ValueError(f"no MessagePack: the value ends at byte {end} of {len(data)}")
    return value


def _read(
    data: bytes, at: int, extension: "Callable[[int, bytes], Any]", made_list: "Callable[[list[Any]], Any]"
) -> "tuple[Any, int]":
    code = data[at]
    at += 1
    if code < 0x80:
        return code, at
    if 0xA0 <= code < 0xC0:
        end = at + (code & 0x1F)
        return data[at:end].decode(), end
    if code in _NUMBERS:
        read, width = _NUMBERS[code]
        return read(data, at)[0], at + width
    if code in _LITERALS:
        return _LITERALS[code], at
    if code >= 0xE0:
        return code - 256, at
    if code < 0x90:
        return _read_dict(data, at, code & 0x0F, extension, made_list)
    if code < 0xA0:
        return _read_list(data, at, code & 0x0F, extension, made_list)
    if code in _LENGTHS:
        read, width, kind = _LENGTHS[code]
        return kind(data, at + width, read(data, at)[0], extension, made_list)
    if 0xD4 <= code <= 0xD8:
        return _read_extension(data, at, 1 << (code - 0xD4), extension, made_list)
    raise ValueError(f"no MessagePack: a value begins with byte {code}")


def _read_text(
    data: bytes, at: int, size: int, extension: "Callable[[int, bytes], Any]", made_list: "Callable[[list[Any]], Any]"
) -> "tuple[str, int]":
    end = at + size
    return str(data[at:end], "utf-8"), end


def _read_bytes(
    data: bytes, at: int, size: int, extension: "Callable[[int, bytes], Any]", made_list: "Callable[[list[Any]], Any]"
) -> "tuple[bytes, int]":
    end = at + size
    return data[at:end], end


def _read_list(
    data: bytes, at: int, size: int, extension: "Callable[[int, bytes], Any]", made_list: "Callable[[list[Any]], Any]"
) -> "tuple[Any, int]":
    elements: list[Any] = []
    add = elements.append
    for _ in range(size):
        code = data[at]
        if 0xA0 <= code < 0xC0:  # Short text is so common that a call for each would be half of the time.
            end = at + 1 + (code & 0x1F)
            add(data[at + 1 : end].decode())
            at = end
        else:
            element, at = _read(data, at, extension, made_list)
            add(element)
    return made_list(elements), at


def _read_dict(
    data: bytes, at: int, size: int, extension: "Callable[[int, bytes], Any]", made_list: "Callable[[list[Any]], Any]"
) -> "tuple[Any, int]":
    entries = {}
    for _ in range(size):
        code = data[at]
        if 0xA0 <= code < 0xC0:
            end = at + 1 + (code & 0x1F)
            key = data[at + 1 : end].decode()
            at = end
        else:
            key, at = _read(data, at, extension, made_list)
        entries[key], at = _read(data, at, extension, made_list)
    return entries, at


def _read_extension(
    data: bytes, at: int, size: int, extension: "Callable[[int, bytes], Any]", made_list: "Callable[[list[Any]], Any]"
) -> "tuple[Any, int]":
    end = at + 1 + size
    if end > len(data):
        raise IndexError("an extension is cut")
    return extension(data[at], data[at + 1 : end]), end


def _reader(layout: str) -> "tuple[Callable[..., tuple[Any, ...]], int]":
    read = struct.Struct(layout)
    return read.unpack_from, read.size


_LITERALS = {0xC0: None, 0xC2: False, 0xC3: True}
_NUMBERS = {
    0xCA: _reader(">f"),
    0xCB: _reader(">d"),
    0xCC: _reader(">B"),
    0xCD: _reader(">H"),
    0xCE: _reader(">I"),
    0xCF: _reader(">Q"),
    0xD0: _reader(">b"),
    0xD1: _reader(">h"),
    0xD2: _reader(">i"),
    0xD3: _reader(">q"),
}
_LENGTHS = {
    0xC4: (*_reader(">B"), _read_bytes),
    0xC5: (*_reader(">H"), _read_bytes),
    0xC6: (*_reader(">I"), _read_bytes),
    0xC7: (*_reader(">B"), _read_extension),
    0xC8: (*_reader(">H"), _read_extension),
    0xC9: (*_reader(">I"), _read_extension),
    0xD9: (*_reader(">B"), _read_text),
    0xDA: (*_reader(">H"), _read_text),
    0xDB: (*_reader(">I"), _read_text),
    0xDC: (*_reader(">H"), _read_list),
    0xDD: (*_reader(">I"), _read_list),
    0xDE: (*_reader(">H"), _read_dict),
    0xDF: (*_reader(">I"), _read_dict),
}
