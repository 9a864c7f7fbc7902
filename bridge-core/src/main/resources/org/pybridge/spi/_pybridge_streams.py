"""Output, input, logging and the exits of an interpreter inside a host."""

import sys


class _Stream:
    """A text stream that hands each write on; there is no buffer, so nothing is lost and nothing needs a flush."""

    encoding = "utf-8"
    errors = "strict"
    newlines = None
    closed = False
    line_buffering = True

    def __init__(self, name, descriptor, write):
        self.name = name
        self.mode = "w"
        self._descriptor = descriptor
        self._write = write
        self._buffer = None

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self._write(str.__str__(text))
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def close(self):
        pass

    def fileno(self):
        import io

        raise io.UnsupportedOperation(f"{self.name} is not a file")

    def isatty(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return True

    def seekable(self):
        return False

    def reconfigure(self, **options):
        pass

    @property
    def buffer(self):
        if self._buffer is None:
            self._buffer = _Bytes(self)
        return self._buffer

    def __enter__(self):
        return self

    def __exit__(self, *details):
        pass


class _Bytes:
    """``sys.stdout.buffer``: bytes are decoded as they come, a character cut in two waits for its rest."""

    def __init__(self, stream):
        import codecs

        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def write(self, data):
        self._stream.write(self._decoder.decode(bytes(data)))
        return len(data)

    def flush(self):
        pass

    def writable(self):
        return True


class _NoInput:
    """stdin where none was given."""

    name = "<stdin>"
    encoding = "utf-8"
    errors = "strict"
    closed = False

    def _refuse(self, *arguments):
        raise OSError("stdin is not available: the host gave Python no input stream; pass the text as an argument instead")

    read = readline = readlines = fileno = __iter__ = __next__ = _refuse

    def isatty(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def close(self):
        pass


class _Then:
    """A loader that does one thing more after its module has run."""

    def __init__(self, loader, then):
        self._loader = loader
        self._then = then

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        self._then(module)


class _LoggingHook:
    """Sends ``logging`` to the host once it is imported; until then it costs nothing."""

    def __init__(self, emit, level):
        self._emit = emit
        self._level = level

    def find_spec(self, name, path=None, target=None):
        if name != "logging":
            return None
        sys.meta_path.remove(self)
        for finder in sys.meta_path:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = _Then(spec.loader, self.install)
                return spec
        return None

    def install(self, logging):
        emit, level = self._emit, self._level

        class HostHandler(logging.Handler):
            """Hands records to the host's logging."""

            root_level = level

            def emit(self, record):
                try:
                    formatter = self.formatter or logging._defaultFormatter
                    traceback = formatter.formatException(record.exc_info) if record.exc_info else None
                    emit(record.name, record.levelno, record.getMessage(), traceback)
                except Exception:
                    self.handleError(record)

        logging.root.addHandler(HostHandler())
        logging.root.setLevel(level)


def _leave(status=0):
    raise SystemExit(status)


def tame_exits():
    """For an interpreter inside of a host, which must not end the process: every way to do so raises ``SystemExit``."""
    import builtins

    for module in ("posix", "nt", "os"):
        if module in sys.modules:
            sys.modules[module]._exit = _leave
    # The module ``site`` would bring these for consoles.
    for name in ("exit", "quit"):
        if not hasattr(builtins, name):
            setattr(builtins, name, sys.exit)


def connect(write_out, write_err, log, log_level, has_input):
    """Connects output and logging to the host; called once, when an interpreter starts."""
    sys.stdout = sys.__stdout__ = _Stream("<stdout>", 1, write_out)
    sys.stderr = sys.__stderr__ = _Stream("<stderr>", 2, write_err)
    if not has_input:
        sys.stdin = sys.__stdin__ = _NoInput()
    hook = _LoggingHook(log, log_level)
    if "logging" in sys.modules:
        hook.install(sys.modules["logging"])
    else:
        sys.meta_path.insert(0, hook)
