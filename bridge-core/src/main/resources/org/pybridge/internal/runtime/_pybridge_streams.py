"""Output, input, logging and the exits of an interpreter inside a host."""

import sys

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from importlib.machinery import ModuleSpec
    from logging import LogRecord
    from types import ModuleType
    from typing import Any, NoReturn, Optional

    Emit = Callable[[str, int, str, Optional[str]], object]


def _note_buffer() -> None:
    """Called when code has taken the bytes of a stream: from then on there may be a buffer of its own around them."""
    global buffered
    buffered = True


buffered = False


class _Closeless:
    """What text and bytes have in common. They are not derived of the classes in ``io``, which takes a GraalPy 0.3 s to import."""

    closed = False
    mode = "w"

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def isatty(self) -> bool:
        return False

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def writelines(self, lines: "Iterable[Any]") -> None:
        for line in lines:
            self.write(line)  # type: ignore[attr-defined]

    def __enter__(self) -> "_Closeless":
        return self

    def __exit__(self, *details: object) -> None:
        pass

    def _refuse(self, *arguments: object) -> "NoReturn":
        import io

        name = self.name  # type: ignore[attr-defined]
        raise io.UnsupportedOperation(f"{name} can only be written to, and is not a file")

    read = readline = readlines = readinto = seek = tell = truncate = __iter__ = __next__ = _refuse


class _Stream(_Closeless):
    """A text stream that hands each write on; there is no buffer, so nothing is lost and nothing needs a flush."""

    encoding = "utf-8"
    errors = "strict"
    newlines = None
    line_buffering = True
    write_through = True

    def __init__(self, name: str, descriptor: "int | None", write: "Callable[[str], object]") -> None:
        self.name = name
        self._descriptor = descriptor
        self._write = write
        self._buffer: "_Bytes | None" = None

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self._write(str.__str__(text))
        return len(text)

    def fileno(self) -> int:
        return self._refuse() if self._descriptor is None else self._descriptor

    def reconfigure(self, **options: object) -> None:
        pass

    @property
    def buffer(self) -> "_Bytes":
        if self._buffer is None:
            self._buffer = _Bytes(self)
            _note_buffer()
        return self._buffer

    def detach(self) -> "_Bytes":
        return self.buffer


class _Bytes(_Closeless):
    """``sys.stdout.buffer``: bytes are decoded as they come, a character cut in two waits for its rest."""

    mode = "wb"

    def __init__(self, stream: "_Stream") -> None:
        import codecs

        self.name = stream.name
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def write(self, data: "Any") -> int:
        block = bytes(data)
        self._stream.write(self._decoder.decode(block))
        return len(block)

    def fileno(self) -> int:
        return self._stream.fileno()

    @property
    def raw(self) -> "_Bytes":
        return self

    def detach(self) -> "_Bytes":
        return self


def settle() -> None:
    """Sees that nothing waits in a stream that code has put around the bytes of one of these, and that nothing will."""
    stream: Any
    for stream in (sys.stdout, sys.stderr):
        if type(stream) is not _Stream:
            try:
                stream.flush()
                if isinstance(getattr(stream, "buffer", None), _Bytes):
                    stream.reconfigure(write_through=True)
            except Exception:
                pass  # It may be anything, or closed.


class _NoInput(_Closeless):
    """stdin where none was given."""

    name = "<stdin>"
    mode = "r"
    encoding = "utf-8"
    errors = "strict"

    def writable(self) -> bool:
        return False

    def _refuse(self, *arguments: object) -> "NoReturn":
        raise OSError(
            "stdin is not available: the host gave Python no input stream; pass the text as an argument instead"
        )

    read = readline = readlines = fileno = write = __iter__ = __next__ = _refuse


class _Then:
    """A loader that does one thing more after its module has run."""

    def __init__(self, loader: "Any", then: "Callable[[ModuleType], object]") -> None:
        self._loader = loader
        self._then = then

    def __getattr__(self, name: str) -> "Any":
        return getattr(self._loader, name)

    def create_module(self, spec: "ModuleSpec") -> "ModuleType | None":
        return self._loader.create_module(spec)

    def exec_module(self, module: "ModuleType") -> None:
        self._loader.exec_module(module)
        self._then(module)


class _ImportHook:
    """Does something once a module has been imported; until then it costs nothing."""

    def __init__(self, hooks: "dict[str, Callable[[Any], object]]") -> None:
        self._hooks = {name: then for name, then in hooks.items() if name not in sys.modules}
        for name in hooks.keys() - self._hooks:
            hooks[name](sys.modules[name])
        if self._hooks:
            sys.meta_path.insert(0, self)

    def find_spec(
        self, name: str, path: "Sequence[str] | None" = None, target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        then = self._hooks.pop(name, None)
        if then is None:
            return None
        if not self._hooks:
            sys.meta_path.remove(self)
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = _Then(spec.loader, then)  # type: ignore[assignment]
                return spec
        return None


def _be_streams(io: "Any") -> None:
    """Lets code see that the streams are what it knows from ``io``."""
    io.TextIOBase.register(_Stream)
    io.TextIOBase.register(_NoInput)
    io.BufferedIOBase.register(_Bytes)


class _Logging:
    """Sends ``logging`` to the host."""

    def __init__(self, emit: "Emit", level: int) -> None:
        self._emit = emit
        self._level = level

    def install(self, logging: "Any") -> None:
        emit, level = self._emit, self._level

        class HostHandler(logging.Handler):
            """Hands records to the host's logging."""

            root_level = level

            def emit(self, record: "LogRecord") -> None:
                try:
                    formatter = self.formatter or logging._defaultFormatter
                    traceback = formatter.formatException(record.exc_info) if record.exc_info else None
                    emit(record.name, record.levelno, record.getMessage(), traceback)
                except Exception:
                    self.handleError(record)

        logging.root.addHandler(HostHandler())
        logging.root.setLevel(level)


def _leave(status: object = 0) -> "NoReturn":
    raise SystemExit(status)


def tame_exits() -> None:
    """For an interpreter inside of a host, which must not end the process: every way to do so raises ``SystemExit``."""
    import builtins

    for module in ("posix", "nt", "os"):
        if module in sys.modules:
            sys.modules[module]._exit = _leave  # type: ignore[attr-defined]
    # The module ``site`` would bring these for consoles.
    for name in ("exit", "quit"):
        if not hasattr(builtins, name):
            setattr(builtins, name, sys.exit)


def connect(
    write_out: "Callable[[str], object]",
    write_err: "Callable[[str], object]",
    log: "Emit",
    log_level: int,
    has_input: bool,
    note_buffer: "Callable[[], object] | None" = None,
    descriptors: "tuple[int | None, int | None]" = (None, None),
) -> None:
    """Connects output and logging to the host; called once, when an interpreter starts.

    ``note_buffer`` is called when ``settle`` is needed after each call from now on; without it, ``buffered`` says so. What is
    written to the descriptors past Python has to belong to the call, too.
    """
    if note_buffer is not None:
        global _note_buffer
        _note_buffer = note_buffer  # type: ignore[assignment]
    own: Any = sys  # Its streams can be anything, whatever their types say.
    own.stdout = own.__stdout__ = _Stream("<stdout>", descriptors[0], write_out)
    own.stderr = own.__stderr__ = _Stream("<stderr>", descriptors[1], write_err)
    if not has_input:
        own.stdin = own.__stdin__ = _NoInput()
    _ImportHook({"logging": _Logging(log, log_level).install, "io": _be_streams})
