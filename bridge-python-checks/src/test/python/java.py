"""The other end of a worker's connections, which is Java's."""

import socket
import struct

import support  # noqa: F401

import _pybridge_frames as frames
import _pybridge_wire as wire

VALUE, FIELDS, REFERENCE, NOTHING, EACH = range(5)
SECONDS = 30


class Reference:
    """An object that Python keeps."""

    def __init__(self, number):
        self.number = number


class Callback:
    """A function of Java's as it is written for Python."""

    def __init__(self, number):
        self.number = number


class Java:
    """Sends and receives frames over a socket or a pair of pipes."""

    def __init__(self, reader, send):
        self._reader = reader
        self._send = send
        self.forgotten = []  # What Python has told to be garbage, by number.

    @classmethod
    def over(cls, connection):
        connection.settimeout(SECONDS)
        return cls(connection.makefile("rb"), connection.sendall)

    def send(self, kind, number, body=b""):
        self._send(frames.frame(kind, number, body))

    def call(self, number, target, *arguments, shape=VALUE, named=None):
        self.send(frames.CALL, number, written([shape, target, named, *arguments]))

    def receive(self):
        """The next frame, after those that tell of garbage."""
        kind, number, body = frames.receive(self._reader)
        while kind == frames.FORGET:
            self.forgotten += numbers(body)
            kind, number, body = frames.receive(self._reader)
        return kind, number, body

    def close(self):
        self._reader.close()

    def result(self, number):
        """The value of the frame that comes next, which is the result of a call."""
        kind, answered, body = self.receive()
        if (kind, answered) != (frames.RESULT, number):
            raise AssertionError(f"frame {kind} of {answered}: {body!r}")
        return read(body)


def written(value):
    """A value as Java writes it: callbacks and references are extensions."""
    return wire._pybridge_msgpack.pack(value, _hook)


def _hook(value):
    extension = wire._pybridge_msgpack.Extension
    if type(value) is Callback:
        return extension(wire.CALLBACK, value.number.to_bytes(8, "big"))
    return extension(wire.REFERENCE, value.number.to_bytes(8, "big"))


def read(body):
    return wire.decode(body, Reference, Callback, lambda *parts: parts)


def numbers(body):
    return list(struct.unpack(f">{len(body) // 8}Q", body))


def connected():
    """Python's end as a stream and a descriptor, and Java's; and what is to be closed, Java's socket last."""
    one, other = socket.socketpair()
    stream, java = one.makefile("rb", 65536), Java.over(other)
    return stream, one.fileno(), java, (stream, java, one, other)
