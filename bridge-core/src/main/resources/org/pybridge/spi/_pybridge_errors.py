"""Exceptions as data."""

import _ast
import builtins

from _pybridge_scripts import HIDDEN, LONGEST_CACHED, scripts

_LONGEST_MESSAGE = 8192
_LONGEST_CHAIN = 32
_MOST_FRAMES = 200
_MOST_MEMBERS = 100
_DEEPEST_BRACKETS = 100

_Group = getattr(builtins, "BaseExceptionGroup", None)  # Since Python 3.11.


class JavaError(Exception):
    """A Java exception that a callback threw. ``java_type`` is its class, the message is its own."""

    def __init__(self, java_type, message, token):
        super().__init__(f"{java_type}: {message}" if message else java_type)
        self.java_type = java_type
        self.java_message = message
        self._token = token


def describe(error):
    """An exception as plain data: nested tuples of strings and ints. Whatever the exception does, this does not raise."""
    return _describe(error, set(), 0)


def _describe(error, seen, depth):
    kind = type(error)  # Not isinstance, which believes what a class says of itself.
    if not issubclass(kind, BaseException) or id(error) in seen or depth > _LONGEST_CHAIN:
        return None
    seen.add(id(error))
    context = None if _slot(error, "__suppress_context__") else _slot(error, "__context__")
    members = _sequence(_slot(error, "exceptions", _Group)) if _Group is not None and issubclass(kind, _Group) else ()
    return (
        _class_name(kind),
        [_class_name(base) for base in kind.__mro__[1:]],
        _message(error),
        [_text(repr, argument) for argument in _sequence(_slot(error, "args"))],
        _frames(_slot(error, "__traceback__")),
        [_text(str, note) for note in _sequence(_attribute(error, "__notes__"))],
        _describe(_slot(error, "__cause__"), seen, depth + 1),
        _describe(context, seen, depth + 1),
        [described for described in (_describe(m, seen, depth + 1) for m in members) if described is not None],
        _syntax(error) if issubclass(kind, SyntaxError) else None,
        _status(error) if issubclass(kind, SystemExit) else None,
    )


def _slot(error, name, owner=BaseException):
    """What the interpreter itself keeps, whatever a class puts in its way."""
    return getattr(owner, name).__get__(error)


def _attribute(error, name):
    try:
        return getattr(error, name, None)
    except BaseException:
        return None


def _sequence(value):
    return tuple(value)[:_MOST_MEMBERS] if isinstance(value, (tuple, list)) else ()


def _class_name(kind):
    try:
        module, name = kind.__module__, kind.__qualname__
    except BaseException:
        module, name = "builtins", type.__dict__["__name__"].__get__(kind)
    return name if module == "builtins" else f"{module}.{name}"


def _message(error):
    if issubclass(type(error), SyntaxError) and isinstance(error.msg, str):
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
        if code.co_filename != HIDDEN:
            line = traceback.tb_lineno or 0
            frames.append((code.co_filename, line, code.co_name, scripts.line(code.co_filename, line)))
        traceback = traceback.tb_next
    if len(frames) > _MOST_FRAMES:
        half = _MOST_FRAMES // 2
        left_out = len(frames) - 2 * half
        frames[half:-half] = [("<...>", 0, f"{left_out} frames left out", "")]
    return frames


def _syntax(error):
    """(file, line, column, text, incomplete)"""
    file_name, line = _of(str, error.filename, ""), _of(int, error.lineno, 0)
    text = _of(str, error.text, "") or scripts.line(file_name, line)
    source = scripts.source(file_name)
    incomplete = source is not None and len(source) <= LONGEST_CACHED and _is_incomplete(error, source)
    return (file_name, line, _of(int, error.offset, 0), text.rstrip("\r\n"), incomplete)


def _of(kind, value, otherwise):
    return value if type(value) is kind else otherwise


_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_NEVER_CLOSED = "never closed"  # "'(' was never closed", on PyPy "parenthesis is never closed".
_MISMATCH = "does not match opening parenthesis '"
_NEEDS_A_VALUE = ("expression expected after", "expected argument value expression", "':' expected after")
_NEEDS_MORE_LINES = (
    "expected an indented block",
    "expected 'except' or 'finally' block",
    "unexpected EOF",
    "end of file (EOF) in multi-line statement",  # PyPy's words.
)


def _is_incomplete(error, source):
    """Whether more input could make the source right: what is wrong is that it ends."""
    message = str(error.msg)
    if "triple-quoted" in message:
        return True
    if "string literal" in message and source.endswith("\\"):
        return True
    lines = source.rstrip().splitlines()
    if message.startswith(_NEEDS_MORE_LINES):
        return (error.lineno or 0) >= len(lines)
    if message.endswith(_NEVER_CLOSED):
        return _ends_too_early(source, message)
    return lines[-1].lstrip().startswith("@") if lines else False


def _ends_too_early(source, message):
    """Closes the open brackets; what is then wrong, if anything, must not be in the source itself."""
    closed = source + "\n"  # The last line may end with a comment.
    for _ in range(_DEEPEST_BRACKETS):
        closed += _closer(closed, message)
        error = _syntax_error(closed)
        if error is None:
            return True
        message = str(error.msg)
        if not message.endswith(_NEVER_CLOSED):
            if message.startswith(_NEEDS_A_VALUE):
                return True
            return (error.lineno or 0) >= len(closed.splitlines())
    return False


def _closer(source, message):
    """What closes the innermost open bracket. Where the message does not name that one, as PyPy's does not, trying another's closer tells."""
    opener = message[1:2]
    if opener not in _CLOSERS:
        error = _syntax_error(source + "]")
        opener = "[" if error is None else str(error.msg).partition(_MISMATCH)[2][:1]
    return _CLOSERS.get(opener, "]")


def _syntax_error(source):
    try:
        compile(source, HIDDEN, "exec", _ast.PyCF_ONLY_AST)
    except SyntaxError as error:
        return error
    return None


def _status(error):
    code = _slot(error, "code", SystemExit)
    if code is None:
        return 0
    return code & 0xFFFFFFFF if isinstance(code, int) else 1
