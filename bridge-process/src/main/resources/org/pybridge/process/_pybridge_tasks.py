"""Calls that hold no thread while they wait, neither here nor in Java: they come and go over the side lane, many at once.

A coroutine function becomes a task of one loop, whose thread runs nothing else. Any other function would keep the loop from going on,
so it gets a thread; there are as many of these as such functions run at once.
"""

import _thread
from collections import deque

from _pybridge import CoroutineType, run_coroutine
from _pybridge_conversations import REFERENCE, Conversation, failure, request, tell_tasks_apart
from _pybridge_frames import FORGET, forgotten
from _pybridge_lanes import join_work

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from _pybridge_lanes import SideLane

    Request = tuple[int, Callable[..., Any], list[Any], dict[str, Any]]

_IS_COROUTINE_FUNCTION = 0x80


class Task(Conversation):
    """One call."""

    def __init__(self, number: int, side: "SideLane") -> None:
        super().__init__()
        self.number = number
        self._side = side

    def reply(self, kind: int, number: int, body: bytes) -> None:
        garbage = forgotten()
        if garbage:
            self._side.post(FORGET, number, garbage)
        self._side.post(kind, number, body)

    def _result(self, kind: "int | None", wanted: "Request") -> "tuple[Any, int]":
        shape, function, arguments, named = wanted
        result = function(*arguments, **named)
        if shape != REFERENCE and type(result) is CoroutineType:
            result = run_coroutine(result, self._announce)
        return result, shape


class Tasks:
    """The calls of that kind. Begun and cancelled by the thread that reads the side lane."""

    def __init__(self, side: "SideLane") -> None:
        self._side = side
        self._arrived: deque[tuple[int, int, bytes]] = deque()
        # By number, what cancels a coroutine, or the call that a thread makes; None until it has begun.
        self._stoppable: dict[int, Any] = {}
        self._loop: Any = None
        self._threads: Any = None
        self._current: Any = None
        self._awake = False
        self._sends = False

    def begin(self, kind: int, number: int, body: bytes) -> None:
        if self._loop is None:
            self._open()
        self._stoppable[number] = None
        self._arrived.append((kind, number, body))
        if not self._awake:
            self._awake = True
            self._loop.call_soon_threadsafe(self._take)

    def _open(self) -> None:
        import asyncio
        from concurrent.futures import ThreadPoolExecutor
        from contextvars import ContextVar

        self._loop = asyncio.new_event_loop()
        self._threads = ThreadPoolExecutor(1 << 16, "pybridge-call")
        self._current = ContextVar("pybridge_call", default=0)
        tell_tasks_apart(self._current)
        _thread.start_new_thread(self._loop.run_forever, ())

    def _take(self) -> None:
        """Begins what has arrived, in the loop's thread."""
        self._awake = False
        while self._arrived:
            body: Any
            kind, number, body = self._arrived.popleft()
            task = Task(number, self._side)
            try:
                shape, function, *_ = wanted = request(kind, body)
                code = getattr(function, "__code__", None)
                body = None
            except BaseException as error:
                self._stoppable.pop(number)
                task.reply(*_numbered(number, failure(error)))
                continue
            if code is not None and code.co_flags & _IS_COROUTINE_FUNCTION and shape != REFERENCE:
                self._current.set(number)  # Each task has a copy of the context from here.
                self._stoppable[number] = self._loop.create_task(self._run(task, *wanted)).cancel
                self._current.set(0)
            else:
                self._threads.submit(self._call, task, wanted)

    async def _run(
        self, task: "Task", shape: int, function: "Callable[..., Any]", arguments: "list[Any]", named: "dict[str, Any]"
    ) -> None:
        """Makes the call of a coroutine function, and has the loop tell how it ended, together with what ends at the same time."""
        result = None
        try:
            result = await function(*arguments, **named)
            reply, content = task.success((result, shape))
        except BaseException as error:
            result = error
            reply, content = failure(error)
        self._side.leave(reply, task.number, content)
        self._stoppable.pop(task.number, None)
        if not self._sends:
            self._sends = True
            self._loop.call_soon(self._send)
        result = None  # An exception's traceback knows this frame.

    def _send(self) -> None:
        self._sends = False
        garbage = forgotten()
        if garbage:
            self._side.leave(FORGET, 0, garbage)
        self._side.send_waiting()

    def _call(self, task: "Task", wanted: "Request") -> None:
        join_work(task.number)
        self._stoppable[task.number] = task
        try:
            task.perform(None, task.number, wanted)
        finally:
            self._stoppable.pop(task.number, None)
            join_work(0)

    def cancel(self, number: int) -> bool:
        """Cancels a coroutine; tells whether there was one to cancel."""
        known = self._stoppable.get(number, self)
        if known is self or (type(known) is Task and known.cancel is None):
            return False
        # In the loop's thread, where a call that has just arrived has its turn first.
        self._loop.call_soon_threadsafe(self._cancel, number)
        return True

    def _cancel(self, number: int) -> None:
        self._take()
        known = self._stoppable.get(number)
        cancel = known.cancel if type(known) is Task else known
        if cancel is not None:
            # Not before its first step: one that has not begun would end without a word.
            self._loop.call_soon(cancel)


def _numbered(number: int, outcome: "tuple[int, bytes]") -> "tuple[int, int, bytes]":
    return outcome[0], number, outcome[1]
