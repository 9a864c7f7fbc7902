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

from _pybridge_streams import _Then

_PROCESSES = ("system", "execv", "execve", "posix_spawn", "posix_spawnp", "fork", "forkpty", "kill", "killpg", "openpty")
_LOOK_UPS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo")
_SIGNALS = ("signal", "raise_signal", "alarm", "setitimer", "siginterrupt", "set_wakeup_fd")


def confine(most_recursion, allowed):
    """Called once, when an interpreter starts; ``allowed`` has the names of what Access allows as a whole."""
    allowed = allowed.split()
    hook = _ImportHook()
    if "SIGNALS" not in allowed:
        _replace(_signal, _SIGNALS, _refusing("signals belong to the JVM, Python code cannot handle or send them here"))
        _signal.getsignal = _unknown_handler
    if "SOCKETS" not in allowed:
        no_sockets = _refusing("Access allows no sockets here; see allowSockets")
        _replace(_socket, _LOOK_UPS, no_sockets)
        hook.after["socket"] = lambda socket: setattr(socket.socket, "__init__", no_sockets)
        hook.after["asyncio"] = _use_loop_without_sockets
    if "PROCESSES" not in allowed:
        message = "Access allows no processes here; see allowProcesses"
        no_processes = _refusing(message)
        _replace(posix, _PROCESSES, no_processes)
        _replace(os, _PROCESSES, no_processes)
        hook.after["subprocess"] = lambda subprocess: setattr(subprocess.Popen, "_execute_child", no_processes)
        hook.refused["multiprocessing"] = hook.refused["_multiprocessing_graalpy"] = message
    if "THREADS" not in allowed:
        no_threads = _refusing("can't start new thread: Access allows none here; see allowThreads", RuntimeError)
        _replace(_thread, ("start_new_thread", "start_new", "start_joinable_thread"), no_threads)
    if "NATIVE_CODE" not in allowed:
        message = "Access allows no native code here; see allowNativeCode"
        _replace(_imp, ("create_dynamic", "exec_dynamic"), _refusing(message, ImportError))
        hook.refused["ctypes"] = message
    sys.meta_path.insert(0, hook)
    if most_recursion:
        sys.setrecursionlimit(most_recursion)
        sys.setrecursionlimit = _up_to(most_recursion, sys.setrecursionlimit)


def _refusing(message, error=PermissionError):
    def refuse(*arguments, **named):
        raise error(message)

    return refuse


def _replace(module, names, function):
    for name in names:
        if hasattr(module, name):
            setattr(module, name, function)


def _unknown_handler(number):
    return None


def _up_to(most, set_limit):
    def setrecursionlimit(limit, /):
        if limit > most:
            raise ValueError(f"the recursion limit cannot be above {most} here; see Access.maxRecursion")
        set_limit(limit)

    return setrecursionlimit


class _ImportHook:
    """Refuses to import some modules, and changes others after their code has run."""

    def __init__(self):
        self.refused = {}
        self.after = {}

    def find_spec(self, name, path=None, target=None):
        if name in self.refused:
            raise ImportError(f"{name}: {self.refused[name]}", name=name)
        change = self.after.pop(name, None)
        if change is None:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = _Then(spec.loader, change)
                return spec
        return None


def _use_loop_without_sockets(asyncio):
    """An event loop that waits for a lock, where asyncio's own would wait for a pair of sockets."""

    class Waiting:
        def __init__(self):
            self._woken = _thread.allocate_lock()
            self._woken.acquire()

        def select(self, timeout):
            if timeout is None:
                self._woken.acquire()
            else:
                self._woken.acquire(True, min(max(timeout, 0), _thread.TIMEOUT_MAX))
            return ()

        def wake(self):
            try:
                self._woken.release()
            except RuntimeError:
                pass  # It was awake.

    class LoopWithoutSockets(asyncio.BaseEventLoop):
        def __init__(self):
            super().__init__()
            self._selector = Waiting()

        def _process_events(self, events):
            pass

        def _write_to_self(self):
            self._selector.wake()

    class Policy(asyncio.DefaultEventLoopPolicy):
        _loop_factory = LoopWithoutSockets

    asyncio.set_event_loop_policy(Policy())
