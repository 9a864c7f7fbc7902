"""How values leave and enter a GraalPy context in bulk.

``polyglot.storage`` gives Java the array behind a list, a tuple or bytes. Flat lists cross as that array, everything else as
bytes of ``marshal``. What marshal does not know becomes a tuple that begins with Ellipsis, its kind and its parts.
"""

import _imp
import marshal
import time

import _pybridge_buffers as buffers
from _pybridge import CoroutineType, run_coroutine
from _pybridge_errors import NONE_YET, describe, explain, passing, thrown_error, token_of
from _pybridge_makers import MAKERS
from _pybridge_values import PLAIN, JavaObject, Open, Unconvertible, Walk, entries, reason, rebuild
from polyglot import storage

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    Coroutines = Callable[..., bool]
    Taken = tuple[Any, ...]

# The first element of what `take` returns; Java's Outbound knows the same numbers.
LIST, TUPLE, BYTES, TREE, TAGGED, REFERENCE, VALUE, FRESH = range(8)

_BLOCK = 100  # Containers at this depth are blocks of their own, because marshal itself nests less than 200 deep.
_MARSHAL_VERSION = 2  # The last one without back references, which cost time and which Java does not need.


def take(value: "Any", fields: bool, coroutines: "Coroutines | None") -> "Taken":
    """How Java gets at a value that is no scalar: (kind, length, array) and for TAGGED the list of what stays in Python.

    A coroutine is run, unless ``coroutines`` is None; Java then takes its result as it takes any other value.
    """
    kind = type(value)
    if kind is CoroutineType:
        if coroutines is None:
            return (REFERENCE, 0, value)
        result = run_coroutine(value, _cancellable(coroutines))
        return (REFERENCE if type(result) is CoroutineType else VALUE, 0, result)
    try:
        if kind is list:
            return (LIST, len(value), storage(value))
        if kind is tuple:
            return (TUPLE, len(value), storage(value))
        if kind is bytes or kind is bytearray:
            return (BYTES, len(value), storage(value))
        if kind is _Fresh:
            value = value.data
            # Nobody can change bytes, so no one who kept them changes what Java has.
            return (FRESH if type(value) is bytes else BYTES, len(value), storage(value))
    except NotImplementedError:  # Native code made it, and there is no array behind it.
        if kind is list or kind is tuple:
            return pack(value, fields)
        return (BYTES, len(value), storage(bytes(bytearray(value))))
    if kind is dict or kind is set or kind is frozenset:
        return pack(value, fields)
    if kind in PLAIN:
        return (VALUE, 0, value)
    return tag(value, fields)


class _Fresh:
    """Bytes that Java may keep as they are, because nobody else has them."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data


def settle(value: "Any", coroutines: "Coroutines") -> "Any":
    """The value, or what it gives where it is a coroutine."""
    return run_coroutine(value, _cancellable(coroutines)) if type(value) is CoroutineType else value


_LOOK = 0.02  # How long a cancelled coroutine goes on, in seconds.


def _cancellable(coroutines: "Coroutines") -> "Callable[[Callable[[], object] | None], None]":
    """What has the running coroutine look now and then whether Java wants it cancelled."""
    timer: Any = None
    outermost = False

    def announce(cancel: "Callable[[], object] | None") -> None:
        nonlocal outermost, timer
        if cancel is None:
            timer.cancel()
            if outermost:
                coroutines(False)
            return
        from asyncio import get_running_loop

        loop = get_running_loop()

        def look() -> None:
            nonlocal timer
            if coroutines():
                cancel()
            else:
                timer = loop.call_later(_LOOK, look)

        outermost = coroutines(True)
        timer = loop.call_later(_LOOK, look)

    return announce


def pack(value: "Any", fields: bool) -> "Taken":
    """A value as one block of bytes, plain where that works."""
    try:
        data = marshal.dumps(value, _MARSHAL_VERSION)
    except (ValueError, BufferError):  # No type of marshal's, or a memoryview with gaps.
        return tag(value, fields)
    return (TREE, len(data), storage(data))


def tag(value: "Any", fields: bool) -> "Taken":
    """A value as one block of bytes, with tags for what marshal does not know."""
    walk = _Tagging(fields)
    tree = walk.tagged(value)
    if type(tree) is tuple and len(tree) == 3 and tree[0] is ... and tree[1] == "ref":
        return (REFERENCE, 0, walk.references[0])
    data = marshal.dumps(tree, _MARSHAL_VERSION)
    return (TAGGED, len(data), storage(data), walk.references)


def is_int(kind: type) -> bool:
    """Tells subclasses of int from other numbers."""
    return issubclass(kind, int)


class _Tagging(Walk):
    """Numbers what stays in Python, and makes blocks of what is too deep for marshal."""

    def __init__(self, fields: bool) -> None:
        super().__init__(fields)
        self.references: list[Any] = []

    def tagged(self, value: "Any") -> "Any":
        return rebuild(value, self.convert, True, _block, _BLOCK)

    def reference(self, value: "Any") -> "tuple[Any, ...]":
        self.references.append(value)
        return (..., "ref", len(self.references) - 1)

    def java_object(self, value: "Any") -> "tuple[Any, ...]":
        return self.reference(value._token)


def _block(tree: "Any") -> "tuple[Any, ...]":
    return (..., "block", marshal.dumps(tree, _MARSHAL_VERSION))


# --- from Java ------------------------------------------------------------------------------------------------------


def zeros(length: int) -> "list[int]":
    """A fresh list whose array is an int[]; Java fills it before anybody else sees it."""
    return [0] * length


def long_zeros(length: int) -> "list[int]":
    """A fresh list whose array takes objects."""
    return [1 << 40] * length


def double_zeros(length: int) -> "list[float]":
    return [0.0] * length


def byte_zeros(length: int) -> bytes:
    """Fresh bytes, to be filled by Java before anybody else sees them."""
    return bytes(length)


def load(data: bytes) -> "Any":
    return marshal.loads(data)


def load_tagged(data: bytes, *references: "Any") -> "Any":
    return rebuild(marshal.loads(data), lambda value: _restored(value, references))


def _restored(value: "Any", references: "tuple[Any, ...]") -> "Any":
    """What a part of the tree stands for; containers are opened, and closed when all in them is restored."""
    kind = type(value)
    if kind is tuple and value and value[0] is ...:
        if value[1] == "made":
            return Open(value, value[2:], _made)
        make = MAKERS.get(value[1])
        return make(*value[2:]) if make is not None else _BACK[value[1]](references, value[2])
    if kind is dict:
        return Open(value, [part for entry in value.items() for part in entry], entries)
    return Open(value, value, kind) if kind in _CONTAINERS else value


def _made(parts: "list[Any]") -> "Any":
    return MAKERS["made"](*parts)


_CONTAINERS = frozenset((list, tuple, set))


_BACK: "dict[str, Callable[..., Any]]" = {
    "block": lambda references, data: load_tagged(data, *references),
    "ref": lambda references, index: references[index],
}


# --- blocks of numbers ----------------------------------------------------------------------------------------------

# In one process nothing is gained by memory for what Python has itself; bytes of numpy's cross one by one.
buffers.shared_from = 0
buffers.numpy_shared_from = 1 << 12
buffers.shared_way = "memory"
buffers.fresh = _Fresh

_MOST_ARRAY_TYPES = 1000
_array_types: "dict[int, Any]" = {}  # By size.
_byte: "Any" = None


_native = False


_NATIVE_ELSEWHERE = (
    "{}: it is native code, and another interpreter of this JVM has loaded some before. GraalPy gives it to one interpreter "
    "only, for the life of the JVM, unless all of them keep native code apart: on Linux they do where the program patchelf is "
    "on the PATH when the first one starts. Else use worker processes; docs/packages.md says more"
)


_NATIVE_BESIDE_CPYTHON = (
    "{}: native code of GraalPy and CPython cannot be in one JVM, where CPython was loaded already; "
    "use worker processes for one of the two"
)


def note_native_code(has_cpython: "Callable[[], bool]") -> None:
    """Takes note from now on when a native module is imported. Only where Python may: it keeps the way to the engine's function.

    has_cpython: tells whether the process has CPython's symbols, which native modules would take for GraalPy's, and so end the JVM
    """
    create = _imp.create_dynamic

    def create_dynamic(*arguments: "Any") -> "Any":
        global _native
        if has_cpython():
            name = arguments[0].name
            raise ImportError(_NATIVE_BESIDE_CPYTHON.format(name), name=name)
        _native = True
        try:
            return create(*arguments)
        except SystemError as error:
            if "IsolateNativeModules" not in str(error):
                raise
            name = arguments[0].name
            raise ImportError(_NATIVE_ELSEWHERE.format(name), name=name) from None

    _imp.create_dynamic = create_dynamic


def has_native_code() -> bool:
    """Tells whether any native module was imported."""
    return _native


def native_memory(address: int, size: int, life: object) -> "memoryview":
    """Writable bytes over memory of Java's, which lives as long as what is made of it."""
    kind = _array_types.get(size) or _array_type(size or 1)
    raw = kind.from_address(address)
    raw._life = life
    return memoryview(raw).cast("B")[:size]


def _array_type(size: int) -> "Any":
    global _byte
    if _byte is None:
        from _ctypes import _SimpleCData  # Not of ctypes, which takes a second to import.

        meta: Any = type(_SimpleCData)
        _byte = meta("byte", (_SimpleCData,), {"_type_": "B"})
    if len(_array_types) >= _MOST_ARRAY_TYPES:
        _array_types.clear()
    made = _array_types[size] = _byte * size
    return made


def bytearray_zeros(length: int) -> "bytearray":
    return bytearray(length)


def copied_view(block: "bytearray", code: str, shape: "Iterable[int]") -> "memoryview":
    return buffers.view(memoryview(block), code, list(shape))


def given_view(open_memory: "Callable[[], memoryview]", code: str, shape: "Iterable[int]") -> "memoryview":
    return buffers.view(open_memory(), code, list(shape))


def shared_view(
    key: str, open_memory: "Callable[[], memoryview]", code: str, shape: "Iterable[int]", read_only: bool
) -> "memoryview":
    return buffers.shared(key, open_memory, code, list(shape), read_only)


def release_memory(keys: str) -> None:
    buffers.release(keys.split(" "))


# --- callbacks and errors -------------------------------------------------------------------------------------------


class _Raised:
    """What is to be raised in the code that has called Java."""

    __slots__ = ("error",)

    def __init__(self, error: BaseException) -> None:
        self.error = error


def thrown(*parts: "Any") -> "_Raised":
    """What a callback threw: see ``thrown_error``."""
    return _Raised(thrown_error(*parts))


def java_function(invoke: "Callable[..., Any]") -> "Callable[..., Any]":
    """A Python function that calls Java. What is to be raised comes back as a value, and is raised here."""

    def java_function(*arguments: "Any", **named: "Any") -> "Any":
        here = passing
        before, here.raised = here.raised, NONE_YET
        try:
            result = invoke(named or None, *arguments)
            if type(result) is _Raised:
                raise result.error
            return result
        finally:
            here.raised = before

    return java_function


def raised(error: BaseException) -> "_Raised":
    """What went wrong while an argument or a result of a callback crossed."""
    return _Raised(reason(error))


def java_object(
    type_name: str, token: object, names: "Sequence[str]", *functions: "Callable[..., Any]"
) -> "JavaObject":
    return JavaObject(type_name, token, names, functions)


# The first element of what `report` returns.
PYTHON, JAVA, UNCONVERTIBLE = range(3)


def report(error: BaseException) -> "tuple[Any, ...]":
    """An exception as Java wants it: what a callback threw, a value that cannot be copied, or a description."""
    token = token_of(error)
    if token is not None:
        return (JAVA, 0, token)
    if type(error) is Unconvertible:
        return (UNCONVERTIBLE, *_bytes(explain(error)))
    return (PYTHON, *_bytes(describe(error)))


def _bytes(value: "Any") -> "tuple[int, Any]":
    data = marshal.dumps(value, _MARSHAL_VERSION)
    return len(data), storage(data)


# The engine's own sets the time zone of the whole JVM. Without it, code does what it does on Windows, which has none either.
if hasattr(time, "tzset"):
    del time.tzset
