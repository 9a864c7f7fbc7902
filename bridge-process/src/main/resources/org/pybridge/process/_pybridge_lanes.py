"""How a worker and Java take turns.

A conversation is one thread here and one thread in Java, of which always one speaks: a call, its callbacks, their calls. The calls
that Java makes run over a lane each, a pair of streams that nobody else uses, so a thread here reads what its thread there wrote,
without a hand-over. Threads that Python code started talk over the side lane, which a thread of its own reads all the time.

A frame is its length, without these four bytes; its kind; the number of its conversation; and its body.
"""

import os
from _thread import RLock, _local, allocate_lock, get_ident
from collections import deque
from itertools import count
from struct import Struct

try:
    from fcntl import fcntl
except ImportError:  # On Windows.
    fcntl = None

import _pybridge_streams as streams
from _pybridge import CoroutineType, is_fixed, resolve, run_coroutine
from _pybridge_errors import Passing, describe, explain, token_of
from _pybridge_values import JavaObject, Unconvertible, reason
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
_MOST_FORGOTTEN = 1 << 16
_MOST_WAITING = 1000
_PRINTS = (OUTPUT, LOG, FORGET)  # What is sent and leaves Python its turn.


class CallInterrupted(KeyboardInterrupt):
    """Java has given the call up."""


class Ended(Exception):
    """Java has closed the connection, or is gone."""


class ForkedChild(BaseException):
    """The call has ended in a process that its code has forked: there is nobody to tell, and the process ends.

    ``outcome`` is the exception, or a tuple with the result.
    """

    def __init__(self, outcome):
        self.outcome = outcome


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

_is_child = False


def be_of_child():
    """This process was just forked by the code of a call."""
    global _is_child
    _is_child = True


_here = _local()
_NOWHERE = (None, None)


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


def work_of_thread():
    """What this thread works for, to be handed on to a thread that it starts: the number of a call, and the lane and the scope that it prints in."""
    conversation = getattr(_here, "conversation", None)
    if type(conversation) is Lane:
        return conversation.number, conversation, conversation.scope
    return (call_number(), *getattr(_here, "prints_in", _NOWHERE))


def join_work(number, lane=None, scope=None):
    """Says what this thread works for."""
    _here.call = number
    _here.prints_in = lane, scope


def tell(kind, body):
    """Sends what this thread prints or logs: over the lane of its call while Python code of that call runs, so that it arrives in its
    order; else over the side lane.
    """
    conversation = current()
    if type(conversation) is Lane:
        lane, scope = conversation, conversation.scope
    elif kind == OUTPUT and conversation.depth:
        conversation.send(OUTPUT, conversation.number, body)
        return
    else:
        lane, scope = getattr(_here, "prints_in", _NOWHERE)
    if scope is None or not lane.tell(scope, kind, body):
        Errand.side.post(kind, call_number(), body)


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
        if _is_child:
            raise ForkedChild(result)
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
            if streams.buffered:
                streams.settle()

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
        passing = Passing()
        passing.__enter__()
        try:
            what = _NUMBER.pack(callback) + _NUMBER.pack(call_number())
            self.send(CALLBACK, self.number, what + _sendable(_passed([name, named or None, *arguments])))
            while True:
                kind, number, body = self.receive()
                if kind == ANSWER:
                    return _decode(body)
                if kind == FAILURE:
                    java_type, message, token, number, is_misuse = _decode(body)
                    raise passing.error(java_type, message, Token(token), number, is_misuse)
                self.perform(kind, number, body)
        finally:
            passing.__exit__()
            if before:
                self._become_interruptible()


def _passed(values):
    """What a callback gets."""
    try:
        return encode(values, False, keep)
    except Unconvertible as error:
        raise reason(error) from None


_max_result = 0


def limit_results(size):
    """Says how many bytes a result, or a callback's arguments, may have: the memory is Java's."""
    global _max_result
    _max_result = size


def _encoded(result, shape):
    if shape == _EACH:
        return encode_each(result, keep)
    return encode(None if shape == _NOTHING else result, shape == _FIELDS, keep)


def _sendable(content):
    if len(content) > _max_result:
        raise Unconvertible(
            "$",
            f"value of {len(content)} bytes",
            f"a copy of at most {_max_result} bytes; keep it in Python as PyObject, or allow more: PythonProcess.builder().maxResult(bytes)",
        )
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
        token = token_of(error)
        if type(token) is Token:
            return THROWN, _NUMBER.pack(token.number)
        if type(error) is Unconvertible:
            return UNCONVERTIBLE, encode(explain(error), False, keep)
        if type(error) is CallInterrupted:
            return INTERRUPTED, encode(describe(error), False, keep)
        return ERROR, encode(describe(error), False, keep)
    except BaseException as worse:
        # Python could not even describe it, as when there is no memory or no stack left.
        kind = type(error).__name__
        return ERROR, encode((kind, [], f"cannot be described: {type(worse).__name__}", [], [], [], None, None, [], None, None, 0), False, keep)


class Lane(Conversation):
    """The conversation of a call that Java makes, over a pair of streams of its own.

    Its thread is not the only one that writes: threads that the call has started print here, too, as long as the part of the call that
    started them has the word. That part is the scope: each call, one inside of a callback too, has one, and while Java has its turn there
    is none. Who finds itself in the middle of a frame, as a destructor or a signal's handler can, does not write here.
    """

    def __init__(self, stream, descriptor, side):
        super().__init__()
        self._stream = stream
        self._descriptor = descriptor
        self._side = side
        self._synced = None
        self._writing = RLock()
        self._writer = 0
        self._receiving = False
        self.scope = None
        self.number = 0  # Of the call that runs, 0 between calls.
        self.given_up = 0  # The number of the call that is to be interrupted and has not been yet.
        self.cancelled = 0  # The number of the call whose coroutine was cancelled.
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

    def perform(self, kind, number, body):
        before, self.scope = self.scope, object()
        super().perform(kind, number, body)
        self.scope = before

    def ask(self, callback, name, arguments, named):
        if self._receiving or self._writer == get_ident():
            return Errand().ask(callback, name, arguments, named)  # A destructor calls Java in the middle of a frame.
        scope = self.scope
        try:
            return super().ask(callback, name, arguments, named)
        finally:
            self.scope = scope

    def receive(self):
        self._receiving = True
        received = receive(self._stream)
        self._receiving = False
        return received

    def tell(self, scope, kind, body):
        """Sends output of a scope, from any thread; tells whether it has the word."""
        if self._writer == get_ident():
            return False
        with self._writing:
            if self.scope is not scope:
                return False
            self.send(kind, self.number, body)
            return True

    def send(self, kind, number, body):
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

    def _sync(self, number):
        """Has Java deliver first what went over the side lane before this."""
        if self._side.latest is not self._synced:
            self._synced = self._side.latest
            write(self._descriptor, frame(SYNC, number, _NUMBER.pack(self._side.mark())))

    def _write(self, kind, number, body):
        if type(body) is bytes and len(body) <= _LARGE:
            write(self._descriptor, frame(kind, number, body))
            return
        # What is large goes without a copy of it behind its header.
        parts = body if type(body) is tuple else (body,)
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
        if _forgotten:
            self.send(FORGET, number, forgotten())
        self.send(kind, number, body)

    def move(self, stream, descriptor):
        """Goes on over other streams; before the first call."""
        self._stream = stream
        self._descriptor = descriptor

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

    def __init__(self):
        from queue import SimpleQueue

        super().__init__()
        self.number = 1 << 62 | int.from_bytes(os.urandom(7), "big")  # Never the number of a call, and nobody's guess.
        self._arrived = SimpleQueue()

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
    while _forgotten and len(parts) < _MOST_FORGOTTEN:
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
        self.latest = None  # Another object after each frame of output and log: what a lane has not seen yet, Java must hear first.
        self._marking = allocate_lock()
        self._marks = count(1)
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
        self.leave(kind, number, body)
        if kind in (OUTPUT, LOG):
            self.latest = object()
        self.send_waiting()

    def mark(self):
        """Sends a mark behind what was posted until now, for Java to wait for; gives its number, which grows from one to the next."""
        with self._marking:
            number = next(self._marks)
            self.leave(SYNC, number, b"")
        self.send_waiting()
        return number

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
