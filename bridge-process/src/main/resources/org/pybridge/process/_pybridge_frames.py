"""What a worker and Java send each other, and what each keeps for the other.

A frame is its length, without these four bytes; its kind; the number of its conversation; and its body.
"""

import os
from collections import deque
from itertools import count
from struct import Struct

try:
    from fcntl import fcntl
except ImportError:  # On Windows.
    fcntl = None  # type: ignore[assignment]

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    Frame = tuple[int, int, bytes]

# The kinds of frames; Java's FrameKind has the same numbers.
(
    HELLO,
    CALL,
    CALL_OBJECT,
    ANSWER,
    FAILURE,
    RESULT,
    KEPT,
    ERROR,
    THROWN,
    UNCONVERTIBLE,
    INTERRUPTED,
    CALLBACK,
    OUTPUT,
    LOG,
    FORGET,
    SYNC,
    CANCEL,
    RELEASE,
    PING,
    PONG,
    BYE,
    INTERRUPT,
    CANCELLED,
    FORK,
    FORKED,
    EXITED,
) = range(26)

LARGE = 1 << 16  # What has more bytes is sent by itself, without a copy of it.
NUMBER = Struct(">Q")

_HEADER = Struct(">IBQ")
_AFTER_LENGTH = _HEADER.size - 4
_VERY_LARGE = 1 << 20
_WIDTH = 1 << 19
_MOST_FORGOTTEN = 1 << 16


class Ended(Exception):
    """Java has closed the connection, or is gone."""


def receive(stream: "BinaryIO") -> "Frame":
    begin = stream.read(_HEADER.size)
    if len(begin) < _HEADER.size:
        raise Ended
    length, kind, number = _HEADER.unpack(begin)
    if length > _VERY_LARGE:
        _widen(stream.fileno())
    return kind, number, stream.read(length - _AFTER_LENGTH) if length > _AFTER_LENGTH else b""


def frame(kind: int, number: int, body: bytes) -> bytes:
    return _HEADER.pack(len(body) + _AFTER_LENGTH, kind, number) + body


def header(kind: int, number: int, length: int) -> bytes:
    """What a frame begins with whose body is sent by itself."""
    return _HEADER.pack(length + _AFTER_LENGTH, kind, number)


def write(descriptor: int, data: bytes) -> None:
    if len(data) > _VERY_LARGE:
        _widen(descriptor)
    written = os.write(descriptor, data)
    if written < len(data):
        rest = memoryview(data)
        while written < len(data):
            written += os.write(descriptor, rest[written : written + _WIDTH])


_SET_PIPE_SIZE, _GET_PIPE_SIZE = 1031, 1032  # Linux's, which the module fcntl has names for since Python 3.10.
_wide: "set[int]" = set()  # Descriptors of this process's lanes, which stay open as long as it lives.


def _widen(descriptor: int) -> None:
    """Has a pipe hold more than 64 KiB, where Linux allows it: each time that one is full or empty, two processes take turns.

    Only pipes that something large goes through, because the system counts what the pipes of a user can hold.
    """
    if descriptor not in _wide:
        _wide.add(descriptor)
        try:
            if fcntl is not None and fcntl(descriptor, _GET_PIPE_SIZE) < _WIDTH:
                fcntl(descriptor, _SET_PIPE_SIZE, _WIDTH)
        except OSError:
            pass  # Another system, a socket, or a user with too many pipes: it works as it is.


# --- what each side keeps for the other -----------------------------------------------------------------------------

objects: "dict[int, Any]" = {}  # What Java has handles of, by number.
_numbers = count(1)


def keep(value: "Any") -> int:
    number = next(_numbers)
    objects[number] = value
    return number


def kept(number: int) -> "Any":
    try:
        return objects[number]
    except KeyError:
        raise ReferenceError("the object was released; get it again") from None


# Numbers of Java's things that are garbage here. Only appended to by __del__, which may run anywhere.
_forgotten: "deque[int]" = deque()


class Token:
    """Keeps a thing of Java's alive there, as long as it is alive here."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number

    def __del__(self) -> None:
        _forgotten.append(self.number)


def forgotten() -> bytes:
    """What is garbage since the last time, as the body of a frame."""
    parts: list[bytes] = []
    while _forgotten and len(parts) < _MOST_FORGOTTEN:
        parts.append(NUMBER.pack(_forgotten.popleft()))
    return b"".join(parts)
