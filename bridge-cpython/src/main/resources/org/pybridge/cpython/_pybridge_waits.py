"""Waits for other threads that an interrupt ends.

CPython raises what Java interrupts a call with at the next step of Python code, and a thread that waits for a lock makes none: only
signals wake it, and only in the main thread they do more than have it wait again. So what waits in the module threading waits in turns.
"""

import sys
from _thread import allocate_lock

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

_TURN = 0.1  # Seconds.


class _Waiter:
    """A lock whose waits are made of short ones."""

    __slots__ = ("_take", "release", "locked")

    def __init__(self) -> None:
        lock = allocate_lock()
        self._take = lock.acquire
        self.release = lock.release
        self.locked = lock.locked

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        if not blocking or 0 <= timeout <= _TURN:
            return self._take(blocking, timeout)
        if timeout < 0:
            while not self._take(True, _TURN):
                pass
            return True
        turns, rest = divmod(timeout, _TURN)
        while turns > 0:
            if self._take(True, _TURN):
                return True
            turns -= 1
        return self._take(True, rest)

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *details: object) -> None:
        self.release()


def _take_turns(threading: "Any") -> None:
    """Conditions wait by locks that they make, and events, queues, semaphores, barriers and futures by conditions."""
    threading._allocate_lock = _Waiter
    original = threading.Thread.join

    def join(self: "Any", timeout: "float | None" = None) -> None:
        if timeout is not None and timeout <= _TURN:
            original(self, timeout)
            return
        left = float("inf") if timeout is None else timeout
        while left > 0:
            original(self, min(left, _TURN))
            if not self.is_alive():
                return
            left -= _TURN

    join.__doc__ = original.__doc__
    threading.Thread.join = join


class _First:
    """Finds threading as others would, when it is imported, and then no more."""

    @classmethod
    def find_spec(cls, name: str, path: "Any" = None, target: "Any" = None) -> "Any":
        if name != "threading":
            return None
        import _frozen_importlib

        importing: Any = _frozen_importlib
        sys.meta_path.remove(cls)
        spec = importing._find_spec(name, path, target)
        if spec is not None:
            run = spec.loader.exec_module

            def exec_module(module: "ModuleType") -> None:
                del spec.loader.exec_module
                run(module)
                _take_turns(module)

            spec.loader.exec_module = exec_module
        return spec


def interruptible() -> None:
    """Has an interpreter's threads wait in turns from now on."""
    threading = sys.modules.get("threading")
    if threading is None:
        sys.meta_path.insert(0, _First)
    else:
        _take_turns(threading)
