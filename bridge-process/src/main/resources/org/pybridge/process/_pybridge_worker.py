"""The worker: a process that runs what Java sends, until Java closes it or is gone."""

import _signal
import _thread
import faulthandler
import os
import sys

import _pybridge_conversations as conversations
import _pybridge_frames as frames
from _pybridge_children import ModulesForChildren
from _pybridge_conversations import Errand, ForkedChild
from _pybridge_frames import Ended, frame, write
from _pybridge_lanes import Lane, SideLane, join_work, tell, work_of_thread
from _pybridge_msgpack import encode_text
from _pybridge_streams import connect
from _pybridge_tasks import Tasks
from _pybridge_wire import choose_codec, decode, encode

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, BinaryIO, NoReturn

    Settings = dict[str, Any]

PROTOCOL = 1
_PREAMBLE = b"<pybridge-worker>\n"

_LAST_WORDS_SECONDS = 0.5
_STDOUT, _STDERR = b"\1", b"\2"
_LONGEST_TEXT = 1 << 20  # Characters that are sent at once, of what is printed and of what is logged.

# What a connection is for; Java's Role has the same numbers.
_SIDE, _OUT, _ERR, _LIFELINE, _LANE = range(1, 6)


def work(stream: "BinaryIO", descriptor: int, data: bytes) -> None:
    """What a process does whose program came from Java: it gets ready, says so, and makes calls, or is forked to workers that do."""
    settings: Settings = decode(data, None, None, None)
    if settings["fork_server"]:
        settings = _be_forked(stream, descriptor, settings)
        _own_group()
        dial = _Dialling(settings)
        pipes = _Pipes(dial(_LANE))
        _work(pipes.stream, pipes.results, dial, settings, lambda: None, pipes)
    else:
        _own_group()
        _work(stream, descriptor, _Dialling(settings), settings, lambda: _prepare(settings), None)


def _be_forked(stream: "BinaryIO", descriptor: int, settings: "Settings") -> "Settings":
    """Prepares what workers have in common. Comes back in each worker, with its settings."""
    import _pybridge_fork_server as fork_server

    _own_group()
    lifeline = _Dialling(settings)(_LIFELINE)
    _die_with(lifeline)
    connections = fork_server.connections()
    problem = _prepare(settings)
    unsafe: "list[str]" = []
    if problem is None:
        _import_ahead(settings["imports"])
        unsafe = fork_server.unsafe_threads() + sorted(fork_server.connections() - connections)
    _say_hello(descriptor, settings, problem, unsafe, [])
    return fork_server.serve(stream.fileno(), descriptor, [lifeline])


def _import_ahead(modules: "list[str]") -> None:
    """Imports what each worker is going to; what cannot be imported is an error there."""
    for name in modules:
        try:
            __import__(name)
        except BaseException:
            return


def _work(
    stream: "BinaryIO",
    descriptor: int,
    dial: "_Dialling",
    settings: "Settings",
    prepare: "Callable[[], str | None]",
    pipes: "_Pipes | None",
) -> None:
    """Makes calls until Java ends it."""
    os.dup2(dial(_OUT), 1)
    os.dup2(dial(_ERR), 2)
    _die_with(dial(_LIFELINE))
    side_descriptor = dial(_SIDE)
    side = SideLane(open(side_descriptor, "rb", 65536), side_descriptor)
    main = Lane(stream, descriptor, side)
    others = [_dialled_lane(dial(_LANE), side) for _ in range(settings["callers"] - 1)]
    faulthandler.enable(2)
    problem = prepare()
    conversations.limit_results(settings["max_result"])
    Errand.side = side
    _limit(settings["limits"])
    own = [stream.fileno(), descriptor, *dial.descriptors, *(pipes.for_java if pipes else ())]
    _hand_over_to_children(own)
    _signal.signal(_signal.SIGINT, lambda number, where: main.interrupt())
    if others:
        __import__("threading")  # In this thread, which it takes for the main one.
    _begin(_attend, side, main, others)
    for lane in others:
        _begin(_serve, lane)
    if pipes is None:
        _say_hello(descriptor, settings, problem, [], [])
    else:
        _say_hello(pipes.connection, settings, problem, [], pipes.for_java)
        pipes.agree(main, own)
    _serve(main)


def _begin(function: "Callable[..., object]", *arguments: "Any") -> None:
    """Starts a thread that belongs to the worker, and waits until it counts as running: else a call would seem to have left it behind."""
    running = _thread.allocate_lock()
    running.acquire()

    def run() -> None:
        running.release()
        function(*arguments)

    _thread.start_new_thread(run, ())
    running.acquire()


class _Pipes:
    """What a forked worker has for the stdin and stdout of another one: two pipes, of which Java opens the other ends. Where it cannot,
    the connection over which they agree on that is the lane.
    """

    def __init__(self, connection: int) -> None:
        self.connection = connection
        self._requests, to_worker = os.pipe()
        from_worker, self.results = os.pipe()
        self.for_java = [to_worker, from_worker]
        self.stream = open(self._requests, "rb", 65536, closefd=False)

    def agree(self, main: "Lane", own: "list[int]") -> None:
        """Waits for Java's answer, and closes what is of no use; it is no longer among the worker's own descriptors."""
        unused = [self._requests, self.results]
        if os.read(self.connection, 1) == b"\1":
            unused = [self.connection]
        else:
            main.move(open(self.connection, "rb", 65536, closefd=False), self.connection)
        for descriptor in unused + self.for_java:
            own.remove(descriptor)
            os.close(descriptor)


def _say_hello(
    descriptor: int, settings: "Settings", problem: "str | None", threads: "list[str]", pipes: "list[int]"
) -> None:
    facts = {
        "protocol": PROTOCOL,
        "pid": os.getpid(),
        "grouped": os.getpgrp() == os.getpid(),
        "problem": problem,
        "threads": threads,
        "pipes": pipes,
    }
    write(descriptor, _PREAMBLE + settings["secret"] + frame(frames.HELLO, 0, encode(facts, False, None)))


def _prepare(settings: "Settings") -> "str | None":
    """Does what needs no connection and workers that are forked have in common. Gives what went wrong, or None."""
    _see_packages(settings["path"])
    connect(_writer(_STDOUT), _writer(_STDERR), _log, settings["log_level"], False, descriptors=(1, 2))
    _inherit_calls()
    sys.meta_path.insert(0, ModulesForChildren(settings["file_prefix"]))
    for name in settings["preload"]:
        try:
            __import__(name)
        except BaseException as error:
            sys.excepthook(type(error), error, error.__traceback__)
            return f"preload {name}: {type(error).__name__}: {error}"
    return None


def _serve(lane: "Lane") -> None:
    try:
        lane.serve()
    except (Ended, OSError):
        _end()
    except ForkedChild as child:
        _end_child(child.outcome)
    _leave()


def _end_child(outcome: "Any") -> None:
    """Ends a forked child whose part of the call has ended, as Python ends: an exception is reported, and its exit code is its own."""
    code = 0
    if type(outcome) is tuple:
        code = 0
    elif issubclass(type(outcome), SystemExit):
        code = outcome.code
        if code is not None and not isinstance(code, int):
            sys.stderr.write(f"{code}\n")
            code = 1
    else:
        sys.excepthook(type(outcome), outcome, outcome.__traceback__)
        code = 1
    try:
        import atexit

        atexit._run_exitfuncs()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit((code or 0) & 0xFF)


class _Dialling:
    """Makes connections to the JVM."""

    def __init__(self, settings: "Settings") -> None:
        self._address = settings["address"]
        self._secret = settings["secret"]
        self.descriptors: list[int] = []

    def __call__(self, role: int) -> int:
        import _socket

        host, _, port = self._address.partition(":")
        if host:
            connection = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
            connection.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
            connection.connect((host, int(port)))
        else:
            connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
            connection.connect(port)
        connection.sendall(self._secret + bytes((role,)))
        descriptor = connection.detach()
        self.descriptors.append(descriptor)
        return descriptor


def _dialled_lane(descriptor: int, side: "SideLane") -> "Lane":
    return Lane(open(descriptor, "rb", 65536, closefd=False), descriptor, side)


def _own_group() -> None:
    """A process group of its own, so that it can be ended with all that it has started, and a terminal's Ctrl-C does not reach it."""
    try:
        os.setsid()
    except (AttributeError, OSError):
        pass


def _die_with(descriptor: int) -> None:
    """Has the kernel kill the whole group when the JVM closes this connection or dies, even while native code keeps the GIL.

    Nothing is ever sent over it, so the signal of its input is the end of the connection. Only Linux can do this; elsewhere the end
    of the side lane, which a thread sees, has to do.
    """
    if not sys.platform.startswith("linux") or os.getpgrp() != os.getpid():
        return
    import fcntl

    if not hasattr(fcntl, "F_SETOWN"):
        return  # Python on another engine than CPython.
    set_signal = getattr(fcntl, "F_SETSIG", 10)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, -os.getpgrp())
    fcntl.fcntl(descriptor, set_signal, _signal.SIGKILL)
    fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_ASYNC)


def _leave() -> "NoReturn":
    """Ends the process after a last word to what it has started, some of which has to clean up. What does not end then is killed when
    this process is reaped.
    """
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        _signal.signal(_signal.SIGTERM, _signal.SIG_IGN)
        os.killpg(0, _signal.SIGTERM)
        _await_children()
    os._exit(0)


def _await_children() -> None:
    import time

    deadline = time.monotonic() + _LAST_WORDS_SECONDS
    try:
        while time.monotonic() < deadline:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.005)
    except ChildProcessError:
        pass  # There are none, or none any more.


def _end() -> "NoReturn":
    """Ends the process and all that it has started."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, _signal.SIGKILL)
    os._exit(1)


def _see_packages(path: "list[str]") -> None:
    """Does what Python was told to leave to us: site-packages, virtual environments, and then the user's own path."""
    import site

    site.main()
    own = [directory for directory in os.environ.get("PYTHONPATH", "").split(os.pathsep) if directory]
    sys.path[:0] = path + own
    if path:
        os.environ["PYTHONPATH"] = os.pathsep.join(path + own)
    sys.flags = _Flags(sys.flags)  # type: ignore[assignment]
    choose_codec()


class _Flags:
    """``sys.flags`` of a Python that does what this one does by now: it knows its packages and PYTHONPATH.

    The child processes of ``multiprocessing``, ``joblib`` and others get the same flags; with ours they would have no packages.
    """

    def __init__(self, flags: "Any") -> None:
        self._flags = flags
        self.no_site = 0
        self.isolated = 0
        self.ignore_environment = 0

    def __getattr__(self, name: str) -> "Any":
        return getattr(self._flags, name)

    def __iter__(self) -> "Iterator[Any]":
        return iter(self._flags)

    def __getitem__(self, index: int) -> "Any":
        return self._flags[index]

    def __len__(self) -> int:
        return len(self._flags)

    def __repr__(self) -> str:
        return repr(self._flags)


def _limit(limits: "dict[str, int]") -> None:
    """Sets what the operating system is to refuse. A worker that cannot be limited does not start."""
    if not limits:
        return
    import resource

    kinds = {"address_space": "RLIMIT_AS", "cpu_seconds": "RLIMIT_CPU", "open_files": "RLIMIT_NOFILE"}
    for name, value in limits.items():
        # At the hard limit of time, the kernel kills without a signal of its own.
        hard = value + 1 if name == "cpu_seconds" else value
        resource.setrlimit(getattr(resource, kinds[name]), (value, hard))


# --- output ---------------------------------------------------------------------------------------------------------


def _writer(stream: bytes) -> "Callable[[str], None]":
    def write_text(text: str) -> None:
        for start in range(0, len(text), _LONGEST_TEXT):
            write_part(encode_text(text[start : start + _LONGEST_TEXT]))

    def write_part(data: bytes) -> None:
        if Errand.side is None:
            # While it starts, there is nobody to talk to.
            write(stream[0], data)
        else:
            tell(frames.OUTPUT, stream + data)

    return write_text


def _log(logger: str, level: int, message: str, traceback: "str | None") -> None:
    if traceback is not None:
        traceback = traceback[-_LONGEST_TEXT:]
    body = encode([logger[:_LONGEST_TEXT], level, message[:_LONGEST_TEXT], traceback], False, None)
    if Errand.side is None:
        write(2, encode_text(f"{logger}: {message}\n{traceback or ''}"))
    else:
        tell(frames.LOG, body)


def _inherit_calls() -> None:
    """Threads work for the call that started them."""
    for name in ("start_new_thread", "start_new", "start_joinable_thread"):
        original = getattr(_thread, name, None)
        if original is not None:
            setattr(_thread, name, _inheriting(original))
    threading = sys.modules.get("threading")
    if threading is not None:
        for name in ("_start_new_thread", "_start_joinable_thread"):
            if hasattr(threading, name):
                setattr(threading, name, getattr(_thread, name[1:]))


def _inheriting(start: "Callable[..., Any]") -> "Callable[..., Any]":
    def start_thread(function: "Callable[..., Any]", *arguments: "Any", **named: "Any") -> "Any":
        work = work_of_thread()

        def run(*arguments: "Any", **named: "Any") -> "Any":
            join_work(*work)
            return function(*arguments, **named)

        return start(run, *arguments, **named)

    return start_thread


def _hand_over_to_children(descriptors: "list[int]") -> None:
    """A forked child must not talk to Java in the name of its parent. What it prints goes out through descriptors 1 and 2."""

    def become_child() -> None:
        conversations.be_of_child()
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in descriptors:
            os.dup2(nothing, descriptor)
        os.close(nothing)
        own: Any = sys
        own.stdout = own.__stdout__ = open(1, "w", 1, "utf-8", "replace", closefd=False)
        own.stderr = own.__stderr__ = open(2, "w", 1, "utf-8", "replace", closefd=False)
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)
        Errand.side = None  # What is logged goes to stderr.

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=become_child)


# --- the side lane --------------------------------------------------------------------------------------------------


def _attend(side: "SideLane", main: "Lane", others: "list[Lane]") -> None:
    """Reads the side lane. When it ends, the JVM is gone, or has done with this worker."""
    tasks = Tasks(side)

    def heard(kind: int, number: int, body: bytes) -> None:
        if kind == frames.RELEASE:
            _release(body)
        elif kind == frames.CALL or kind == frames.CALL_OBJECT:
            tasks.begin(kind, number, body)
        elif kind == frames.CANCEL:
            cancelled = tasks.cancel(number) or _cancel(number, main, others)
            side.post(frames.CANCELLED, number, b"\1" if cancelled else b"\0")
        elif kind == frames.INTERRUPT:
            _interrupt(number, main, others)
        elif kind == frames.PING:
            side.post(frames.PONG, number, b"")

    try:
        side.listen(heard)
    finally:
        _end()


def _cancel(number: int, main: "Lane", others: "list[Lane]") -> bool:
    """Cancels the coroutine of a call; tells whether there was one to cancel."""
    return any([lane.number == number and lane.stop_coroutine() for lane in (main, *others)])


def _interrupt(number: int, main: "Lane", others: "list[Lane]") -> None:
    """Interrupts a call if nobody shares the interpreter; a coroutine that it has begun meanwhile is cancelled first."""
    if not _cancel(number, main, others) and not others:
        main.given_up = number  # The call may be on its way still.
        if hasattr(_signal, "pthread_kill"):
            _signal.pthread_kill(main.thread, _signal.SIGINT)
        else:
            os.kill(os.getpid(), _signal.SIGINT)


def _release(body: bytes) -> None:
    for start in range(0, len(body), 8):
        number = int.from_bytes(body[start : start + 8], "big")
        try:
            frames.objects.pop(number, None)
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__} while an object was released\n")
