"""Exceptions as data."""

import builtins
from _thread import _local

from _pybridge_scripts import HIDDEN, LONGEST_CACHED, ONLY_AST, scripts

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, TracebackType
    from typing import Any

_LONGEST_MESSAGE = 8192
_LONGEST_NAME = 1024
_LONGEST_CHAIN = 32
_MOST_FRAMES = 200
_MOST_MEMBERS = 100
_MOST_TEXT = 1 << 20  # Characters of all that an exception is described with.
_DEEPEST_BRACKETS = 100

_Group = getattr(builtins, "BaseExceptionGroup", None)  # Since Python 3.11.


class JavaError(Exception):
    """A Java exception that a callback threw. ``java_type`` is its class, the message is its own."""

    def __init__(self, java_type: str, message: "str | None", token: object) -> None:
        super().__init__(f"{java_type}: {message}" if message else java_type)
        self.java_type = java_type
        self.java_message = message
        self._token = token


class JavaTypeError(JavaError, TypeError):
    """A Java function that does not take what it was called with."""


class Passing:
    """The exceptions of the calls that a callback makes, which come back to the Python code that called it as they are."""

    _here = _local()
    _number = 0

    def __enter__(self) -> "Passing":
        self._before = getattr(self._here, "raised", None)
        self._here.raised = {}
        return self

    def __exit__(self, *details: object) -> None:
        self._here.raised = self._before

    @classmethod
    def note(cls, error: BaseException) -> int:
        """A number for an exception that leaves a call of a callback, and 0 for others."""
        raised = getattr(cls._here, "raised", None)
        if raised is None:
            return 0
        cls._number += 1  # Two threads may get the same one, each for its own callback.
        number = cls._number
        raised[number] = error
        return number

    def error(
        self, java_type: str, message: "str | None", token: object, number: int, is_misuse: bool
    ) -> BaseException:
        """What to raise for what a callback threw: the exception of that number, if one is meant, or Java's own."""
        error = self._here.raised.get(number)
        if error is None:
            return (JavaTypeError if is_misuse else JavaError)(java_type, message, token)
        BaseException.__setattr__(error, "_pybridge_token", token)
        return error


def token_of(error: "Any") -> "Any":
    """The token of the Java exception that an exception here stands for, or None."""
    if issubclass(type(error), JavaError):
        return error._token
    return _attribute(error, "_pybridge_token")


def describe(error: BaseException) -> "tuple[Any, ...] | None":
    """An exception as plain data: nested tuples of strings and ints. Whatever the exception does, this does not raise."""
    described = _Description().of(error, 0)
    return described and (*described, Passing.note(error))


def explain(error: BaseException) -> "tuple[Any, ...]":
    """An Unconvertible as plain data: (path, what, wanted, the description of its cause or None)."""
    description = _Description()
    texts = [description.text(str, part) for part in (*_sequence(_slot(error, "args")), "$", "", "")[:3]]
    return (*texts, description.of(_slot(error, "__cause__"), 0))


class _Description:
    """What is told of one exception and of those behind it: at most so much text in all, the outermost exception's first."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._left = _MOST_TEXT

    def of(self, error: "Any", depth: int) -> "tuple[Any, ...] | None":
        kind = type(error)  # Not isinstance, which believes what a class says of itself.
        if not issubclass(kind, BaseException) or id(error) in self._seen or depth > _LONGEST_CHAIN or self._left <= 0:
            return None
        self._seen.add(id(error))
        context = None if _slot(error, "__suppress_context__") else _slot(error, "__context__")
        is_group = _Group is not None and issubclass(kind, _Group)
        members = _sequence(_slot(error, "exceptions", _Group)) if is_group else ()
        return (
            self.name(kind),
            [self.name(base) for base in kind.__mro__[1:][:_MOST_MEMBERS]],
            self._message(error),
            self._texts(repr, _slot(error, "args")),
            self._frames(_slot(error, "__traceback__")),
            self._texts(str, _attribute(error, "__notes__")),
            self.of(_slot(error, "__cause__"), depth + 1),
            self.of(context, depth + 1),
            [described for described in (self.of(member, depth + 1) for member in members) if described is not None],
            self._syntax(error) if issubclass(kind, SyntaxError) else None,
            _status(error) if issubclass(kind, SystemExit) else None,
        )

    def text(self, convert: "Callable[[Any], str]", value: "Any", longest: int = _LONGEST_MESSAGE) -> str:
        """The text of a value: no longer than what is left, and of the exact type, which crosses everywhere."""
        if self._left <= 0:
            return "..."
        try:
            text = str.__str__(convert(value))  # A subclass of str can be anything.
        except BaseException as failure:
            return f"<{convert.__name__}() raised {self.name(type(failure))}>"
        return self._cut(text, longest)

    def _cut(self, text: str, longest: int) -> str:
        most = max(min(longest, self._left), 0)
        if len(text) > most:
            text = f"{text[:most]}... ({len(text)} characters)"
        self._left -= len(text)
        return text

    def _texts(self, convert: "Callable[[Any], str]", values: object) -> "list[str]":
        return [self.text(convert, value) for value in _sequence(values)]

    def name(self, kind: type) -> str:
        try:
            module, name = str.__str__(kind.__module__), str.__str__(kind.__qualname__)
        except BaseException:
            module, name = "builtins", type.__dict__["__name__"].__get__(kind)
        return self._cut(name if module == "builtins" else f"{module}.{name}", _LONGEST_NAME)

    def _message(self, error: "Any") -> str:
        if issubclass(type(error), SyntaxError) and isinstance(error.msg, str):
            return self.text(str.__str__, error.msg)
        return self.text(str, error)

    def _frames(self, traceback: "TracebackType | None") -> "list[tuple[str, int, str, str]]":
        frames = []
        while traceback is not None:
            code = traceback.tb_frame.f_code
            if code.co_filename != HIDDEN:
                frames.append((code, traceback.tb_lineno or 0))
            traceback = traceback.tb_next
        if len(frames) <= _MOST_FRAMES:
            return [self._frame(*frame) for frame in frames]
        half = _MOST_FRAMES // 2
        left_out = ("<...>", 0, f"{len(frames) - 2 * half} frames left out", "")
        return [
            *[self._frame(*frame) for frame in frames[:half]],
            left_out,
            *[self._frame(*frame) for frame in frames[-half:]],
        ]

    def _frame(self, code: "CodeType", line: int) -> "tuple[str, int, str, str]":
        return (
            self._cut(code.co_filename, _LONGEST_NAME),
            line,
            self._cut(code.co_name, _LONGEST_NAME),
            self._cut(scripts.line(code.co_filename, line), _LONGEST_NAME),
        )

    def _syntax(self, error: "SyntaxError") -> "tuple[str, int, int, str, bool]":
        """(file, line, column, text, incomplete)"""
        file_name, line = _text_of(error.filename), _number_of(error.lineno)
        text = _text_of(error.text) or scripts.line(file_name, line)
        source = scripts.source(file_name)
        incomplete = source is not None and len(source) <= LONGEST_CACHED and _is_incomplete(error, source)
        return (
            self._cut(file_name, _LONGEST_NAME),
            line,
            _number_of(error.offset),
            self._cut(text.rstrip("\r\n"), _LONGEST_MESSAGE),
            incomplete,
        )


def _slot(error: BaseException, name: str, owner: "Any" = BaseException) -> "Any":
    """What the interpreter itself keeps, whatever a class puts in its way."""
    return getattr(owner, name).__get__(error)


def _attribute(error: BaseException, name: str) -> "Any":
    try:
        return getattr(error, name, None)
    except BaseException:
        return None


def _sequence(value: object) -> "tuple[Any, ...]":
    kind: Any = tuple if isinstance(value, tuple) else list if isinstance(value, list) else None
    return () if kind is None else tuple(kind.__iter__(value))[:_MOST_MEMBERS]


def _text_of(value: object) -> str:
    return str.__str__(value) if isinstance(value, str) else ""


def _number_of(value: object) -> int:
    return value if type(value) is int and abs(value) < 1 << 31 else 0


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


def _is_incomplete(error: "SyntaxError", source: str) -> bool:
    """Whether more input could make the source right: what is wrong is that it ends."""
    message = _text_of(error.msg)
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


def _ends_too_early(source: str, message: str) -> bool:
    """Closes the open brackets; what is then wrong, if anything, must not be in the source itself."""
    closed = source + "\n"  # The last line may end with a comment.
    for _ in range(_DEEPEST_BRACKETS):
        closed += _closer(closed, message)
        error = _syntax_error(closed)
        if error is None:
            return True
        message = _text_of(error.msg)
        if not message.endswith(_NEVER_CLOSED):
            if message.startswith(_NEEDS_A_VALUE):
                return True
            return (error.lineno or 0) >= len(closed.splitlines())
    return False


def _closer(source: str, message: str) -> str:
    """What closes the innermost open bracket. Where the message does not name it, as PyPy's does not, trying another's closer tells."""
    opener = message[1:2]
    if opener not in _CLOSERS:
        error = _syntax_error(source + "]")
        opener = "[" if error is None else _text_of(error.msg).partition(_MISMATCH)[2][:1]
    return _CLOSERS.get(opener, "]")


def _syntax_error(source: str) -> "SyntaxError | None":
    try:
        compile(source, HIDDEN, "exec", ONLY_AST)
    except SyntaxError as error:
        return error
    return None


def _status(error: BaseException) -> int:
    code = _slot(error, "code", SystemExit)
    if code is None:
        return 0
    return int.__and__(code, 0xFFFFFFFF) if issubclass(type(code), int) else 1
