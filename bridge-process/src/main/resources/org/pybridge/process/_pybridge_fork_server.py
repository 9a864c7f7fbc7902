"""A process that has imported what workers need, and of which they are forked: each has the modules at once, and shares their memory.

It runs no thread: a fork copies only the thread that forks, and what another one had locked would stay locked in the copy.
"""

import _signal
import os
import sys

from _pybridge_frames import ERROR, EXITED, FORK, FORKED, Ended, frame, write
from _pybridge_wire import decode, encode

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from typing import Any

_HEADER = 13


def unsafe_threads() -> "list[str]":
    """The names of the threads that make forking unsafe.

    A trial tells: libraries that know of forks, as OpenBLAS does, end their threads before one and start them again when they are
    needed. What is still there after a fork would have been cut off in the middle of something.
    """
    import time

    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    # A thread that was waited for can be seen for a moment longer.
    for _ in range(50):
        names = _other_threads()
        if not names:
            break
        time.sleep(0.002)
    return names


def _other_threads() -> "list[str]":
    own = str(os.getpid())
    names = []
    for task in os.listdir("/proc/self/task"):
        if task != own:
            try:
                with open(f"/proc/self/task/{task}/comm") as comm:
                    names.append(comm.read().strip())
            except OSError:
                pass
    return names


def connections() -> "set[str]":
    """The sockets that are open here. All workers would share them, and take each other's bytes."""
    sockets = set()
    for each in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{each}")
        except OSError:
            continue
        if target.startswith("socket:"):
            sockets.add(target)
    return sockets


def serve(source: int, descriptor: int, connections: "list[int]") -> "dict[str, Any]":
    """Forks a worker whenever Java asks for one, and tells how they end. Comes back only in workers, with their settings."""
    import gc
    from select import select

    # What is there now stays, and is not to be copied because the garbage collector has looked at it. PyPy's cannot be told.
    gc.collect()
    if hasattr(gc, "freeze"):
        gc.freeze()
    children: set[int] = set()
    noticed, notice = os.pipe()
    os.set_blocking(noticed, False)
    os.set_blocking(notice, False)
    _signal.signal(_signal.SIGCHLD, lambda number, where: None)
    _signal.set_wakeup_fd(notice)
    try:
        while True:
            ready, _, _ = select([source, noticed], [], [])
            if noticed in ready:
                os.read(noticed, 4096)
                _reap(children, descriptor)
            if source in ready:
                number, settings = _request(source)
                child = _fork(number, descriptor)
                if child == 0:
                    _signal.set_wakeup_fd(-1)
                    _signal.signal(_signal.SIGCHLD, _signal.SIG_DFL)
                    for each in (source, descriptor, noticed, notice, *connections):
                        os.close(each)
                    _reseed()
                    return settings
                if child:
                    children.add(child)
                    write(descriptor, frame(FORKED, number, child.to_bytes(8, "big")))
    except (Ended, OSError):
        os._exit(0)


def _request(source: int) -> "tuple[int, dict[str, Any]]":
    header = _read(source, _HEADER)
    length, kind = int.from_bytes(header[:4], "big"), header[4]
    body = _read(source, length - _HEADER + 4)
    if kind != FORK:
        raise Ended
    return int.from_bytes(header[5:], "big"), decode(body, None, None, None)


def _read(source: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(source, size)
        if not part:
            raise Ended
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _fork(number: int, descriptor: int) -> "int | None":
    """The child's process id, 0 in the child, or None when there is none."""
    try:
        return os.fork()
    except OSError as error:
        write(descriptor, frame(ERROR, number, encode(str(error), False, None)))
        return None


def _reap(children: "set[int]", descriptor: int) -> None:
    for child in list(children):
        if _has_ended(child):
            _kill_group(child)
            _, status = os.waitpid(child, 0)
            children.remove(child)
            ended = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            write(descriptor, frame(EXITED, child, ended.to_bytes(8, "big", signed=True)))


def _has_ended(child: int) -> bool:
    """Whether a child has ended; its number stays its own until it is waited for."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _kill_group(child: int) -> None:
    """Ends what a worker has started and has not ended with it."""
    try:
        os.killpg(child, _signal.SIGKILL)
    except OSError:
        pass  # It had no group of its own yet.


def _reseed() -> None:
    """Gives the process random numbers of its own; Python's own generator does that itself."""
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()
