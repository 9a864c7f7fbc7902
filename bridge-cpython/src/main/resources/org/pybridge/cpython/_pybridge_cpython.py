"""How values, callbacks, errors and threads of a CPython inside a JVM meet Java.

Java reads and makes plain values itself. What it has no C function for crosses as a tuple of Ellipsis, its kind and its parts.
"""

import _thread
import sys
from _thread import _local, get_ident

import _pybridge_buffers as buffers
import _pybridge_waits as waits
from _pybridge import CoroutineType, run_coroutine
from _pybridge_errors import JavaError, JavaTypeError, describe, explain, token_of
from _pybridge_makers import MAKERS
from _pybridge_streams import _Bytes, connect, tame_exits
from _pybridge_values import JavaObject, Unconvertible, Walk, reason

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn


# --- values ---------------------------------------------------------------------------------------------------------


def tag(value: "Any", fields: bool) -> "Any":
    """A value with tags in place of what only Java can turn into one of its own."""
    return _Tagging(fields).tagged(value)


class _Tagging(Walk):
    """Leaves what stays in Python in the tree, where Java takes a reference to it."""

    def reference(self, value: "Any") -> "tuple[Any, ...]":
        return (..., "ref", value)

    def java_object(self, value: "Any") -> "tuple[Any, ...]":
        return (..., "java", value._token)


def make(kind: str, *parts: "Any") -> "Any":
    """What Java has no C function for, as a date."""
    return MAKERS[kind](*parts)


def framed(function: "Callable[..., Any]") -> "Callable[..., Any]":
    """A builtin function as Python code calls it: some look at the frame that they are called from, and Java has none."""

    def call(*arguments: "Any", **named: "Any") -> "Any":
        return function(*arguments, **named)

    return call


# --- memory ---------------------------------------------------------------------------------------------------------

# In one process nothing is gained by memory for what Python has itself.
buffers.shared_from = 0
buffers.numpy_shared_from = 0


class _JavaMemory:
    """Memory of Java's, which lives as long as any view that was made of it (PEP 688)."""

    __slots__ = ("_view", "_life")

    def __init__(self, view: "memoryview", life: object) -> None:
        self._view = view
        self._life = life

    def __buffer__(self, flags: int) -> "memoryview":
        return self._view


def memory(view: "memoryview", life: object) -> "memoryview":
    """The same view, which keeps what is behind it."""
    return memoryview(_JavaMemory(view, life)) if sys.version_info >= (3, 12) else _memory_by_ctypes(view, life)


def _memory_by_ctypes(view: "memoryview", life: object) -> "memoryview":
    """Before Python 3.12, a class of Python's can have no buffer, but one of ctypes has."""
    import ctypes

    block = (ctypes.c_ubyte * view.nbytes).from_buffer(view)
    block._life = life  # type: ignore[attr-defined]
    return memoryview(block).cast("B")


def copied_view(block: "bytearray", code: str, shape: "list[int]") -> "memoryview":
    return buffers.view(memoryview(block), code, shape)


def given_view(
    view: "memoryview", life: object, code: str, shape: "list[int]", read_only: bool = False
) -> "memoryview":
    whole = memory(view, life)
    return buffers.view(whole.toreadonly() if read_only else whole, code, shape)


def shared_view(
    key: str, view: "memoryview", life: object, code: str, shape: "list[int]", read_only: bool
) -> "memoryview":
    return buffers.shared(key, lambda: memory(view, life), code, shape, read_only)


_view_of: "Any" = None  # Until this is connected to Java.


def expose(value: object) -> object:
    """A Java object that shows the memory of a value."""
    return _view_of(value)


# --- callbacks ------------------------------------------------------------------------------------------------------


def java_function(invoke: "Callable[..., Any]") -> "Callable[..., Any]":
    """A Python function that calls Java: it has a name, and is bound like others where it is in a class. CPython may be told to call Java
    in place of its code.
    """

    def java_function(*arguments: "Any", **named: "Any") -> "Any":
        return invoke(named or None, *arguments)

    return java_function


def refusal(error: BaseException) -> BaseException:
    """What code gets that calls Java with a value that cannot be copied, in place of the exception that says so."""
    if type(error) is not Unconvertible:
        return error
    refused = reason(error)
    refused.__cause__ = None
    return refused


def java_error(java_type: str, message: str, token: object, is_misuse: bool) -> "JavaError":
    """What is raised for what Java threw."""
    return (JavaTypeError if is_misuse else JavaError)(java_type, message, token)


def passed(error: BaseException, token: object) -> BaseException:
    """The same exception, which has passed through Java as what the token is for."""
    BaseException.__setattr__(error, "_pybridge_token", token)
    return error


def java_object(
    type_name: str, token: object, names: "Sequence[str]", *functions: "Callable[..., Any]"
) -> "JavaObject":
    return JavaObject(type_name, token, names, functions)


# --- errors ---------------------------------------------------------------------------------------------------------


class CallInterrupted(KeyboardInterrupt):
    """Java has given the call up."""


class CallInsisted(CallInterrupted):
    """The same for a call that has caught it: raised again and again until the call is left.

    The interpreter makes it in the thread that it is raised in. Its initializer, which raises it again, is Java's, see ``prepare``:
    Python code would be interrupted itself.
    """


class ThreadEnded(SystemExit):
    """The interpreter that a thread works for has ended."""


# The first element of what `report` returns; Java's Errors knows the same numbers.
PYTHON, JAVA, UNCONVERTIBLE, INTERRUPTED = range(4)


def report(error: BaseException) -> "tuple[int, Any]":
    """An exception as Java wants it: what a callback threw, a value that cannot be copied, an interrupt, or a description."""
    token = token_of(error)
    if token is not None:
        return (JAVA, token)
    if type(error) is Unconvertible:
        return (UNCONVERTIBLE, explain(error))
    return (INTERRUPTED if issubclass(type(error), CallInterrupted) else PYTHON, describe(error))


# --- coroutines -----------------------------------------------------------------------------------------------------

_running: "dict[int, list[Callable[[], object]]]" = {}  # What cancels the coroutines that threads run, the outermost first.


def settle(value: "Any") -> "Any":
    """The value, or what it gives where it is a coroutine."""
    return run_coroutine(value, _announce) if type(value) is CoroutineType else value


def _announce(cancel: "Callable[[], object] | None") -> None:
    mine = _running.setdefault(get_ident(), [])
    if cancel is not None:
        mine.append(cancel)
        return
    if mine:
        mine.pop()
    if not mine:
        _running.pop(get_ident(), None)


def cancel(thread: int) -> bool:
    """Cancels the coroutines of a thread; tells whether it ran any."""
    found = _running.get(thread)
    for each in list(found or ()):
        try:
            each()
        except RuntimeError:
            pass  # Its loop has ended meanwhile.
    return bool(found)


def forget(thread: int) -> None:
    """Forgets what an interrupted thread ran."""
    _running.pop(thread, None)


# --- what an interpreter has, and what it is refused ---------------------------------------------------------------------


def equip(path: "list[str]", packages: "str | None", guarded: bool) -> None:
    """Says where modules are, and refuses what takes the JVM down."""
    sys.path[:0] = [each for each in path if each not in sys.path]
    if packages is not None and packages not in sys.path:
        import site

        site.addsitedir(packages)
    if guarded:
        _guard()


_guards = False

_REFUSED = {
    "os.fork": "would copy the JVM without its threads",
    "os.forkpty": "would copy the JVM without its threads",
    "os.exec": "would put another program in place of the JVM",
}


def _guard() -> None:
    global _guards
    if _guards:
        return
    _guards = True
    import os

    own = os.getpid()

    def hook(event: str, arguments: "tuple[Any, ...]") -> None:
        if event in _REFUSED:
            _refuse(event, _REFUSED[event])
        if event in ("os.kill", "os.killpg") and arguments[0] in (own, 0) and arguments[1] != 0:
            _refuse(event, "would send a signal to the JVM")

    def abort() -> "NoReturn":
        _refuse("os.abort", "would end the JVM")

    sys.addaudithook(hook)
    os.abort = abort


def _refuse(what: str, why: str) -> "NoReturn":
    raise RuntimeError(
        f"{what} is refused, because it {why}; start programs with subprocess, run the code in worker processes, "
        "or allow it: CPython.builder().unguarded()"
    )


# --- threads and output ---------------------------------------------------------------------------------------------

_here = _local()  # What a thread that Python started works for.


_started: "dict[int, object]" = {}  # What the threads work for that Python started, by their numbers.


def started() -> "list[tuple[int, object]]":
    return list(_started.items())


def work() -> object:
    """What this thread works for, a token of Java's, or None."""
    return getattr(_here, "work", None)


def prepare(
    print_out: "Callable[[str, object], object]",
    print_err: "Callable[[str, object], object]",
    log: "Callable[..., object]",
    current_work: "Callable[[object], object]",
    note_buffer: "Callable[[], object]",
    sleep: "Callable[[float], bool]",
    insist: "Callable[[], object]",
    view_of: "Callable[[object], object]",
    log_level: int,
    has_input: bool,
) -> None:
    """Connects an interpreter to Java, once."""
    global _view_of
    _view_of = view_of
    CallInsisted.__init__ = insist  # type: ignore[method-assign, assignment]

    def out(text: str) -> None:
        print_out(text, work())

    def err(text: str) -> None:
        print_err(text, work())

    def emit(logger: str, level: int, message: str, traceback: "str | None") -> None:
        log(logger, level, message, traceback, work())

    connect(out, err, emit, log_level, has_input, note_buffer)
    tame_exits()
    _print_by_descriptor()
    _inherit_calls(current_work)
    _sleep_interruptibly(sleep)
    waits.interruptible()


def _print_by_descriptor() -> None:
    """What Python code writes to the descriptors of stdout and stderr belongs to its call, too; they are the JVM's."""
    import os

    original = os.write
    streams = {1: _Bytes(sys.stdout), 2: _Bytes(sys.stderr)}  # type: ignore[arg-type]

    def write(fd: int, data: "Any", /) -> int:
        stream = streams.get(fd) if type(fd) is int else None
        return original(fd, data) if stream is None else stream.write(data)

    write.__doc__ = original.__doc__
    os.write = write
    sys.modules["posix" if "posix" in sys.modules else "nt"].write = write  # type: ignore[attr-defined]


_LONG = 0.02  # Seconds from which on somebody may want to wake a thread.
_MOST = 1e9


def _sleep_interruptibly(pause: "Callable[[float], bool]") -> None:
    """Lets Java wake a thread that sleeps. CPython does this for its main thread only, by signals."""
    import time

    original = time.sleep

    def sleep(seconds: float, /) -> None:
        if type(seconds) not in (int, float) or not _LONG < seconds < _MOST or not pause(float(seconds)):
            original(seconds)

    sleep.__doc__ = original.__doc__
    time.sleep = sleep


def _inherit_calls(current_work: "Callable[[object], object]") -> None:
    """Threads work for the call that started them."""
    for name in ("start_new_thread", "start_new", "start_joinable_thread"):
        original = getattr(_thread, name, None)
        if original is not None:
            setattr(_thread, name, _inheriting(original, current_work))
    threading = sys.modules.get("threading")
    if threading is not None:
        for name in ("_start_new_thread", "_start_joinable_thread"):
            if hasattr(threading, name):
                setattr(threading, name, getattr(_thread, name[1:]))


def _inheriting(start: "Callable[..., Any]", current_work: "Callable[[object], object]") -> "Callable[..., Any]":
    def start_thread(function: "Callable[..., Any]", *arguments: "Any", **named: "Any") -> "Any":
        inherited = current_work(work())

        def run(*arguments: "Any", **named: "Any") -> "Any":
            _here.work = inherited
            _started[get_ident()] = inherited
            try:
                return function(*arguments, **named)
            finally:
                _started.pop(get_ident(), None)

        return start(run, *arguments, **named)

    return start_thread


def join_threads() -> None:
    """Waits for the threads that are no daemons, before the interpreter ends."""
    threading: Any = sys.modules.get("threading")
    if threading is None:
        return
    main_threads = getattr(threading.main_thread(), "_tstate_lock", None)
    if main_threads is not None:  # Up to Python 3.12, which would wait for the thread that first imported threading.
        threading._shutdown_locks.discard(main_threads)
    threading._shutdown()
