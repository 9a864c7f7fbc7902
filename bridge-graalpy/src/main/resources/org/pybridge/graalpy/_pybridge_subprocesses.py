"""Processes of asyncio, with a thread for each pipe and one that waits for the end.

The engine fails at what asyncio's own do: its pipes are none that an event loop can wait for. Loaded when asyncio is.
"""

# The types of asyncio leave out what only its own modules use.
# mypy: disable-error-code="attr-defined, union-attr"

import os
import subprocess
import threading
import time
from _queue import SimpleQueue
from asyncio import base_events, futures, transports, unix_events
from asyncio.base_subprocess import BaseSubprocessTransport

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_MOST_BYTES = 65536
_SHORTEST_PAUSE = 0.001
_LONGEST_PAUSE = 0.02


class _Process(BaseSubprocessTransport):
    def _start(
        self, args: "Any", shell: "bool", stdin: "Any", stdout: "Any", stderr: "Any", bufsize: "int", **named: "Any"
    ) -> None:
        self._proc = subprocess.Popen(
            args,
            shell=shell,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            universal_newlines=False,
            bufsize=bufsize,
            **named,
        )

    def await_end(self) -> None:
        _begin(self._await_end)

    def _await_end(self) -> None:
        """Asks again and again, because the engine's own waiting does not end before the pipe to the process is closed."""
        process, loop = self._proc, self._loop
        pause = _SHORTEST_PAUSE
        while process.poll() is None:
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        _tell(loop, self._process_exited, process.returncode)


class _Input(transports._FlowControlMixin, transports.WriteTransport):
    """The pipe to the stdin of a process."""

    def __init__(
        self, loop: "Any", pipe: "Any", protocol: "Any", waiter: "Any", extra: "dict[str, Any] | None"
    ) -> None:
        super().__init__({**(extra or {}), "pipe": pipe}, loop)
        self._pipe = pipe
        self._protocol = protocol
        self._parts: "SimpleQueue[bytes | None]" = SimpleQueue()
        self._unwritten = 0
        self._closing = False
        self._aborted = False
        _connected(loop, protocol, self, waiter, self._write_all)

    def write(self, data: "bytes") -> None:
        if data and not self._closing:
            self._unwritten += len(data)
            self._parts.put(bytes(data))
            self._maybe_pause_protocol()

    def get_write_buffer_size(self) -> int:
        return self._unwritten

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        if not self._closing:
            self._closing = True
            self._parts.put(None)

    close = write_eof

    def abort(self) -> None:
        self._aborted = True
        self.close()

    def is_closing(self) -> bool:
        return self._closing

    def _write_all(self) -> None:
        error = None
        try:
            part = self._parts.get()
            while part is not None and not self._aborted:
                rest = memoryview(part)
                while rest:
                    rest = rest[os.write(self._pipe.fileno(), rest) :]
                _tell(self._loop, self._written, len(part))
                part = self._parts.get()
        except OSError as broken:
            error = broken
        _close(self._pipe)
        _tell(self._loop, self._end, error)

    def _written(self, size: "int") -> None:
        self._unwritten -= size
        self._maybe_resume_protocol()

    def _end(self, error: "BaseException | None") -> None:
        self._closing = True
        self._protocol.connection_lost(error)


class _Output(transports.ReadTransport):
    """The pipe from the stdout or stderr of a process."""

    def __init__(
        self, loop: "Any", pipe: "Any", protocol: "Any", waiter: "Any", extra: "dict[str, Any] | None"
    ) -> None:
        super().__init__({**(extra or {}), "pipe": pipe})
        self._loop = loop
        self._pipe = pipe
        self._protocol = protocol
        self._wanted = threading.Event()
        self._wanted.set()
        self._closing = False
        _connected(loop, protocol, self, waiter, self._read_all)

    def is_reading(self) -> bool:
        return self._wanted.is_set() and not self._closing

    def pause_reading(self) -> None:
        self._wanted.clear()

    def resume_reading(self) -> None:
        self._wanted.set()

    def is_closing(self) -> bool:
        return self._closing

    def close(self) -> None:
        if not self._closing:
            self._closing = True
            self._wanted.set()
            self._loop.call_soon(self._protocol.connection_lost, None)

    def _read_all(self) -> None:
        error = None
        try:
            data = self._read()
            while data:
                _tell(self._loop, self._received, data)
                data = self._read()
        except OSError as broken:
            error = broken
        _close(self._pipe)
        _tell(self._loop, self._end, error)

    def _read(self) -> bytes:
        self._wanted.wait()
        return b"" if self._closing else os.read(self._pipe.fileno(), _MOST_BYTES)

    def _received(self, data: "bytes") -> None:
        if not self._closing:
            self._protocol.data_received(data)

    def _end(self, error: "BaseException | None") -> None:
        if not self._closing:
            self._closing = True
            if error is None:
                self._protocol.eof_received()
            self._protocol.connection_lost(error)


def _connected(loop: "Any", protocol: "Any", transport: "Any", waiter: "Any", work: "Callable[[], object]") -> None:
    """Begins with the work after asyncio has noted that the pipe is there."""
    loop.call_soon(protocol.connection_made, transport)
    if waiter is not None:
        loop.call_soon(futures._set_result_unless_cancelled, waiter, None)
    loop.call_soon(_begin, work)


def _begin(work: "Callable[[], object]") -> None:
    threading.Thread(target=work, name="asyncio-process", daemon=True).start()


def _tell(loop: "Any", function: "Callable[..., object]", *arguments: "Any") -> None:
    try:
        loop.call_soon_threadsafe(function, *arguments)
    except RuntimeError:
        pass  # The loop is closed, and nobody waits.


def _close(pipe: "Any") -> None:
    try:
        pipe.close()
    except OSError:
        pass


async def _make_subprocess_transport(
    loop: "Any",
    protocol: "Any",
    args: "Any",
    shell: "bool",
    stdin: "Any",
    stdout: "Any",
    stderr: "Any",
    bufsize: "int",
    extra: "dict[str, Any] | None" = None,
    **named: "Any",
) -> "_Process":
    waiter = loop.create_future()
    process = _Process(loop, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter=waiter, extra=extra, **named)
    try:
        process.await_end()
        await waiter
    except BaseException:
        process.close()
        raise
    return process


def _make_write_pipe_transport(
    loop: "Any", pipe: "Any", protocol: "Any", waiter: "Any" = None, extra: "dict[str, Any] | None" = None
) -> "_Input":
    return _Input(loop, pipe, protocol, waiter, extra)


def _make_read_pipe_transport(
    loop: "Any", pipe: "Any", protocol: "Any", waiter: "Any" = None, extra: "dict[str, Any] | None" = None
) -> "_Output":
    return _Output(loop, pipe, protocol, waiter, extra)


for _kind in (base_events.BaseEventLoop, unix_events.SelectorEventLoop):
    _kind._make_subprocess_transport = _make_subprocess_transport
    _kind._make_write_pipe_transport = _make_write_pipe_transport
    _kind._make_read_pipe_transport = _make_read_pipe_transport
