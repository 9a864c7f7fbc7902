"""What Python code is not allowed to do, said in Python's own errors.

The engine refuses it anyway, but often as a fault of the interpreter that no ``except`` catches. What replaces a function keeps no
way to the one that was there.
"""

import _imp
import _signal
import _socket
import _thread
import os
import posix
import sys

from _pybridge_embedded import ImportHook, replace

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

_PROCESSES = (
    "system",
    "execv",
    "execve",
    "posix_spawn",
    "posix_spawnp",
    "fork",
    "forkpty",
    "kill",
    "killpg",
    "openpty",
)
_LOOK_UPS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo")
_NATIVE = ("create_dynamic", "__create_dynamic__", "exec_dynamic")


def confine(most_recursion: int, set_recursion_limit: "Callable[[int], bool]", allowed: str) -> None:
    """Called once, when an interpreter starts; ``allowed`` has the names of what Access allows as a whole."""
    rights = allowed.split()
    hook = ImportHook()
    if "SIGNALS" not in rights:
        replace(_signal, ("raise_signal",), _refusing("signals belong to the JVM, Python code cannot send them here"))
        _signal.getsignal = _unknown_handler
    if "SOCKETS" not in rights:
        no_sockets = _refusing("Access allows no sockets here; see allowSockets")
        replace(_socket, _LOOK_UPS, no_sockets)
        hook.after["socket"] = lambda socket: setattr(socket.socket, "__init__", no_sockets)
        hook.after["asyncio"] = _use_loop_without_sockets
    if "PROCESSES" not in rights:
        message = "Access allows no processes here; see allowProcesses"
        no_processes = _refusing(message)
        replace(posix, _PROCESSES, no_processes)
        replace(os, _PROCESSES, no_processes)
        hook.after["subprocess"] = lambda subprocess: setattr(subprocess.Popen, "_execute_child", no_processes)
        hook.refused["multiprocessing"] = hook.refused["_multiprocessing_graalpy"] = message
    if "THREADS" not in rights:
        no_threads = _refusing("can't start new thread: Access allows none here; see allowThreads", RuntimeError)
        replace(_thread, ("start_new_thread", "start_new", "start_joinable_thread"), no_threads)
    if "NATIVE_CODE" not in rights:
        message = "Access allows no native code here; see allowNativeCode"
        no_native_code = _refusing(message, ImportError)
        replace(_imp, _NATIVE, no_native_code)
        import _ctypes

        replace(_ctypes, [name for name, value in vars(_ctypes).items() if type(value) is type(len)], no_native_code)
        hook.refused["ctypes"] = message
    sys.meta_path.insert(0, hook)
    if most_recursion:
        set_recursion_limit(most_recursion)
        sys.setrecursionlimit = _up_to(most_recursion, set_recursion_limit)


def _refusing(message: str, error: "type[Exception]" = PermissionError) -> "Callable[..., NoReturn]":
    def refuse(*arguments: object, **named: object) -> "NoReturn":
        raise error(message)

    return refuse


def _unknown_handler(number: int) -> None:
    return None


def _up_to(most: int, set_limit: "Callable[[int], bool]") -> "Callable[[int], None]":
    """``set_limit`` is Java's, and tells whether the limit is within what Java knows; so nobody gets at the engine's through this."""

    def setrecursionlimit(limit: int, /) -> None:
        if not isinstance(limit, int):
            raise TypeError(f"'{type(limit).__name__}' object cannot be interpreted as an integer")
        if not set_limit(limit):
            raise ValueError(f"the recursion limit cannot be above {most} here; see Access.maxRecursion")

    return setrecursionlimit


def _use_loop_without_sockets(asyncio: "Any") -> None:
    """An event loop that waits for a lock, where asyncio's own would wait for a pair of sockets."""

    class Waiting:
        def __init__(self) -> None:
            self._woken = _thread.allocate_lock()
            self._woken.acquire()

        def select(self, timeout: "float | None") -> "tuple[()]":
            if timeout is None:
                self._woken.acquire()
            else:
                self._woken.acquire(True, min(max(timeout, 0), _thread.TIMEOUT_MAX))
            return ()

        def wake(self) -> None:
            try:
                self._woken.release()
            except RuntimeError:
                pass  # It was awake.

    class LoopWithoutSockets(asyncio.BaseEventLoop):
        def __init__(self) -> None:
            super().__init__()
            self._selector = Waiting()

        def _process_events(self, events: "Any") -> None:
            pass

        def _write_to_self(self) -> None:
            self._selector.wake()

    class Policy(asyncio.DefaultEventLoopPolicy):
        _loop_factory = LoopWithoutSockets

    asyncio.set_event_loop_policy(Policy())
