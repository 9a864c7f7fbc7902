"""How a worker and Java take turns.

A conversation is one thread here and one thread in Java, of which always one speaks: a call, its callbacks, their calls. The calls
that Java makes run over a lane each, a pair of streams that nobody else uses, so a thread here reads what its thread there wrote,
without a hand-over. Threads that Python code started talk over the side lane, which a thread of its own reads all the time.

A frame is its length, without these four bytes; its kind; the number of its conversation; and its body.
"""

import os
from _thread import _local, allocate_lock, get_ident
from collections import deque
from itertools import count
from struct import Struct

try:
    from fcntl import fcntl
except ImportError:  # On Windows.
    fcntl = None

from _pybridge import CoroutineType, is_fixed, resolve, run_coroutine
from _pybridge_errors import JavaError, describe
from _pybridge_values import JavaObject, Unconvertible
from _pybridge_wire import decoder, encode, encode_each

# The kinds of frames; Java's FrameKind has the same numbers.
(HELLO, CALL, CALL_OBJECT, ANSWER, FAILURE, RESULT, KEPT, ERROR, THROWN, UNCONVERTIBLE, INTERRUPTED, CALLBACK, OUTPUT, LOG, FORGET,
 SYNC, CANCEL, RELEASE, PING, PONG, BYE, INTERRUPT, CANCELLED, FORK, FORKED, EXITED) = range(26)

_VALUE, _FIELDS, REFERENCE, _NOTHING, _EACH = range(5)

_HEADER = Struct(">IBQ")
_NUMBER = Struct(">Q")
_BLOCK = Struct(">BI")  # What a long block of bytes begins with in MessagePack.
_AFTER_LENGTH = _HEADER.size - 4
_LARGE = 1 << 16
_VERY_LARGE = 1 << 20
_WIDTH = 1 << 19
_LARGEST = (1 << 31) - (1 << 10)
_MOST_WAITING = 1000


class CallInterrupted(KeyboardInterrupt):
    """Java has given the call up."""


class Ended(Exception):
    """Java has closed the connection, or is gone."""


# --- frames ---------------------------------------------------------------------------------------------------------


def receive(stream):
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise Ended
    length, kind, number = _HEADER.unpack(header)
    if length > _VERY_LARGE:
        _widen(stream.fileno())
    return kind, number, stream.read(length - _AFTER_LENGTH) if length > _AFTER_LENGTH else b""


def frame(kind, number, body):
    return _HEADER.pack(len(body) + _AFTER_LENGTH, kind, number) + body


def write(descriptor, data):
    if len(data) > _VERY_LARGE:
        _widen(descriptor)
    written = os.write(descriptor, data)
    if written < len(data):
        rest = memoryview(data)
        while written < len(data):
            written += os.write(descriptor, rest[written : written + _WIDTH])


_SET_PIPE_SIZE, _GET_PIPE_SIZE = 1031, 1032  # Linux's, which the module fcntl has names for since Python 3.10.
_wide = set()  # Descriptors of this process's lanes, which stay open as long as it lives.


def _widen(descriptor):
    """Has a pipe hold more than 64 KiB, where Linux allows it: each time that one is full or empty, two processes take turns.

    Only pipes that something large goes through, because the system counts what the pipes of a user can hold.
    """
    if descriptor not in _wide:
        _wide.add(descriptor)
        try:
            if fcntl and fcntl(descriptor, _GET_PIPE_SIZE) < _WIDTH:
                fcntl(descriptor, _SET_PIPE_SIZE, _WIDTH)
        except OSError:
            pass  # Another system, a socket, or a user with too many pipes: it works as it is.


# --- what each side keeps for the other -----------------------------------------------------------------------------

objects = {}  # What Java has handles of, by number.
_numbers = count(1)


def keep(value):
    number = next(_numbers)
    objects[number] = value
    return number


def _kept(number):
    try:
        return objects[number]
    except KeyError:
        raise ReferenceError("the object was released; get it again") from None


_forgotten = deque()  # Numbers of Java's things that are garbage here. Only appended to by __del__, which may run anywhere.


class Token:
    """Keeps a thing of Java's alive there, as long as it is alive here."""

    __slots__ = ("number",)

    def __init__(self, number):
        self.number = number

    def __del__(self):
        _forgotten.append(self.number)


def _java_function(number):
    return _function(Token(number), None)


def _function(token, name):
    def java_function(*arguments, **named):
        return current().ask(token.number, name, arguments, named)

    return java_function


def _java_object(number, type_name, names):
    token = Token(number)
    made = JavaObject(type_name, number, names, [_function(token, name) for name in names])
    made._life = token
    return made


_decode = decoder(_kept, _java_function, _java_object)


# --- conversations --------------------------------------------------------------------------------------------------

_here = _local()


def current():
    """The conversation of this thread."""
    try:
        return _here.conversation
    except AttributeError:
        _here.conversation = Errand()
        return _here.conversation


_task_call = None  # A context variable, once there are tasks.


def tell_tasks_apart(variable):
    """Says which context variable has the call that a task works for, or 0."""
    global _task_call
    _task_call = variable


def call_number():
    """The call that this thread, or the task that it runs, works for; or 0."""
    return (_task_call.get() if _task_call is not None else 0) or getattr(_here, "call", 0)


def join_call(number):
    """Says which call this thread works for."""
    _here.call = number


class Conversation:
    """What all kinds have in common: how a call is made, and how Java is called."""

    def __init__(self):
        self.interruptible = False
        self.cancel = None  # Cancels the coroutine that runs.
        self.depth = 0

    def perform(self, kind, number, body):
        """Makes a call, and sends how it ended. What Java is told of lives until Java has been told."""
        self.depth += 1
        result = None
        try:
            result = self._result(kind, body)
            reply, content = self.success(result)
        except BaseException as error:
            self.interruptible = False
            result = error
            reply, content = failure(error)
        self.depth -= 1
        self.reply(reply, number, content)
        result = None  # An exception's traceback knows this frame.

    def _result(self, kind, body):
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

    def success(self, outcome):
        result, shape = outcome
        if shape == REFERENCE:
            return KEPT, _NUMBER.pack(keep(result))
        self.interruptible = True
        try:
            return RESULT, _sendable(_encoded(result, shape))
        finally:
            self.interruptible = False

    def _become_interruptible(self):
        self.interruptible = True

    def _announce(self, cancel):
        self.cancel = cancel

    def ask(self, callback, name, arguments, named):
        """Calls a function of Java's, or an object's method. While Java is at it, it can call back."""
        before, self.interruptible = self.interruptible, False
        try:
            what = _NUMBER.pack(callback) + _NUMBER.pack(call_number())
            self.send(CALLBACK, self.number, what + encode([name, named or None, *arguments], False, keep))
            while True:
                kind, number, body = self.receive()
                if kind == ANSWER:
                    return _decode(body)
                if kind == FAILURE:
                    java_type, message, token = _decode(body)
                    raise JavaError(java_type, message, Token(token))
                self.perform(kind, number, body)
        finally:
            if before:
                self._become_interruptible()

    def output(self, stream, data):
        self.send(OUTPUT, self.number, stream + data)


def _encoded(result, shape):
    if shape == _EACH:
        return encode_each(result, keep)
    return encode(None if shape == _NOTHING else result, shape == _FIELDS, keep)


def _sendable(content):
    if len(content) > _LARGEST:
        raise OverflowError(f"the result takes {len(content)} bytes, and at most {_LARGEST} can be sent; write it to a file instead")
    return content


_functions = {}


def request(kind, body):
    """What is to be called, with what, and how the result is to leave."""
    shape, target, named, *arguments = _decode(body)
    function = target if kind == CALL_OBJECT else _functions.get(target) or _find(target)
    return shape, function, arguments, named or {}


def _find(name):
    """A function is looked up once, where its module does not change."""
    module, _, path = name.partition(":")
    found = resolve(module, path)
    if is_fixed(module):
        _functions[name] = found
    return found


def failure(error):
    """How a call failed: what a callback threw, a value that cannot be copied, an interrupt, or a described exception."""
    try:
        if issubclass(type(error), JavaError) and error._token is not None:
            return THROWN, _NUMBER.pack(error._token.number)
        if type(error) is Unconvertible:
            return UNCONVERTIBLE, encode(list(error.args), False, keep)
        if type(error) is CallInterrupted:
            return INTERRUPTED, encode(describe(error), False, keep)
        return ERROR, encode(describe(error), False, keep)
    except BaseException as worse:
        # Python could not even describe it, as when there is no memory or no stack left.
        kind = type(error).__name__
        return ERROR, encode((kind, [], f"cannot be described: {type(worse).__name__}", [], [], [], None, None, [], None, None), False, keep)


class Lane(Conversation):
    """The conversation of a call that Java makes, over a pair of streams of its own."""

    def __init__(self, stream, descriptor, side):
        super().__init__()
        self._stream = stream
        self._descriptor = descriptor
        self._side = side
        self._synced = 0
        self.number = 0  # Of the call that runs, 0 between calls.
        self.given_up = 0  # The number of the call that is to be interrupted and has not been yet.
        self.cancelled = 0  # The number of the call whose coroutine was cancelled.
        self.sending = False
        self.thread = get_ident()  # Where signals go; a lane of another thread is never interrupted.

    def serve(self):
        """Makes one call after another until Java ends it."""
        _here.conversation = self
        while True:
            kind, number, body = self.receive()
            if kind == BYE:
                return
            self.number = _here.call = number
            self.perform(kind, number, body)
            self.number = _here.call = 0
            self.cancel = None
            body = None  # An argument must not live until the next call.

    def receive(self):
        return receive(self._stream)

    def send(self, kind, number, body):
        before, self.interruptible = self.interruptible, False
        self.sending = True
        if type(body) is bytes and len(body) <= _LARGE:
            write(self._descriptor, frame(kind, number, body))
        else:
            self._send_parts(kind, number, body if type(body) is tuple else (body,))
        self.sending = False
        self.interruptible = before

    def _send_parts(self, kind, number, parts):
        """Sends what is large without a copy of it behind its header."""
        write(self._descriptor, _HEADER.pack(sum(map(len, parts)) + _AFTER_LENGTH, kind, number))
        for part in parts:
            write(self._descriptor, part)

    def success(self, outcome):
        result, shape = outcome
        if type(result) is bytes and len(result) > _LARGE and shape <= _FIELDS:
            return RESULT, (_BLOCK.pack(0xC6, len(_sendable(result))), result)
        return super().success(outcome)

    def reply(self, kind, number, body):
        """Sends the end of a call, and before it what Java has to know by then."""
        if self._side.posted != self._synced:
            self._synced = self._side.posted
            self.send(SYNC, number, _NUMBER.pack(self._synced))
        if _forgotten:
            self.send(FORGET, number, forgotten())
        self.send(kind, number, body)

    def interrupt(self):
        """Interrupts the call if it was given up and Python code of it runs. Called in the thread of the lane, by the signal's handler too."""
        if self.interruptible and self.given_up and self.given_up == self.number:
            self.given_up = 0
            raise CallInterrupted

    def _become_interruptible(self):
        super()._become_interruptible()
        self.interrupt()  # What came while Java had its turn.

    def _announce(self, cancel):
        super()._announce(cancel)
        if cancel is not None and self.given_up == self.number:
            self.given_up = 0
            self.stop_coroutine()

    def stop_coroutine(self):
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


class Errand(Conversation):
    """The conversation of a thread that Python code started, over the side lane."""

    side = None
    _counter = count(1 << 62)  # Never the number of a call.

    def __init__(self):
        from queue import SimpleQueue

        super().__init__()
        self.number = next(self._counter)
        self._arrived = SimpleQueue()
        self.sending = False

    def deliver(self, arrived):
        self._arrived.put(arrived)

    def ask(self, callback, name, arguments, named):
        self.side.errands[self.number] = self
        try:
            return super().ask(callback, name, arguments, named)
        finally:
            if self.depth == 0:
                del self.side.errands[self.number]

    def receive(self):
        # In the reading thread itself, it is a destructor that calls Java, and nobody else would read the answer.
        while self.side.reader == get_ident() and self._arrived.empty():
            self.side.step()
        return self._arrived.get()

    def send(self, kind, number, body):
        self.side.post(kind, number, body)

    reply = send


def forgotten():
    """What is garbage since the last time, as the body of a frame."""
    parts = []
    while _forgotten:
        parts.append(_NUMBER.pack(_forgotten.popleft()))
    return b"".join(parts)


class SideLane:
    """What belongs to no turn of a call. Any thread posts; one thread reads."""

    def __init__(self, stream, descriptor):
        self._stream = stream
        self._descriptor = descriptor
        self._waiting = deque()
        self._writing = allocate_lock()
        self._writer = 0
        self.posted = 0  # How many frames of output and log, which Java waits for before it ends a call.
        self._posts = count(1)
        self.errands = {}
        self.reader = 0
        self._listener = None

    def listen(self, listener):
        """Hands what comes to a function, or to the errand that it is for, until the connection ends."""
        self.reader = get_ident()
        self._listener = listener
        while True:
            self.step()

    def step(self):
        kind, number, body = receive(self._stream)
        errand = self.errands.get(number)
        if errand is not None:
            errand.deliver((kind, number, body))
        else:
            self._listener(kind, number, body)

    def post(self, kind, number, body):
        """Sends a frame. Whoever comes while another thread writes leaves it to that one, so code that interrupts itself cannot hang."""
        if kind in (OUTPUT, LOG):
            self.posted = next(self._posts)
        self.leave(kind, number, body)
        self.send_waiting()

    def leave(self, kind, number, body):
        """Leaves a frame for ``send_waiting``, which sends many at once."""
        self._waiting.append(frame(kind, number, body))

    def send_waiting(self):
        patient = len(self._waiting) > _MOST_WAITING and self._writer != get_ident()
        while self._waiting and self._writing.acquire(patient):
            self._writer = get_ident()
            try:
                while self._waiting:
                    write(self._descriptor, self._next())
            finally:
                self._writer = 0
                self._writing.release()

    def _next(self):
        """The next frame, with those behind it as long as they are small."""
        first = self._waiting.popleft()
        size = len(first)
        if not self._waiting or size > _LARGE:
            return first
        parts = [first]
        while self._waiting and size <= _LARGE:
            part = self._waiting.popleft()
            parts.append(part)
            size += len(part)
        return b"".join(parts)
