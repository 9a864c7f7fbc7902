"""How a worker and Java take turns.

A conversation is one thread here and one thread in Java, of which always one speaks: a call, its callbacks, their calls.
"""

import os
from _thread import _local, get_ident

import _pybridge_streams as streams
from _pybridge import CoroutineType, is_fixed, resolve, run_coroutine
from _pybridge_errors import NONE_YET, describe, explain, passing, thrown_error, token_of
from _pybridge_frames import (
    ANSWER,
    CALL_OBJECT,
    CALLBACK,
    ERROR,
    FAILURE,
    INTERRUPTED,
    KEPT,
    NUMBER,
    RESULT,
    THROWN,
    UNCONVERTIBLE,
    Token,
    keep,
    kept,
)
from _pybridge_values import JavaObject, Unconvertible, reason
from _pybridge_wire import decoder, encode, encode_each

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import ContextVar
    from typing import Any, Union

    from _pybridge_frames import Frame

    Content = Union[bytes, tuple[bytes, ...]]

# How a result is to leave.
VALUE, FIELDS, REFERENCE, NOTHING, EACH = range(5)


class CallInterrupted(KeyboardInterrupt):
    """Java has given the call up."""


class ForkedChild(BaseException):
    """The call has ended in a process that its code has forked: there is nobody to tell, and the process ends.

    ``outcome`` is the exception, or a tuple with the result.
    """

    def __init__(self, outcome: "Any") -> None:
        self.outcome = outcome


def _java_function(number: int) -> "Callable[..., Any]":
    return _function(Token(number), None)


def _function(token: "Token", name: "str | None") -> "Callable[..., Any]":
    def java_function(*arguments: "Any", **named: "Any") -> "Any":
        return current().ask(token.number, name, arguments, named)

    return java_function


def _java_object(number: int, type_name: str, names: "list[str]") -> "JavaObject":
    token = Token(number)
    made = JavaObject(type_name, number, names, [_function(token, name) for name in names])
    made._life = token  # type: ignore[attr-defined]
    return made


_decode = decoder(kept, _java_function, _java_object)

_is_child = False


def be_of_child() -> None:
    """This process was just forked by the code of a call."""
    global _is_child
    _is_child = True


here = _local()  # The conversation of each thread, and the call that it works for.


def current() -> "Conversation":
    """The conversation of this thread."""
    try:
        return here.conversation
    except AttributeError:
        here.conversation = Errand()
        return here.conversation


_task_call: "ContextVar[int] | None" = None  # A context variable, once there are tasks.


def tell_tasks_apart(variable: "ContextVar[int]") -> None:
    """Says which context variable has the call that a task works for, or 0."""
    global _task_call
    _task_call = variable


def call_number() -> int:
    """The call that this thread, or the task that it runs, works for; or 0."""
    return (_task_call.get() if _task_call is not None else 0) or getattr(here, "call", 0)


class Conversation:
    """What all kinds have in common: how a call is made, and how Java is called."""

    number: int
    send: "Callable[[int, int, Any], None]"
    reply: "Callable[[int, int, Any], None]"
    receive: "Callable[[], Frame]"

    def __init__(self) -> None:
        self.interruptible = False
        self.cancel: "Callable[[], object] | None" = None  # Cancels the coroutine that runs.
        self.depth = 0

    def perform(self, kind: "int | None", number: int, body: "Any") -> None:
        """Makes a call, and sends how it ended. What Java is told of lives until Java has been told."""
        self.depth += 1
        result: Any = None
        try:
            result = self._result(kind, body)
            reply, content = self.success(result)
        except BaseException as error:
            self.interruptible = False
            result = error
            reply, content = failure(error)
        self.depth -= 1
        if _is_child:
            raise ForkedChild(result)
        self.reply(reply, number, content)
        result = None  # An exception's traceback knows this frame.

    def _result(self, kind: "int | None", body: "Any") -> "tuple[Any, int]":
        """What the call gave, and how it is to leave."""
        try:
            parts = _decode(body)
            shape, target, named = parts[0], parts[1], parts[2]
            function = target if kind == CALL_OBJECT else _functions.get(target) or _find(target)
            self._become_interruptible()
            result = function(*parts[3:], **named) if named else function(*parts[3:])
            if shape != REFERENCE and type(result) is CoroutineType:
                result = run_coroutine(result, self._announce)
            return result, shape
        finally:
            self.interruptible = False
            if streams.buffered:
                streams.settle()

    def success(self, outcome: "tuple[Any, int]") -> "tuple[int, Any]":
        result, shape = outcome
        if shape == REFERENCE:
            return KEPT, NUMBER.pack(keep(result))
        self.interruptible = True
        try:
            return RESULT, sendable(_encoded(result, shape))
        finally:
            self.interruptible = False

    def _become_interruptible(self) -> None:
        self.interruptible = True

    def _announce(self, cancel: "Callable[[], object] | None") -> None:
        self.cancel = cancel

    def ask(self, callback: int, name: "str | None", arguments: "tuple[Any, ...]", named: "dict[str, Any]") -> "Any":
        """Calls a function of Java's, or an object's method. While Java is at it, it can call back."""
        interruptible, self.interruptible = self.interruptible, False
        raised, passing.raised = passing.raised, NONE_YET
        try:
            what = NUMBER.pack(callback) + NUMBER.pack(call_number())
            self.send(CALLBACK, self.number, what + sendable(_passed([name, named or None, *arguments])))
            while True:
                kind, number, body = self.receive()
                if kind == ANSWER:
                    return _decode(body)
                if kind == FAILURE:
                    java_type, message, token, number, is_misuse = _decode(body)
                    raise thrown_error(java_type, message, Token(token), number, is_misuse)
                self.perform(kind, number, body)
        finally:
            passing.raised = raised
            if interruptible:
                self._become_interruptible()


def _passed(values: "list[Any]") -> bytes:
    """What a callback gets."""
    try:
        return encode(values, False, keep)
    except Unconvertible as error:
        raise reason(error) from None


_max_result = 0


def limit_results(size: int) -> None:
    """Says how many bytes a result, or a callback's arguments, may have: the memory is Java's."""
    global _max_result
    _max_result = size


def _encoded(result: "Any", shape: int) -> bytes:
    if shape == EACH:
        return encode_each(result, keep)
    return encode(None if shape == NOTHING else result, shape == FIELDS, keep)


def sendable(content: bytes) -> bytes:
    if len(content) > _max_result:
        raise Unconvertible(
            "$",
            f"value of {len(content)} bytes",
            f"a copy of at most {_max_result} bytes; keep it in Python as PyObject, or allow more: "
            "PythonProcess.builder().maxResult(bytes)",
        )
    return content


_functions: "dict[str, Callable[..., Any]]" = {}


def request(kind: int, body: bytes) -> "tuple[int, Callable[..., Any], list[Any], dict[str, Any]]":
    """What is to be called, with what, and how the result is to leave."""
    shape, target, named, *arguments = _decode(body)
    function = target if kind == CALL_OBJECT else _functions.get(target) or _find(target)
    return shape, function, arguments, named or {}


def _find(name: str) -> "Callable[..., Any]":
    """A function is looked up once, where its module does not change."""
    module, _, path = name.partition(":")
    found = resolve(module, path)
    if is_fixed(module):
        _functions[name] = found
    return found


def failure(error: BaseException) -> "tuple[int, bytes]":
    """How a call failed: what a callback threw, a value that cannot be copied, an interrupt, or a described exception."""
    try:
        token = token_of(error)
        if type(token) is Token:
            return THROWN, NUMBER.pack(token.number)
        if type(error) is Unconvertible:
            return UNCONVERTIBLE, encode(explain(error), False, keep)
        if type(error) is CallInterrupted:
            return INTERRUPTED, encode(describe(error), False, keep)
        return ERROR, encode(describe(error), False, keep)
    except BaseException as worse:
        # Python could not even describe it, as when there is no memory or no stack left.
        kind = type(error).__name__
        message = f"cannot be described: {type(worse).__name__}"
        return ERROR, encode((kind, [], message, [], [], [], None, None, [], None, None, 0), False, keep)


class Errand(Conversation):
    """The conversation of a thread that Python code started, over the side lane."""

    side: "Any" = None  # The worker sets it, once it has one.

    def __init__(self) -> None:
        from queue import SimpleQueue

        super().__init__()
        self.number = 1 << 62 | int.from_bytes(os.urandom(7), "big")  # Never the number of a call, and nobody's guess.
        self._arrived: SimpleQueue[Frame] = SimpleQueue()

    def deliver(self, arrived: "Frame") -> None:
        self._arrived.put(arrived)

    def ask(self, callback: int, name: "str | None", arguments: "tuple[Any, ...]", named: "dict[str, Any]") -> "Any":
        self.side.errands[self.number] = self
        try:
            return super().ask(callback, name, arguments, named)
        finally:
            if self.depth == 0:
                del self.side.errands[self.number]

    def receive(self) -> "Frame":
        # In the reading thread itself, it is a destructor that calls Java, and nobody else would read the answer.
        while self.side.reader == get_ident() and self._arrived.empty():
            self.side.step()
        return self._arrived.get()

    def send(self, kind: int, number: int, body: bytes) -> None:
        self.side.post(kind, number, body)

    reply = send
