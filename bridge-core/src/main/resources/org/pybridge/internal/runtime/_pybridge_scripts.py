"""Compiling and running scripts."""

import sys

from _pybridge import CoroutineType

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Coroutine
    from types import ModuleType
    from typing import Any

UNNAMED = "<python>"
HIDDEN = "<pybridge>"  # The file name of the library's own Python code, which tracebacks leave out.
LONGEST_CACHED = 1 << 20
_CACHED_SCRIPTS = 256
_READ = 4  # The length of an entry of linecache whose lines were read.
# What _ast.PyCF_ONLY_AST is. To import that module takes its time when an interpreter starts, and cannot be relied on later, when code
# may have changed what an import needs.
ONLY_AST = 0x400

_ModuleType = type(sys)


class _Compiled:
    """A script, cut into the statements and the expression that gives its value."""

    __slots__ = ("body", "value", "file_name", "source")

    def __init__(self, source: str, file_name: str) -> None:
        self.source = source
        self.file_name = file_name
        # CPython takes a byte order mark in files only.
        tree: Any = compile(source[source.startswith("\ufeff") :], file_name, "exec", ONLY_AST)
        last: Any = tree.body[-1] if tree.body else None
        self.value = None
        if type(last).__name__ == "Expr":
            tree.body.pop()
            expression: Any = compile("0", file_name, "eval", ONLY_AST)
            expression.body = last.value
            self.value = compile(expression, file_name, "eval")
        self.body = compile(tree, file_name, "exec") if tree.body else None

    def run(self, namespace: "dict[str, Any]") -> "Any":
        if self.body is not None:
            exec(self.body, namespace)
        return None if self.value is None else eval(self.value, namespace)


class _Scripts:
    """Compiled scripts by their text, the most recently used ones; and their sources, for tracebacks."""

    def __init__(self) -> None:
        # The one that was used longest ago is the first.
        self._cache: dict[tuple[str, str], _Compiled] = {}
        self._lines: dict[str, list[str]] = {}
        self._unnamed = 0
        # Texts of modules that have no file, or none that Python may read, by what their file is called; and the lines of those that
        # were looked at.
        self._modules: dict[str, str] = {}
        self._module_lines: dict[str, list[str]] = {}

    def get(self, source: str, file_name: str) -> "_Compiled":
        key = (source, file_name)
        found = self._cache.get(key)
        if found is not None:
            # The order counts when there is soon something to forget; to keep it takes its time in interpreted Python.
            if len(self._cache) > _CACHED_SCRIPTS // 2:
                self._cache.pop(key, None)
                self._cache[key] = found
            return found
        name = self._unique(file_name)
        self._remember(name, source)
        try:
            compiled = _Compiled(source, name)
        except SyntaxError as error:
            raise handed_over(error, name) from None
        except ValueError as error:
            if "\0" not in source:
                raise
            # What a NUL is before Python 3.11.4.
            raise SyntaxError(str(error), (name, None, None, None)) from None
        if len(source) <= LONGEST_CACHED:
            self._cache[key] = compiled
            if len(self._cache) > _CACHED_SCRIPTS:
                _forget_first(self._cache)
        return compiled

    def show_modules(self, texts: "dict[str, str]") -> None:
        """Makes the lines of modules known by what their files are called, in place of those before."""
        known = _lines_cache()
        for file_name in self._modules:
            known.pop(file_name, None)
        self._modules, self._module_lines = texts, {}

    def source(self, file_name: str) -> "str | None":
        lines = self._lines.get(file_name)
        return None if lines is None else "".join(lines)

    def line(self, file_name: str, number: int) -> str:
        lines = self.lines(file_name)
        return str.strip(lines[number - 1]) if 0 < number <= len(lines) else ""

    def lines(self, file_name: str) -> "list[str]":
        """The lines of a script, a module or a file, some with their ends. Those of files are kept by linecache."""
        lines = self._lines.get(file_name)
        if lines is None:
            lines = self._module_lines.get(file_name)
        if lines is not None:
            return lines
        text = self._modules.get(file_name)
        if text is not None:
            lines = self._module_lines[file_name] = text.splitlines()
            return lines
        if file_name.startswith("<"):
            return []
        known = _lines_cache().get(file_name, ())
        if len(known) == _READ:
            return known[2]
        import linecache

        return linecache.getlines(file_name)

    def _unique(self, file_name: str) -> str:
        """Unnamed scripts are numbered, so that a traceback never shows another one's source."""
        if file_name != UNNAMED:
            return file_name
        self._unnamed += 1
        return f"<python-{self._unnamed}>"

    def _remember(self, file_name: str, source: str) -> None:
        self._lines.pop(file_name, None)
        lines = self._lines[file_name] = source.splitlines(True)
        known = _lines_cache()
        if len(self._lines) > 2 * _CACHED_SCRIPTS:
            known.pop(_forget_first(self._lines), None)
        known[file_name] = (len(source), None, list(lines), file_name)  # Code can change what is there.


def _forget_first(entries: "dict[Any, Any]") -> "Any":
    """Removes the first entry and returns its key, or None where another thread is at it."""
    try:
        first = next(iter(entries))
    except (StopIteration, RuntimeError):
        return None
    entries.pop(first, None)
    return first


scripts = _Scripts()


def handed_over(error: "SyntaxError", file_name: str) -> "SyntaxError":
    """The same syntax error, made anew: GraalPy 25.0.3 fails to hand over what the second half of its compiler raised."""
    made = type(error)(_plain(error.msg), (file_name, error.lineno, error.offset, _plain(error.text)))
    made.msg = _plain(error.msg)  # Where it is print without brackets, the constructor has other words for it.
    return made


def _plain(text: "Any") -> "Any":
    """A message that GraalPy 25.0.3 writes anew is a foreign string, which no str method joins with another."""
    return str.__str__(text) if isinstance(text, str) else text


def _lines_cache() -> "dict[str, Any]":
    """The lines that ``traceback`` and ``inspect`` know, where anything has imported them; another thread may be just at it."""
    return getattr(sys.modules.get("linecache"), "cache", {})


def _new_main() -> "ModuleType":
    """A new ``__main__``: a real module, so that ``dataclasses`` and ``pickle`` find the classes defined in it."""
    module = _ModuleType("__main__")
    module.__dict__["__builtins__"] = __builtins__
    return module


_idle_main = _new_main()


def open_namespace() -> "ModuleType":
    """The namespace of one session, which is ``__main__`` until the session is closed."""
    main = _new_main()
    sys.modules["__main__"] = main
    return main


def close_namespace(main: "ModuleType") -> None:
    if sys.modules.get("__main__") is main:
        sys.modules["__main__"] = _idle_main


def evaluate(source: str, file_name: str, variables: "dict[str, Any]", main: "ModuleType | None" = None) -> "Any":
    """The value of a script, run in a session's namespace or in one of its own."""
    return _run(source, file_name, variables, main)[0]


def run(source: str, file_name: str, variables: "dict[str, Any]", main: "ModuleType | None" = None) -> "Any":
    """The value of a script, and then each name that it left behind and its value. A coroutine has run before the names are looked at."""
    value, scope = _run(source, file_name, variables, main)
    if type(value) is CoroutineType:
        return _finished(value, scope)
    return _parts(value, scope)


async def _finished(coroutine: "Coroutine[Any, Any, Any]", scope: "dict[str, Any]") -> "list[Any]":
    return _parts(await coroutine, scope)


def _parts(value: "Any", scope: "dict[str, Any]") -> "list[Any]":
    parts = [value]
    for name in list(scope):
        if isinstance(name, str) and not (name.startswith("__") and name.endswith("__")):
            parts += name, scope[name]
    return parts


def _run(
    source: str, file_name: str, variables: "dict[str, Any]", main: "ModuleType | None"
) -> "tuple[Any, dict[str, Any]]":
    compiled = scripts.get(source, file_name)
    if main is None:
        main = _new_main()
    scope = main.__dict__
    scope.update(variables)
    before = sys.modules.get("__main__")
    sys.modules["__main__"] = main
    # Not after an interrupt: the engine repeats it until Python is out, and would tell that Python was here.
    try:
        value = compiled.run(scope)
    except (Exception, SystemExit):
        _give_back_main(before)
        raise
    _give_back_main(before)
    return value, scope


def _give_back_main(before: "ModuleType | None") -> None:
    """A nested evaluation gives the outer one its own __main__ back."""
    if before is not None:
        sys.modules["__main__"] = before
