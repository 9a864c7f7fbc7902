"""What conversations run over.

The calls that Java makes run over a lane each, a pair of streams that nobody else uses, so a thread here reads what its thread there
wrote, without a hand-over. Threads that Python code started talk over the side lane, which a thread of its own reads all the time.
"""

from _thread import RLock, allocate_lock, get_ident
from collections import deque
from itertools import count
from struct import Struct

from _pybridge_conversations import FIELDS, CallInterrupted, Conversation, Errand, call_number, current, here, sendable
from _pybridge_frames import (
    BYE,
    FORGET,
    LARGE,
    LOG,
    NUMBER,
    OUTPUT,
    RESULT,
    SYNC,
    forgotten,
    frame,
    header,
    receive,
    write,
)

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, BinaryIO, NoReturn

    from _pybridge_conversations import Content
    from _pybridge_frames import Frame

_BLOCK = Struct(">BI")  # What a long block of bytes begins with in MessagePack.
_MOST_WAITING = 1000
_PRINTS = (OUTPUT, LOG, FORGET)  # What is sent and leaves Python its turn.
_NOWHERE = (None, None)


def work_of_thread() -> "tuple[int, Lane | None, object]":
    """What this thread works for, to be handed on to a thread that it starts: a call's number, and the lane and the scope to print in."""
    conversation = getattr(here, "conversation", None)
    if type(conversation) is Lane:
        return conversation.number, conversation, conversation.scope
    return (call_number(), *getattr(here, "prints_in", _NOWHERE))


def join_work(number: int, lane: "Lane | None" = None, scope: object = None) -> None:
    """Says what this thread works for."""
    here.call = number
    here.prints_in = lane, scope


def tell(kind: int, body: bytes) -> None:
    """Sends what this thread prints or logs: over the lane of its call while Python code of that call runs, so that it arrives in its
    order; else over the side lane.
    """
    lane: Any
    conversation = current()
    if type(conversation) is Lane:
        lane, scope = conversation, conversation.scope
    elif kind == OUTPUT and conversation.depth:
        conversation.send(OUTPUT, conversation.number, body)
        return
    else:
        lane, scope = getattr(here, "prints_in", _NOWHERE)
    if scope is None or not lane.tell(scope, kind, body):
        Errand.side.post(kind, call_number(), body)


class Lane(Conversation):
    """The conversation of a call that Java makes, over a pair of streams of its own.

    Its thread is not the only one that writes: threads that the call has started print here, too, as long as the part of the call that
    started them has the word. That part is the scope: each call, one inside of a callback too, has one, and while Java has its turn there
    is none. Who finds itself in the middle of a frame, as a destructor or a signal's handler can, does not write here.
    """

    def __init__(self, stream: "BinaryIO", descriptor: int, side: "SideLane") -> None:
        super().__init__()
        self._stream = stream
        self._descriptor = descriptor
        self._side = side
        self._synced: object = None
        self._writing = RLock()
        self._writer = 0
        self._receiving = False
        self.scope: object = None
        self.number = 0  # Of the call that runs, 0 between calls.
        self.given_up = 0  # The number of the call that is to be interrupted and has not been yet.
        self.cancelled = 0  # The number of the call whose coroutine was cancelled.
        self.thread = get_ident()  # Where signals go; a lane of another thread is never interrupted.

    def serve(self) -> None:
        """Makes one call after another until Java ends it."""
        here.conversation = self
        while True:
            body: Any
            kind, number, body = self.receive()
            if kind == BYE:
                return
            self.number = here.call = number
            self.perform(kind, number, body)
            self.number = here.call = 0
            self.cancel = None
            body = None  # An argument must not live until the next call.

    def perform(self, kind: "int | None", number: int, body: "Any") -> None:
        before, self.scope = self.scope, object()
        super().perform(kind, number, body)
        self.scope = before

    def ask(self, callback: int, name: "str | None", arguments: "tuple[Any, ...]", named: "dict[str, Any]") -> "Any":
        if self._receiving or self._writer == get_ident():
            return Errand().ask(callback, name, arguments, named)  # A destructor calls Java in the middle of a frame.
        scope = self.scope
        try:
            return super().ask(callback, name, arguments, named)
        finally:
            self.scope = scope

    def receive(self) -> "Frame":
        self._receiving = True
        received = receive(self._stream)
        self._receiving = False
        return received

    def tell(self, scope: object, kind: int, body: bytes) -> bool:
        """Sends output of a scope, from any thread; tells whether it has the word."""
        if self._writer == get_ident():
            return False
        with self._writing:
            if self.scope is not scope:
                return False
            self.send(kind, self.number, body)
            return True

    def send(self, kind: int, number: int, body: "Content") -> None:
        own = self.thread == get_ident()
        before = self.interruptible
        if own:
            self.interruptible = False
        with self._writing:
            self._writer = get_ident()
            if kind not in _PRINTS:
                self.scope = None  # Java has its turn.
            try:
                self._sync(number)
                self._write(kind, number, body)
            finally:
                self._writer = 0
        if own:
            self.interruptible = before

    def _sync(self, number: int) -> None:
        """Has Java deliver first what went over the side lane before this."""
        if self._side.latest is not self._synced:
            self._synced = self._side.latest
            write(self._descriptor, frame(SYNC, number, NUMBER.pack(self._side.mark())))

    def _write(self, kind: int, number: int, body: "Content") -> None:
        if type(body) is bytes and len(body) <= LARGE:
            write(self._descriptor, frame(kind, number, body))
            return
        # What is large goes without a copy of it behind its header.
        parts = body if isinstance(body, tuple) else (body,)
        write(self._descriptor, header(kind, number, sum(map(len, parts))))
        for part in parts:
            write(self._descriptor, part)

    def success(self, outcome: "tuple[Any, int]") -> "tuple[int, Any]":
        result, shape = outcome
        if type(result) is bytes and len(result) > LARGE and shape <= FIELDS:
            return RESULT, (_BLOCK.pack(0xC6, len(sendable(result))), result)
        return super().success(outcome)

    def reply(self, kind: int, number: int, body: "Content") -> None:
        """Sends the end of a call, and before it what Java has to know by then."""
        garbage = forgotten()
        if garbage:
            self.send(FORGET, number, garbage)
        self.send(kind, number, body)

    def move(self, stream: "BinaryIO", descriptor: int) -> None:
        """Goes on over other streams; before the first call."""
        self._stream = stream
        self._descriptor = descriptor

    def interrupt(self) -> None:
        """Interrupts the call if it was given up and Python code of it runs. Called in the lane's thread, by the signal's handler too."""
        if self.interruptible and self.given_up and self.given_up == self.number:
            self.given_up = 0
            raise CallInterrupted

    def _become_interruptible(self) -> None:
        super()._become_interruptible()
        self.interrupt()  # What came while Java had its turn.

    def _announce(self, cancel: "Callable[[], object] | None") -> None:
        super()._announce(cancel)
        if cancel is not None and self.given_up == self.number:
            self.given_up = 0
            self.stop_coroutine()

    def stop_coroutine(self) -> bool:
        """Cancels the coroutine, only once: a second time would hit what it does to end well. Tells whether this was the time."""
        cancel = self.cancel
        if cancel is None or self.cancelled == self.number:
            return False
        self.cancelled = self.number
        try:
            cancel()
        except RuntimeError:
            pass  # Its loop has ended meanwhile.
        return True


class SideLane:
    """What belongs to no turn of a call. Any thread posts; one thread reads."""

    def __init__(self, stream: "BinaryIO", descriptor: int) -> None:
        self._stream = stream
        self._descriptor = descriptor
        self._waiting: deque[bytes] = deque()
        self._writing = allocate_lock()
        self._writer = 0
        self.latest: object = None  # Another object after each frame of output and log: what a lane has not seen yet, Java must hear first.
        self._marking = allocate_lock()
        self._marks = count(1)
        self.errands: dict[int, Errand] = {}
        self.reader = 0
        self._listener: Any = None

    def listen(self, listener: "Callable[[int, int, bytes], object]") -> "NoReturn":
        """Hands what comes to a function, or to the errand that it is for, until the connection ends."""
        self.reader = get_ident()
        self._listener = listener
        while True:
            self.step()

    def step(self) -> None:
        kind, number, body = receive(self._stream)
        errand = self.errands.get(number)
        if errand is not None:
            errand.deliver((kind, number, body))
        else:
            self._listener(kind, number, body)

    def post(self, kind: int, number: int, body: bytes) -> None:
        """Sends a frame. Whoever comes while another thread writes leaves it to that one, so code that interrupts itself cannot hang."""
        self.leave(kind, number, body)
        if kind in (OUTPUT, LOG):
            self.latest = object()
        self.send_waiting()

    def mark(self) -> int:
        """Sends a mark behind what was posted until now, for Java to wait for; gives its number, which grows from one to the next."""
        with self._marking:
            number = next(self._marks)
            self.leave(SYNC, number, b"")
        self.send_waiting()
        return number

    def leave(self, kind: int, number: int, body: bytes) -> None:
        """Leaves a frame for ``send_waiting``, which sends many at once."""
        self._waiting.append(frame(kind, number, body))

    def send_waiting(self) -> None:
        patient = len(self._waiting) > _MOST_WAITING and self._writer != get_ident()
        while self._waiting and self._writing.acquire(patient):
            self._writer = get_ident()
            try:
                while self._waiting:
                    write(self._descriptor, self._next())
            finally:
                self._writer = 0
                self._writing.release()

    def _next(self) -> bytes:
        """The next frame, with those behind it as long as they are small."""
        first = self._waiting.popleft()
        size = len(first)
        if not self._waiting or size > LARGE:
            return first
        parts = [first]
        while self._waiting and size <= LARGE:
            part = self._waiting.popleft()
            parts.append(part)
            size += len(part)
        return b"".join(parts)
