"""The part of PyBridge that runs in Python, the same for every backend: what Java calls on objects and functions.

Nothing here imports what an interpreter has not loaded anyway: in an interpreted GraalPy, an import can cost more than a
hundred calls. What needs a module imports it when it is first used.
"""

import operator  # noqa: F401  Core calls its functions by name, whatever a script has done to imports.
import sys

from _pybridge_values import Unconvertible, type_name

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import AsyncIterable, Callable, Coroutine, Iterator, Sequence
    from typing import Any, NoReturn, Optional

    Announce = Callable[[Optional[Callable[[], object]]], object]

_import = __import__  # Code can replace it.


def resolve(module: str, path: str) -> "Any":
    """The object that an entry point names."""
    found = sys.modules.get(module)
    # Another thread may be at it still, and an import waits for it.
    if found is None or getattr(getattr(found, "__spec__", None), "_initializing", False):
        _import(module)
        found = sys.modules[module]
    for name in path.split(".") if path else ():
        found = getattr(found, name)
    return found


def import_all(modules: "Sequence[str]", required: bool) -> "dict[str, str] | None":
    """Imports modules; returns what could not be imported and why, or raises the first error where all are required."""
    failed = {}
    for module in modules:
        try:
            __import__(module)
        except Exception as error:
            if required:
                raise
            failed[module] = f"{type(error).__name__}: {error}"
    return failed or None


changing: "set[str]" = set()  # Modules that are loaded anew when their files change.


def is_fixed(module: str) -> bool:
    """Whether what was found in a module can be kept; ``__main__`` changes with every evaluation."""
    return module != "__main__" and module not in changing


def apply(function: "Callable[..., Any]", arguments: "Sequence[Any]", named: "dict[str, Any]") -> "Any":
    return function(*arguments, **named)


def call_all(
    module: str, path: str, lists: "list[list[Any]]", named: "dict[str, Any]", keep: bool
) -> "list[Any] | tuple[list[Any], BaseException]":
    """Calls a function with one list of arguments after the other: the results, or the results so far and the first error."""
    function = resolve(module, path)
    results = []
    try:
        for arguments in lists:
            result = function(*arguments, **named) if named else function(*arguments)
            if type(result) is CoroutineType:
                result = run_coroutine(result, _ignore)
            results.append(result if keep else None)
    except (Exception, SystemExit) as error:
        return results, error
    return results


def _ignore(cancel: "Callable[[], object] | None") -> None:
    pass


def raise_error(error: BaseException) -> "NoReturn":
    raise error


# --- objects --------------------------------------------------------------------------------------------------------


def attribute(target: "Any", path: str) -> "Any":
    for name in path.split("."):
        target = getattr(target, name)
    return target


def call_method(target: "Any", path: str, /, *arguments: "Any", **named: "Any") -> "Any":
    return attribute(target, path)(*arguments, **named)


def itself(value: "Any") -> "Any":
    return value


def type_name_of(value: "Any") -> str:
    """The name of a value's type with its module, cut where it is long; no code of the type's runs."""
    kind = type(value)
    module = type.__dict__["__module__"].__get__(kind)
    name = type.__dict__["__qualname__"].__get__(kind)
    return (name if module == "builtins" or type(module) is not str else f"{module}.{name}")[:200]


def contains(target: "Any", value: "Any") -> bool:
    return value in target


def equal(one: object, other: object) -> bool:
    return bool(one == other)


_END = object()


def start(iterable: "Any") -> "Iterator[Any]":
    return _steps(iterable) if _is_asynchronous(iterable) else iter(iterable)


def advance(iterator: "Iterator[Any]") -> "tuple[Any, ...]":
    """The next element in a tuple of one, or an empty tuple at the end."""
    element = next(iterator, _END)
    return () if element is _END else (element,)


def has_next(iterator: "Iterator[Any]", box: "list[Any]") -> bool:
    element = next(iterator, _END)
    if element is _END:
        return False
    box.append(element)
    return True


def stop(iterator: "Iterator[Any]") -> None:
    close = getattr(iterator, "close", None)
    if close is not None:
        close()


def enter(manager: "Any") -> "Any":
    return type(manager).__enter__(manager)


def leave(manager: "Any") -> None:
    type(manager).__exit__(manager, None, None, None)


def directory(target: "Any") -> "list[str]":
    return sorted(str(name) for name in dir(target))


def new_box(neighbour: "Any") -> "list[Any]":
    """An empty list in the interpreter of another object."""
    return []


def pop(box: "list[Any]") -> "Any":
    return box.pop()


def number(value: "Any") -> "Any":
    """The value as an int or float where one of them is exactly it, else the value."""
    try:
        return _number(value)
    except (Exception, SystemExit) as error:
        raise Unconvertible("$", type_name(type(value)), "a number") from error


def _number(value: "Any") -> "Any":
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


def elements(value: "Any") -> "Any":
    """The elements of a finite iterable, an iterator is read to its end; what has no elements itself, of which Java says so."""
    if _is_asynchronous(value):
        return list(_steps(value))
    return list(value) if _has(value, "__iter__") or _has(value, "__getitem__") else value


def _has(value: "Any", method: str) -> bool:
    """Whether a type has a method of Python's; a class knows those of its own type, too, which are not its instances'."""
    found = [vars(base)[method] for base in type(value).__mro__ if method in vars(base)]
    return found[:1] not in ([], [None])


def signatures(function: "Any") -> "list[list[tuple[str, str, bool]]] | None":
    """How a function can be called: lists of (name, kind, has_default), any of which may be meant, or None where Python does not
    know. A decorator can change what a function takes, or say of the one inside what it takes itself.
    """
    import inspect

    found = []
    for follow in () if _is_javas(function) else (True, False):
        try:
            parameters = inspect.signature(function, follow_wrapped=follow).parameters.values()
        except (TypeError, ValueError):
            continue
        taken = [(p.name, p.kind.name, p.default is not p.empty) for p in parameters]
        if taken not in found:
            found.append(taken)
    return found or None


_BUILTIN = (type(len), type("".join), type(str.join), type("".__str__), type(str.__str__))


def _is_javas(function: "Any") -> bool:
    """Whether it is one of GraalPy's builtins, which say of none of their parameters that it has a default."""
    if sys.implementation.name != "graalpy":
        return False
    if not isinstance(function, type):
        return isinstance(function, _BUILTIN)
    return all(isinstance(getattr(function, name), _BUILTIN) for name in ("__init__", "__new__"))


def member_of(module: str, path: str, name: str) -> "tuple[str, Any]":
    return member(resolve(module, path), name)


def member(target: "Any", name: str) -> "tuple[str, Any]":
    """What an interface's method meets: the names that are like a missing one, or a callable's signatures, or a value."""
    found = getattr(target, name, _END)
    if found is _END:
        return ("missing", [each for each in directory(target) if _alike(each, name)])
    return ("callable", signatures(found)) if callable(found) else ("value", None)


def _alike(one: str, other: str) -> bool:
    return one.replace("_", "").lower() == other.replace("_", "").lower()


# --- coroutines -----------------------------------------------------------------------------------------------------


async def _sample() -> None:
    pass


def _type_of_coroutines() -> "type[Coroutine[Any, Any, Any]]":
    sample = _sample()
    sample.close()
    return type(sample)


CoroutineType = _type_of_coroutines()

_idle_runners: "list[Any]" = []


def run_coroutine(coroutine: "Coroutine[Any, Any, Any]", announce: "Announce") -> "Any":
    """Runs a coroutine to its end. ``announce`` gets a function that cancels it from another thread, and None after the end."""
    import asyncio

    runner = _idle_runners.pop() if _idle_runners else _new_runner()
    loop = runner.get_loop()
    ended = False

    async def main() -> "Any":
        nonlocal ended
        task: Any = asyncio.current_task()
        announce(lambda: loop.call_soon_threadsafe(task.cancel))
        try:
            return await coroutine
        finally:
            announce(None)
            ended = True

    try:
        return runner.run(main())
    finally:
        if ended and not _is_busy(loop):
            _idle_runners.append(runner)
        else:
            # It would go on with what is left in its next run; closing cancels that, as asyncio.run does.
            runner.close()


def _new_runner() -> "Any":
    """A runner whose loop is not made the thread's own: on GraalPy, a thread of Java's would keep it, and all that it refers to."""
    import asyncio

    kind = getattr(asyncio, "Runner", None)
    return _Runner() if kind is None else kind(loop_factory=asyncio.new_event_loop)


def _is_busy(loop: "AbstractEventLoop") -> bool:
    """Whether a coroutine began something that has not ended, or the loop was interrupted."""
    import asyncio

    return bool(asyncio.all_tasks(loop)) or getattr(loop, "_default_executor", None) is not None


def _is_asynchronous(iterable: "Any") -> bool:
    return _has(iterable, "__aiter__") and not _has(iterable, "__iter__")


def _steps(iterable: "AsyncIterable[Any]") -> "Iterator[Any]":
    """The elements of an asynchronous iterable, one by one, in a loop of its own that runs as long as one is waited for."""

    async def advance() -> "tuple[Any, ...]":
        try:
            return (await iterator.__anext__(),)
        except StopAsyncIteration:
            return ()

    async def end() -> None:
        close = getattr(iterator, "aclose", None)
        if close is not None:
            await close()

    iterator = iterable.__aiter__()
    runner = _new_runner()
    try:
        element = runner.run(advance())
        while element:
            yield element[0]
            element = runner.run(advance())
    finally:
        try:
            runner.run(end())
        finally:
            runner.close()


class _Runner:
    """What asyncio.Runner is, for Python before 3.11."""

    def __init__(self) -> None:
        import asyncio

        self._loop = asyncio.new_event_loop()

    def get_loop(self) -> "AbstractEventLoop":
        return self._loop

    def run(self, coroutine: "Coroutine[Any, Any, Any]") -> "Any":
        return self._loop.run_until_complete(coroutine)

    def close(self) -> None:
        import asyncio

        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True) if left else asyncio.sleep(0))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()


def finish() -> None:
    """What Python does when a process ends, as far as an interpreter in a host has to: atexit functions, runners."""
    while _idle_runners:
        _idle_runners.pop().close()
    atexit = sys.modules.get("atexit")
    if atexit is not None:
        atexit._run_exitfuncs()
