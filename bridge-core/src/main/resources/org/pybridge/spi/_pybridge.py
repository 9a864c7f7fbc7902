"""The part of PyBridge that runs in Python, the same for every backend.

It imports nothing that an interpreter has not loaded anyway: in an interpreted GraalPy, an import can cost more than a
hundred calls. What needs a module imports it when it is first used.
"""

import _ast
import sys
from collections import OrderedDict

_UNNAMED = "<python>"
_HIDDEN = "<pybridge>"  # The file name of the library's own Python code, which tracebacks leave out.
_CACHED_SCRIPTS = 256
_LONGEST_CACHED = 1 << 20
_LONGEST_MESSAGE = 8192
_LONGEST_CHAIN = 32
_MOST_FRAMES = 200
_MOST_MEMBERS = 100
_DEEPEST_BRACKETS = 100

_ModuleType = type(sys)


# --- evaluation -----------------------------------------------------------------------------------------------------


class _Compiled:
    """A script, cut into the statements and the expression that gives its value."""

    __slots__ = ("body", "value", "file_name", "source")

    def __init__(self, source, file_name):
        self.source = source
        self.file_name = file_name
        tree = compile(source, file_name, "exec", _ast.PyCF_ONLY_AST)
        last = tree.body[-1] if tree.body else None
        self.value = None
        if isinstance(last, _ast.Expr):
            tree.body.pop()
            self.value = compile(_ast.Expression(last.value), file_name, "eval")
        self.body = compile(tree, file_name, "exec") if tree.body else None

    def run(self, namespace):
        if self.body is not None:
            exec(self.body, namespace)
        return None if self.value is None else eval(self.value, namespace)


class _Scripts:
    """Compiled scripts by their text, the most recently used ones; and their sources, for tracebacks."""

    def __init__(self):
        self._cache = OrderedDict()
        self._sources = OrderedDict()
        self._unnamed = 0

    def get(self, source, file_name):
        key = (source, file_name)
        found = self._cache.get(key)
        if found is not None:
            self._cache.move_to_end(key)
            return found
        name = self._unique(file_name)
        self._remember(name, source)
        try:
            compiled = _Compiled(source, name)
        except SyntaxError as error:
            # GraalPy 25.0.3 fails to hand over what the second half of its compiler raised; a new exception passes.
            raise type(error)(error.msg, (name, error.lineno, error.offset, error.text)) from None
        if len(source) <= _LONGEST_CACHED:
            self._cache[key] = compiled
            if len(self._cache) > _CACHED_SCRIPTS:
                self._cache.popitem(last=False)
        return compiled

    def source(self, file_name):
        return self._sources.get(file_name)

    def line(self, file_name, number):
        source = self._sources.get(file_name)
        if source is None:
            return _line_of_file(file_name, number)
        lines = source.splitlines()
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""

    def _unique(self, file_name):
        """Unnamed scripts are numbered, so that a traceback never shows another one's source."""
        if file_name != _UNNAMED:
            return file_name
        self._unnamed += 1
        return f"<python-{self._unnamed}>"

    def _remember(self, file_name, source):
        self._sources.pop(file_name, None)
        self._sources[file_name] = source
        if len(self._sources) > 2 * _CACHED_SCRIPTS:
            self._sources.popitem(last=False)
        linecache = sys.modules.get("linecache")
        if linecache is not None:
            linecache.cache[file_name] = (len(source), None, source.splitlines(True), file_name)


_scripts = _Scripts()


def _line_of_file(file_name, number):
    if number <= 0 or file_name.startswith("<"):
        return ""
    import linecache

    return linecache.getline(file_name, number).strip()


def open_namespace():
    """A new ``__main__``: a real module, so that ``dataclasses`` and ``pickle`` find the classes defined in it."""
    module = _ModuleType("__main__")
    module.__dict__["__builtins__"] = __builtins__
    return module


def evaluate(source, file_name, variables, main=None):
    """The value of a script, run in a session's namespace or in one of its own."""
    return _run(source, file_name, variables, main)[0]


def execute(source, file_name, variables, main=None):
    """Runs a script for its effects."""
    _run(source, file_name, variables, main)


def run(source, file_name, variables, main=None):
    """The value of a script, and the names that it left behind."""
    value, bound = _run(source, file_name, variables, main)
    return value, {name: bound[name] for name in bound if not (name.startswith("__") and name.endswith("__"))}


def _run(source, file_name, variables, main):
    compiled = _scripts.get(source, file_name)
    if main is None:
        main = open_namespace()
    scope = main.__dict__
    scope.update(variables)
    before = sys.modules.get("__main__")
    sys.modules["__main__"] = main
    try:
        return compiled.run(scope), scope
    finally:
        # A nested evaluation gives the outer one its own __main__ back.
        if before is not None:
            sys.modules["__main__"] = before


def outcome(result):
    """Both halves of :func:`run`."""
    return result


def outcome_value(result):
    return result[0]


def outcome_names(result):
    return list(result[1])


def outcome_of(result, name):
    return result[1][name]


def resolve(module, path):
    """The object that an entry point names."""
    if module in sys.modules:
        found = sys.modules[module]
    else:
        __import__(module)
        found = sys.modules[module]
    for name in path.split(".") if path else ():
        found = getattr(found, name)
    return found


def apply(function, arguments, named):
    return function(*arguments, **named)


# --- objects --------------------------------------------------------------------------------------------------------


def attribute(target, path):
    for name in path.split("."):
        target = getattr(target, name)
    return target


def call_method(target, path, /, *arguments, **named):
    return attribute(target, path)(*arguments, **named)


def itself(value):
    return value


def contains(target, value):
    return value in target


def equal(one, other):
    return bool(one == other)


_END = object()


def start(iterable):
    return iter(iterable)


def advance(iterator):
    """The next element in a tuple of one, or an empty tuple at the end."""
    element = next(iterator, _END)
    return () if element is _END else (element,)


def has_next(iterator, box):
    element = next(iterator, _END)
    if element is _END:
        return False
    box.append(element)
    return True


def stop(iterator):
    close = getattr(iterator, "close", None)
    if close is not None:
        close()


def enter(manager):
    return type(manager).__enter__(manager)


def leave(manager):
    type(manager).__exit__(manager, None, None, None)


def directory(target):
    return sorted(str(name) for name in dir(target))


def new_box(neighbour):
    """An empty list in the interpreter of another object."""
    return []


def pop(box):
    return box.pop()


def number(value):
    """The value as an int or float where one of them is exactly it, else the value."""
    for kind in (int, float):
        try:
            candidate = kind(value.item()) if hasattr(value, "item") else kind(value)
            if candidate == value:
                return candidate
        except (TypeError, ValueError, OverflowError):
            pass
    if isinstance(value, complex) and value.imag == 0:
        return value.real
    return value


def elements(value):
    """The elements of a finite iterable; an iterator is read to its end."""
    return list(value)


def signature(function):
    """How a function can be called: a list of (name, kind, has_default), or None where Python does not know."""
    import inspect

    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    return [(p.name, p.kind.name, p.default is not p.empty) for p in parameters]


def member_of(module, path, name):
    return member(resolve(module, path), name)


def member(target, name):
    """What an interface's method meets: whether the attribute is missing, a callable, or a value; and its signature."""
    found = getattr(target, name, _END)
    if found is _END:
        return ("missing", None)
    return ("callable", signature(found)) if callable(found) else ("value", None)


# --- errors ---------------------------------------------------------------------------------------------------------


class JavaError(Exception):
    """A Java exception that a callback threw. ``java_type`` is its class, the message is its own."""

    def __init__(self, java_type, message, token):
        super().__init__(f"{java_type}: {message}" if message else java_type)
        self.java_type = java_type
        self.java_message = message
        self._token = token
        self._pending = True


def describe(error):
    """An exception as plain data: nested tuples of strings and ints. Whatever the exception does, this does not raise."""
    return _describe(error, set(), 0)


def _describe(error, seen, depth):
    if error is None or id(error) in seen or depth > _LONGEST_CHAIN:
        return None
    seen.add(id(error))
    kind = type(error)
    context = None if _own(error, "__suppress_context__") else _own(error, "__context__")
    members = BaseExceptionGroup.exceptions.__get__(error)[:_MOST_MEMBERS] if isinstance(error, BaseExceptionGroup) else ()
    return (
        _class_name(kind),
        [_class_name(base) for base in type.__dict__["__mro__"].__get__(kind)[1:]],
        _message(error),
        [_text(repr, argument) for argument in _sequence(error, "args")],
        _frames(_own(error, "__traceback__")),
        [_text(str, note) for note in _sequence(error, "__notes__")],
        _describe(_own(error, "__cause__"), seen, depth + 1),
        _describe(context, seen, depth + 1),
        [described for described in (_describe(m, seen, depth + 1) for m in members) if described is not None],
        _syntax(error) if isinstance(error, SyntaxError) else None,
        _status(error) if isinstance(error, SystemExit) else None,
    )


def _own(error, name):
    """An attribute as Python itself reads it, whatever a class puts in its place."""
    return getattr(BaseException, name).__get__(error)


def _sequence(error, name):
    try:
        return tuple(getattr(error, name, ()))[:_MOST_MEMBERS]
    except BaseException:
        return ()


def _class_name(kind):
    try:
        module, name = kind.__module__, kind.__qualname__
    except BaseException:
        module, name = "builtins", type.__repr__(kind)
    return name if module == "builtins" else f"{module}.{name}"


def _message(error):
    if isinstance(error, SyntaxError) and isinstance(error.msg, str):
        return error.msg
    return _text(str, error)


def _text(convert, value):
    try:
        text = convert(value)
    except BaseException as failure:
        return f"<{convert.__name__}() raised {type(failure).__name__}>"
    if len(text) > _LONGEST_MESSAGE:
        text = f"{text[:_LONGEST_MESSAGE]}... ({len(text)} characters)"
    # A subclass of str can be anything; the exact type crosses everywhere.
    return str.__str__(text)


def _frames(traceback):
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename != _HIDDEN:
            line = traceback.tb_lineno or 0
            frames.append((code.co_filename, line, code.co_name, _scripts.line(code.co_filename, line)))
        traceback = traceback.tb_next
    if len(frames) > _MOST_FRAMES:
        half = _MOST_FRAMES // 2
        left_out = len(frames) - 2 * half
        frames[half:-half] = [("<...>", 0, f"{left_out} frames left out", "")]
    return frames


def _syntax(error):
    """(file, line, column, text, incomplete)"""
    file_name, line = error.filename or "", error.lineno or 0
    text = error.text if isinstance(error.text, str) else _scripts.line(file_name, line)
    source = _scripts.source(file_name)
    incomplete = source is not None and len(source) <= _LONGEST_CACHED and _is_incomplete(error, source)
    return (file_name, line, error.offset or 0, text.rstrip("\r\n"), incomplete)


_CLOSERS = {"'(' was never closed": ")", "'[' was never closed": "]", "'{' was never closed": "}"}
_NEEDS_MORE_LINES = ("expected an indented block", "expected 'except' or 'finally' block", "unexpected EOF")


def _is_incomplete(error, source):
    """Whether more input could make the source right: what is wrong is that it ends."""
    message = str(error.msg)
    if message.startswith("unterminated triple-quoted string"):
        return True
    if message.startswith("unterminated string") and source.endswith("\\"):
        return True
    lines = source.rstrip().splitlines()
    if message.startswith(_NEEDS_MORE_LINES):
        return (error.lineno or 0) >= len(lines)
    if message in _CLOSERS:
        return _ends_too_early(source, message)
    return lines[-1].lstrip().startswith("@") if lines else False


def _ends_too_early(source, message):
    """Closes the open brackets; what is then wrong, if anything, must not be in the source itself."""
    closed = source
    for _ in range(_DEEPEST_BRACKETS):
        closed += _CLOSERS[message]
        try:
            compile(closed, _HIDDEN, "exec", _ast.PyCF_ONLY_AST)
            return True
        except SyntaxError as error:
            message = str(error.msg)
            if message not in _CLOSERS:
                at_end = (error.lineno or 0) >= len(closed.splitlines())
                last_line = source.rpartition("\n")[2]
                return at_end and (message == "expected ':'" or (error.offset or 0) > len(last_line))
    return False


def _status(error):
    code = error.code
    if code is None:
        return 0
    return code & 0xFFFFFFFF if isinstance(code, int) else 1


# --- output, input, logging -----------------------------------------------------------------------------------------


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
        emit = self._emit

        class HostHandler(logging.Handler):
            """Hands records to the host's logging."""

            def emit(self, record):
                try:
                    formatter = self.formatter or logging._defaultFormatter
                    traceback = formatter.formatException(record.exc_info) if record.exc_info else None
                    emit(record.name, record.levelno, record.getMessage(), traceback)
                except Exception:
                    self.handleError(record)

        logging.root.addHandler(HostHandler())
        logging.root.setLevel(self._level)


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


# --- coroutines -----------------------------------------------------------------------------------------------------


async def _sample():
    pass


def _type_of_coroutines():
    sample = _sample()
    sample.close()
    return type(sample)


CoroutineType = _type_of_coroutines()

_idle_runners = []


def run_coroutine(coroutine, announce):
    """Runs a coroutine to its end. ``announce`` gets a function that cancels it from another thread, and None after the end."""
    import asyncio

    runner = _idle_runners.pop() if _idle_runners else asyncio.Runner()
    loop = runner.get_loop()

    async def main():
        task = asyncio.current_task()
        announce(lambda: loop.call_soon_threadsafe(task.cancel))
        try:
            return await coroutine
        finally:
            announce(None)

    result = runner.run(main())
    _idle_runners.append(runner)
    return result


def finish():
    """What Python does when a process ends, as far as an interpreter in a host has to: atexit functions, runners."""
    while _idle_runners:
        _idle_runners.pop().close()
    atexit = sys.modules.get("atexit")
    if atexit is not None:
        atexit._run_exitfuncs()
