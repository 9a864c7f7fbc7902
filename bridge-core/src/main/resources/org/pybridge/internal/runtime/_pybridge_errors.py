"""Exceptions as data."""

import builtins
from _thread import _local

from _pybridge_scripts import HIDDEN, LONGEST_CACHED, ONLY_AST, scripts

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any

    Frame = tuple[str, int, str, str]

_LONGEST_MESSAGE = 8192
_LONGEST_NAME = 1024
_LONGEST_CHAIN = 32
_MOST_FRAMES = 200
_MOST_MEMBERS = 100
_MOST_TEXT = 1 << 20  # Characters of all that an exception is described with.
_DEEPEST_BRACKETS = 100

_Group: "Any" = getattr(builtins, "BaseExceptionGroup", None)  # Since Python 3.11.

# What the interpreter itself keeps, whatever a class puts in its way.
_slots: "Any" = vars(BaseException)
_ARGUMENTS, _TRACEBACK = _slots["args"].__get__, _slots["__traceback__"].__get__
_CAUSE, _CONTEXT = _slots["__cause__"].__get__, _slots["__context__"].__get__
_SUPPRESSES = _slots["__suppress_context__"].__get__
_EXCEPTIONS: "Any" = None if _Group is None else _Group.exceptions.__get__
_CODE = vars(SystemExit)["code"].__get__

# The names of Python's own exceptions, and of their bases, which stay as they are.
_NAMES: "dict[type, tuple[str, list[str]]]" = {}


class JavaError(Exception):
    """A Java exception that a callback threw. ``java_type`` is its class, the message is its own."""

    def __init__(self, java_type: str, message: "str | None", token: object) -> None:
        super().__init__(f"{java_type}: {message}" if message else java_type)
        self.java_type = java_type
        self.java_message = message
        self._token = token


class JavaTypeError(JavaError, TypeError):
    """A Java function that does not take what it was called with."""


class _Passing(_local):
    """What the calls of this thread's innermost callback have raised, by number: the callback may end with one of these exceptions."""

    raised: "dict[int, BaseException] | None" = None  # There is no callback.


passing = _Passing()
NONE_YET: "dict[int, BaseException]" = {}  # What a callback begins with, and nobody writes to.
_last_number = 0


def _passing_number(error: BaseException) -> int:
    """A number for an exception that leaves a call of a callback, and 0 for others."""
    global _last_number
    raised = passing.raised
    if raised is None:
        return 0
    if raised is NONE_YET:
        raised = passing.raised = {}
    number = _last_number = _last_number + 1  # Two threads may get the same one, each for its own callback.
    raised[number] = error
    return number


def thrown_error(java_type: str, message: "str | None", token: object, number: int, is_misuse: bool) -> BaseException:
    """What to raise for what a callback threw: the exception of that number, if one is meant, or Java's own."""
    error = (passing.raised or NONE_YET).get(number)
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
    return None if described is None else (*described, _passing_number(error))


def explain(error: BaseException) -> "tuple[Any, ...]":
    """An Unconvertible as plain data: (path, what, wanted, the description of its cause or None)."""
    description = _Description()
    texts = [description.text(str, part) for part in (*_sequence(_ARGUMENTS(error)), "$", "", "")[:3]]
    return (*texts, description.of(_CAUSE(error), 0))


class _Description:
    """What is told of one exception and of those behind it: at most so much text in all, the outermost exception's first."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._left = _MOST_TEXT

    def of(self, error: "Any", depth: int) -> "tuple[Any, ...] | None":
        kind: Any = type(error)  # Not isinstance, which believes what a class says of itself.
        if not issubclass(kind, BaseException) or id(error) in self._seen or depth > _LONGEST_CHAIN or self._left <= 0:
            return None
        self._seen.add(id(error))
        cause, context = _CAUSE(error), None if _SUPPRESSES(error) else _CONTEXT(error)
        is_group = _Group is not None and issubclass(kind, _Group)
        name, bases = self._names(kind)
        # A group's other argument is its members, whose texts would be made again for each group that they are in.
        arguments = _ARGUMENTS(error)[:1] if is_group else _ARGUMENTS(error)
        return (
            name,
            bases,
            self._message(error),
            self._texts(repr, arguments),
            self._frames(_TRACEBACK(error)),
            self._texts(str, _attribute(error, "__notes__")),
            None if cause is None else self.of(cause, depth + 1),
            None if context is None else self.of(context, depth + 1),
            self._members(error, depth) if is_group else [],
            self._syntax(error) if issubclass(kind, SyntaxError) else None,
            _status(error) if issubclass(kind, SystemExit) else None,
        )

    def _members(self, group: "Any", depth: int) -> "list[tuple[Any, ...]]":
        members = [self.of(member, depth + 1) for member in _sequence(_EXCEPTIONS(group))]
        return [member for member in members if member is not None]

    def text(self, convert: "Callable[[Any], str]", value: "Any", longest: int = _LONGEST_MESSAGE) -> str:
        """The text of a value: no longer than what is left, and of the exact type, which crosses everywhere."""
        if self._left <= 0:
            return "..."
        try:
            text = str.__str__(convert(value))  # A subclass of str can be anything.
        except BaseException as failure:
            return f"<{convert.__name__}() raised {self.name(type(failure))}>"
        return self._cut(text, longest)

    def _cut(self, text: str, longest: int = _LONGEST_MESSAGE) -> str:
        text = _shortened(text, max(min(longest, self._left), 0))
        self._left -= len(text)
        return text

    def _texts(self, convert: "Callable[[Any], str]", values: object) -> "list[str]":
        texts = []  # A comprehension would cost GraalPy more than the texts.
        for value in _sequence(values):
            texts.append(self.text(convert, value))
        return texts

    def _names(self, kind: type) -> "tuple[str, list[str]]":
        """The name of a class, and those of its bases; Python's own exceptions have theirs for ever."""
        is_plain = type(kind) is type  # Only then nobody's code tells what its hash is.
        names = _NAMES.get(kind) if is_plain else None
        if names is None:
            names = self.name(kind), [self.name(base) for base in kind.__mro__[1:][:_MOST_MEMBERS]]
            if is_plain and vars(builtins).get(names[0]) is kind:
                _NAMES[kind] = names
        return names

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

    def _frames(self, traceback: "TracebackType | None") -> "list[Frame]":
        frames: list[Frame] = []
        lines: list[str] = []
        lines_file, size = None, 0
        while traceback is not None:
            code = traceback.tb_frame.f_code
            file_name = code.co_filename
            if file_name != HIDDEN:
                line, name = traceback.tb_lineno or 0, code.co_name
                if file_name != lines_file:
                    lines, lines_file = scripts.lines(file_name), file_name
                text = str.strip(lines[line - 1]) if 0 < line <= len(lines) else ""
                length = len(file_name) + len(name) + len(text)
                if length > _LONGEST_NAME:  # Now, because each frame of a recursion may have a long line.
                    file_name, name, text = [_shortened(part, _LONGEST_NAME) for part in (file_name, name, text)]
                    length = len(file_name) + len(name) + len(text)
                size += length
                frames.append((file_name, line, name, text))
            traceback = traceback.tb_next
        if size <= min(self._left, _LONGEST_MESSAGE) and len(frames) <= _MOST_FRAMES:
            self._left -= size
            return frames  # Mostly they are few and short, and none has to be looked at by itself.
        if len(frames) > _MOST_FRAMES:
            half = _MOST_FRAMES // 2
            left_out = ("<...>", 0, f"{len(frames) - 2 * half} frames left out", "")
            frames = [*frames[:half], left_out, *frames[-half:]]
        return [(self._cut(file), line, self._cut(name), self._cut(text)) for file, line, name, text in frames]

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


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}... ({len(text)} characters)"


def _attribute(error: BaseException, name: str) -> "Any":
    try:
        return getattr(error, name, None)
    except BaseException:
        return None


def _sequence(value: object) -> "tuple[Any, ...]":
    if type(value) is tuple and len(value) <= _MOST_MEMBERS:
        return value
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
    code = _CODE(error)
    if code is None:
        return 0
    return int.__and__(code, 0xFFFFFFFF) if issubclass(type(code), int) else 1
