"""Reads streams of Arrow's IPC format without a package, for a Python that has none: the types that Java writes.

Sources: Apache Arrow, "Arrow Columnar Format" 1.5, with ``Schema.fbs`` and ``Message.fbs``; the binary format of FlatBuffers.
"""

import datetime
import struct

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

_NULL, _INT, _FLOAT, _BINARY, _TEXT, _BOOL, _DECIMAL, _DATE, _TIME, _TIMESTAMP = range(1, 11)
_LIST, _STRUCT, _FIXED_BINARY, _MAP, _DURATION = 12, 13, 15, 17, 18
_SCHEMA, _BATCH = 1, 3

_PER_SECOND = (1, 10**3, 10**6, 10**9)
_EPOCH = datetime.datetime(1970, 1, 1)


class _Object:
    """A table of FlatBuffers."""

    __slots__ = ("_data", "_start", "_fields")

    def __init__(self, data: memoryview, start: int) -> None:
        self._data = data
        self._start = start
        self._fields = start - _at("i", data, start)

    @staticmethod
    def root(data: memoryview) -> "_Object":
        return _Object(data, _at("I", data, 0))

    def _place(self, field: int) -> int:
        entry = 4 + 2 * field
        size = _at("H", self._data, self._fields)
        offset = _at("H", self._data, self._fields + entry) if entry < size else 0
        return self._start + offset if offset else 0

    def number(self, field: int, code: str, default: int) -> int:
        place = self._place(field)
        return _at(code, self._data, place) if place else default

    def _referred(self, field: int) -> int:
        place = self._place(field)
        return place + _at("I", self._data, place) if place else 0

    def child(self, field: int) -> "_Object | None":
        place = self._referred(field)
        return _Object(self._data, place) if place else None

    def text(self, field: int) -> "str | None":
        place = self._referred(field)
        if not place:
            return None
        return str(self._data[place + 4 : place + 4 + _at("I", self._data, place)], "utf-8")

    def children(self, field: int) -> "list[_Object]":
        place = self._referred(field)
        count = _at("I", self._data, place) if place else 0
        places = [place + 4 + 4 * index for index in range(count)]
        return [_Object(self._data, each + _at("I", self._data, each)) for each in places]

    def pairs(self, field: int) -> "list[tuple[int, int]]":
        """The elements of a vector of structs with two numbers."""
        place = self._referred(field)
        count = _at("I", self._data, place) if place else 0
        return [struct.unpack_from("<qq", self._data, place + 4 + 16 * index) for index in range(count)]


def _at(code: str, data: memoryview, place: int) -> int:
    return struct.unpack_from("<" + code, data, place)[0]


def _messages(part: memoryview) -> "Iterator[tuple[int, _Object, memoryview]]":
    place = 0
    while place + 4 <= len(part):
        size = _at("i", part, place)
        place += 4
        if size == -1:  # What streams of Arrow before 0.15 have not.
            size = _at("i", part, place)
            place += 4
        if not size:
            return
        body = place + size
        message = _Object.root(part[place:body])
        length = message.number(3, "q", 0)
        if size < 0 or length < 0:
            raise ValueError(f"a damaged table: a message of {size} and {length} bytes")
        place = body + length
        header = message.child(2)
        if header is not None:
            yield message.number(1, "B", 0), header, part[body:place]


def count(parts: "Sequence[memoryview]") -> int:
    """How many rows there are."""
    return sum(header.number(0, "q", 0) for part in parts for kind, header, _ in _messages(part) if kind == _BATCH)


def columns(parts: "Sequence[memoryview]") -> "dict[str, Any]":
    """The columns by name: a memoryview where one batch has numbers only, else a list."""
    found: dict[str, list[Any]] = {}
    for part in parts:
        fields: list[_Object] = []
        for kind, header, body in _messages(part):
            if kind == _SCHEMA:
                fields = header.children(1)
                names = [field.text(0) for field in fields]
                if len(set(names)) < len(names):
                    raise ValueError(f"there are columns of the same name, which a dict cannot have: {names}")
                for field in fields:
                    found.setdefault(field.text(0) or "", [])
            elif kind == _BATCH:
                batch = _Batch(header, body)
                for field in fields:
                    found[field.text(0) or ""].append(batch.column(field))
            else:
                raise TypeError("a table with dictionaries is read with the package pyarrow; install it")
    return {
        name: chunks[0] if len(chunks) == 1 else [value for chunk in chunks for value in chunk]
        for name, chunks in found.items()
    }


class _Batch:
    """Reads the columns of a batch in their order."""

    def __init__(self, header: _Object, body: memoryview) -> None:
        self._nodes = iter(header.pairs(1))
        self._buffers = iter(header.pairs(2))
        self._body = body

    def _next(self) -> memoryview:
        offset, size = next(self._buffers)
        return self._body[offset : offset + size]

    def column(self, field: _Object) -> "Any":
        size, missing = next(self._nodes)
        kind = field.number(2, "B", 0)
        if kind == _NULL:
            return [None] * size
        present = self._next()
        values = self._values(kind, field, size)
        if not missing:
            return values
        bits = _bits(present, size)
        return [value if there else None for value, there in zip(values, bits)]

    def _values(self, kind: int, field: _Object, size: int) -> "Any":
        if field.child(4) is not None:
            raise TypeError(
                f'column "{field.text(0)}" is a dictionary, which is read with the package pyarrow; install it'
            )
        described = field.child(3)
        if described is None:
            raise TypeError(f'column "{field.text(0)}" has no type')
        if kind == _BOOL:
            return _bits(self._next(), size)
        if kind in (_TEXT, _BINARY, _LIST, _MAP):
            return self._varying(kind, field, size)
        if kind == _STRUCT:
            parts = field.children(5)
            names = [part.text(0) for part in parts]
            read = [self.column(part) for part in parts]
            return [dict(zip(names, row)) for row in zip(*read)] if parts else [{}] * size
        if kind in _SCALARS:
            return _SCALARS[kind](described, self._next(), size)
        raise TypeError(f'column "{field.text(0)}" is of a type that is read with the package pyarrow; install it')

    def _varying(self, kind: int, field: _Object, size: int) -> "list[Any]":
        offsets = self._next()[: 4 * (size + 1) if size else 0].cast("i")
        if kind == _LIST:
            elements = self.column(field.children(5)[0])
            make: Callable[[Any], Any] = list
        elif kind == _MAP:
            elements = [tuple(entry.values()) for entry in self.column(field.children(5)[0])]
            make = dict
        else:
            elements = self._next()
            make = bytes if kind == _BINARY else _decode
        return [make(elements[offsets[row] : offsets[row + 1]]) for row in range(size)]


def _decode(data: memoryview) -> str:
    return str(data, "utf-8")


def _bits(data: memoryview, size: int) -> "list[bool]":
    return [bool(data[index >> 3] >> (index & 7) & 1) for index in range(size)]


def _integers(described: _Object, data: memoryview, size: int) -> "Any":
    bits = described.number(0, "i", 0)
    code = {8: "b", 16: "h", 32: "i", 64: "q"}[bits]
    return data[: size * bits // 8].cast(code if described.number(1, "B", 0) else code.upper())  # type: ignore[call-overload]


def _floats(described: _Object, data: memoryview, size: int) -> "Any":
    precision = described.number(0, "h", 0)
    if precision == 0:
        return [each for (each,) in struct.iter_unpack("<e", data[: 2 * size])]
    return data[: size * 4 * precision].cast("fd"[precision - 1])  # type: ignore[call-overload]


def _decimals(described: _Object, data: memoryview, size: int) -> "list[Any]":
    from decimal import Decimal

    width = described.number(2, "i", 128) // 8
    scale = described.number(1, "i", 0)
    numbers = [int.from_bytes(data[width * row : width * (row + 1)], "little", signed=True) for row in range(size)]
    return [Decimal((int(each < 0), tuple(map(int, str(abs(each)))), -scale)) for each in numbers]


def _fixed_bytes(described: _Object, data: memoryview, size: int) -> "list[bytes]":
    width = described.number(0, "i", 0)
    return [bytes(data[width * row : width * (row + 1)]) for row in range(size)]


def _span(number: int, per_second: int) -> datetime.timedelta:
    seconds, rest = divmod(number, per_second)
    return datetime.timedelta(0, seconds, rest * 10**6 // per_second)


def _dates(described: _Object, data: memoryview, size: int) -> "list[datetime.date]":
    if described.number(0, "h", 1) == 0:
        days = data[: 4 * size].cast("i")
    else:
        days = [each // 86_400_000 for each in data[: 8 * size].cast("q")]  # type: ignore[assignment]
    return [datetime.date(1970, 1, 1) + datetime.timedelta(each) for each in days]


def _times(described: _Object, data: memoryview, size: int) -> "list[datetime.time]":
    bits = described.number(1, "i", 32)
    numbers = data[: size * bits // 8].cast("i" if bits == 32 else "q")
    per_second = _PER_SECOND[described.number(0, "h", 1)]
    return [(_EPOCH + _span(each, per_second)).time() for each in numbers]


def _timestamps(described: _Object, data: memoryview, size: int) -> "list[datetime.datetime]":
    per_second = _PER_SECOND[described.number(0, "h", 0)]
    zone = described.text(1)
    moments = [_EPOCH + _span(each, per_second) for each in data[: 8 * size].cast("q")]
    if not zone:
        return moments
    utc = [each.replace(tzinfo=datetime.timezone.utc) for each in moments]
    return utc if zone in ("UTC", "Z", "+00:00") else [each.astimezone(_zone(zone)) for each in utc]


def _zone(name: str) -> "datetime.tzinfo":
    if name[0] in "+-":
        hours, _, minutes = name[1:].partition(":")
        offset = datetime.timedelta(hours=int(hours), minutes=int(minutes or 0))
        return datetime.timezone(offset if name[0] == "+" else -offset)
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _durations(described: _Object, data: memoryview, size: int) -> "list[datetime.timedelta]":
    per_second = _PER_SECOND[described.number(0, "h", 1)]
    return [_span(each, per_second) for each in data[: 8 * size].cast("q")]


_SCALARS: "dict[int, Callable[[_Object, memoryview, int], Any]]" = {
    _INT: _integers,
    _FLOAT: _floats,
    _DECIMAL: _decimals,
    _FIXED_BINARY: _fixed_bytes,
    _DATE: _dates,
    _TIME: _times,
    _TIMESTAMP: _timestamps,
    _DURATION: _durations,
}
