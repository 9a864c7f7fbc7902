"""Calls the methods of services that Python implements."""

import importlib
import inspect
import threading
import time

import _pybridge

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from typing import Any

_CODES = (
    "OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED "
    "FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED"
).split()

_implementations: "dict[str, Any]" = {}  # By entry point.
_methods: "dict[tuple[str, ...], _Method]" = {}  # By entry point, Python's name, and the classes of its messages.
_making = threading.Lock()


class _Abort(Exception):
    """Ends a call early with a status."""

    def __init__(self, code: int, details: str) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


class _Done:
    """What may be awaited and may be left alone."""

    def __await__(self) -> "Iterator[None]":
        return iter(())


class Context:
    """What a method may ask and say about its call: those methods of ``grpc.ServicerContext`` that make sense for any server."""

    def __init__(self, call: "list[Any]", send: "Callable[[Any, Any], bool] | None" = None) -> None:
        metadata, self._peer, self._deadline = call
        self._send = send
        self._metadata = tuple((key, value) for key, value in metadata)
        self._initial: "list[tuple[str, str | bytes]]" = []
        self._trailing: "list[tuple[str, str | bytes]]" = []
        self._code: "int | None" = None
        self._details = ""

    def invocation_metadata(self) -> "tuple[tuple[str, str | bytes], ...]":
        """What the client sent beside its request: keys in lower case, and values, of ``-bin`` keys as bytes."""
        return self._metadata

    def peer(self) -> str:
        """The address of the client."""
        return str(self._peer)

    def time_remaining(self) -> "float | None":
        """The seconds that the client still waits; None when it waits for ever."""
        return None if self._deadline is None else max(0.0, self._deadline - time.time())

    def is_active(self) -> bool:
        """True: code of a call that has ended is interrupted instead of being told."""
        return True

    def send_initial_metadata(self, metadata: "Any") -> _Done:
        """Sends metadata: at once where replies are a stream, else before the reply. In a coroutine it may be awaited."""
        initial = [(str(key), value) for key, value in metadata]
        if self._send is None:
            self._initial = initial
        else:
            self._send(None, initial)
        return _Done()

    def set_trailing_metadata(self, metadata: "Any") -> None:
        """Has metadata sent at the end."""
        self._trailing = [(str(key), value) for key, value in metadata]

    def trailing_metadata(self) -> "list[tuple[str, str | bytes]]":
        return self._trailing

    def set_code(self, code: "Any") -> None:
        """Sets how the call ends: a ``grpc.StatusCode``, a number or a name."""
        self._code = _code(code)

    def code(self) -> "int | None":
        return self._code

    def set_details(self, details: str) -> None:
        """Sets what the client is told."""
        self._details = str(details)

    def details(self) -> str:
        return self._details

    def abort(self, code: "Any", details: str = "", trailing_metadata: "Any" = ()) -> "Any":
        """Ends the call with a status that is not OK, from wherever the method is."""
        number = _code(code)
        if number == 0:
            raise ValueError("a call cannot be aborted with OK")
        self._code = number
        self.set_details(details)
        if trailing_metadata:
            self.set_trailing_metadata(trailing_metadata)
        raise _Abort(number, details)

    def abort_with_status(self, status: "Any") -> "Any":
        """Ends the call with a ``grpc.Status``, as ``grpc_status.rpc_status.to_status`` makes it of a ``google.rpc.Status``."""
        self.abort(status.code, status.details, status.trailing_metadata or ())

    def ending(self) -> "list[Any]":
        return [self._code or 0, self._details, self._initial, self._trailing]


def _code(code: "Any") -> int:
    value = getattr(code, "value", code)  # grpc.StatusCode.NOT_FOUND.value is (5, 'not found').
    if isinstance(value, tuple):
        value = value[0]
    if isinstance(value, str) and value.upper() in _CODES:
        return _CODES.index(value.upper())
    if isinstance(value, int) and 0 <= value < len(_CODES):
        return value
    raise ValueError(
        f"{code!r} is no status code; it is a number from 0 to {len(_CODES) - 1} or one of {', '.join(_CODES)}"
    )


def _named(entry: str) -> "Any":
    module, _, path = entry.partition(":")
    found = importlib.import_module(module)
    for name in path.split(".") if path else ():
        found = getattr(found, name)
    return found


def _implementation(target: str) -> "Any":
    """Gives the object whose methods are called. Of a module that is loaded anew when it changes, it is the present one's."""
    found = _implementations.get(target)
    if found is None or found[0] is not _named(target):
        with _making:
            named = _named(target)
            found = _implementations.get(target)
            if found is None or found[0] is not named:
                found = named, named() if isinstance(named, type) else named
                _implementations[target] = found
    return found[1]


class _Method:
    """One method: the function, and what its messages are."""

    def __init__(self, target: str, name: str, request: str, response: str) -> None:
        self.function = getattr(_implementation(target), name)
        self.shown = f"{target}.{name}"
        self.takes_context = _takes_context(self.function)
        self._request = _named(request) if request else None
        self._response = _named(response) if response else None

    def decode(self, message: "Any") -> "Any":
        if self._request is None:
            return message
        try:
            return self._request.FromString(message)
        except Exception as error:
            name = self._request.DESCRIPTOR.full_name
            raise _Abort(_CODES.index("INVALID_ARGUMENT"), f"the request is not a {name}: {error}") from None

    def encode(self, reply: "Any") -> "Any":
        wanted = self._response
        if wanted is None:
            return _plain(reply)
        if isinstance(reply, dict):
            reply = wanted(**reply)
        elif reply is None and not wanted.DESCRIPTOR.fields:
            reply = wanted()
        if not isinstance(reply, wanted):
            raise TypeError(f"{self.shown} returned {type(reply).__name__}, where it must return {wanted.__name__}")
        return reply.SerializeToString()

    def __call__(self, request: "Any", context: "Context | None") -> "Any":
        return self.function(request, context) if self.takes_context else self.function(request)


def _plain(reply: "Any") -> "Any":
    if hasattr(reply, "__dataclass_fields__") and not isinstance(reply, type):
        import dataclasses

        return dataclasses.asdict(reply)
    return reply


def _takes_context(function: "Any") -> bool:
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return False
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    return len(positional) > 1 or any(p.kind == p.VAR_POSITIONAL for p in parameters)


def _method(*key: str) -> _Method:
    found = _methods.get(key)
    if found is None:
        found = _Method(*key)
        if _pybridge.is_fixed(key[0].partition(":")[0]):
            _methods[key] = found
    return found


def describe(target: str, methods: "list[list[str]]", classes: "list[str]") -> "list[Any]":
    """Tells which of the names of each method there is and whether it takes a context, and why a class cannot be imported."""
    service = _implementation(target)
    return [[_described(service, names) for names in methods], _unavailable(classes)]


def _described(service: "Any", names: "list[str]") -> "list[Any] | None":
    for name in names:
        function = getattr(service, name, None)
        # What generated code has for each method only says that it is not implemented.
        if callable(function) and not str(getattr(function, "__module__", "")).endswith("_pb2_grpc"):
            # Of a module that is loaded anew when it changes, a later function may take one.
            fixed = _pybridge.is_fixed(str(getattr(function, "__module__", "")))
            return [name, not fixed or _takes_context(function)]
    return None


def _unavailable(classes: "list[str]") -> "str | None":
    for entry in classes:
        try:
            _named(entry)
        except (ImportError, AttributeError) as error:
            return f"{entry}: {error}"
    return None


def _failed(error: Exception, context: "Context | None") -> "list[Any]":
    """Gives the end of a call that the method aborted, or for which it set a code before it failed; raises any other error."""
    if context is not None and context.code():
        if not context.details() and not isinstance(error, _Abort):
            context.set_details(f"{type(error).__name__}: {error}")
        return [None, context.ending()]
    if isinstance(error, _Abort):
        return [None, [error.code, error.details, [], []]]
    raise error


def _ended(method: _Method, reply: "Any", context: "Context | None") -> "list[Any]":
    if context is None:
        return [method.encode(reply), None]
    return [None if context.code() else method.encode(reply), context.ending()]


def unary(target: str, name: str, request: str, response: str, message: "Any", call: "list[Any] | None") -> "Any":
    """Answers one request with one reply, and says how the call ends."""
    context = Context(call) if call is not None else None
    try:
        method = _method(target, name, request, response)
        reply = method(method.decode(message), context)
        return _awaited(method, reply, context) if inspect.isawaitable(reply) else _ended(method, reply, context)
    except Exception as error:
        return _failed(error, context)


async def _awaited(
    method: _Method, reply: "Awaitable[Any]", context: "Context | None", done: "Callable[[], None] | None" = None
) -> "list[Any]":
    try:
        return _ended(method, await reply, context)
    except Exception as error:
        return _failed(error, context)
    finally:
        if done is not None:
            done()


class _Requests:
    """The messages of a client's stream."""

    def __init__(self, method: _Method, receive: "Callable[[], Any]") -> None:
        self._method = method
        self._receive = receive
        self._ended = False

    def __iter__(self) -> "_Requests":
        return self

    def __next__(self) -> "Any":
        message = None if self._ended else self._receive()
        if message is None:
            self._ended = True
            raise StopIteration
        return self._method.decode(message[0])

    def __aiter__(self) -> "_Requests":
        return self

    async def __anext__(self) -> "Any":
        import asyncio

        message = None if self._ended else await asyncio.get_running_loop().run_in_executor(None, self._receive)
        if message is None:
            self._ended = True
            raise StopAsyncIteration
        return self._method.decode(message[0])


def stream(
    target: str,
    name: str,
    request: str,
    response: str,
    message: "Any",
    call: "list[Any] | None",
    receive: "Callable[[], Any] | None",
    send: "Callable[[Any, Any], bool] | None",
    drain: "Callable[[], None]",
    done: "Callable[[], None]",
) -> "Any":
    """Answers a call in which either side, or both, send a stream of messages.

    ``receive`` waits for the next request, and gives it in a list. ``send`` sends a reply in a list, or metadata, and tells whether more
    is wanted at once; ``drain`` waits until it is. ``done`` ends both of these waits, which threads of a loop may still be in.
    """
    context = Context(call, send) if call is not None else None
    try:
        method = _method(target, name, request, response)
        asked = method.decode(message) if receive is None else _Requests(method, receive)
        reply = method(asked, context)
        if send is None:
            return (
                _awaited(method, reply, context, done) if inspect.isawaitable(reply) else _ended(method, reply, context)
            )
        if hasattr(reply, "__aiter__"):
            return _fed(method, reply, context, send, drain, done)
        _feed(method, reply, send, drain)
        return [None, context.ending() if context is not None else None]
    except Exception as error:
        return _failed(error, context)


def _feed(method: _Method, replies: "Any", send: "Callable[[Any, Any], bool]", drain: "Callable[[], None]") -> None:
    try:
        for reply in replies:
            if not send([method.encode(reply)], None):
                drain()
    finally:
        close = getattr(replies, "close", None)
        if close is not None:
            close()


async def _fed(
    method: _Method,
    replies: "AsyncIterator[Any]",
    context: "Context | None",
    send: "Callable[[Any, Any], bool]",
    drain: "Callable[[], None]",
    done: "Callable[[], None]",
) -> "list[Any]":
    import asyncio

    try:
        async for reply in replies:
            if not send([method.encode(reply)], None):
                await asyncio.get_running_loop().run_in_executor(None, drain)
        return [None, context.ending() if context is not None else None]
    except Exception as error:
        return _failed(error, context)
    finally:
        done()
        close = getattr(replies, "aclose", None)
        if close is not None:
            await close()
