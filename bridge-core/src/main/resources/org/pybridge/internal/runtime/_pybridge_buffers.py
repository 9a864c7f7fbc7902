"""Numbers in blocks, the same for every backend: copied from Java, read from what has a buffer, and memory that both sides see."""

import sys

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Form = tuple[str, int, bool, list[int], str]

# What a backend sets: from where on another way to Java is better than bytes, for all buffers and for those of numpy, and which it is:
# a file that Python writes and Java maps, or memory that both have mapped.
shared_from = 4 << 20
numpy_shared_from = 4 << 20
shared_way = "file"


def fresh(data: bytes) -> "Any":
    """How bytes cross that nobody else has; a backend may do better."""
    return data


# --- from Java ------------------------------------------------------------------------------------------------------


def view(raw: "Any", code: str, shape: "list[int]") -> "memoryview":
    """A view of writable bytes as an array; a view of numbers has no more use for the shape of one dimension."""
    if code == "B" and len(shape) == 1:
        return raw
    return raw.cast(code) if len(shape) == 1 else raw.cast(code, shape)


class _Memory:
    """Memory of Java's with the views that were made of it, one for each way to see it."""

    __slots__ = ("raw", "views")

    def __init__(self, raw: "memoryview") -> None:
        self.raw = raw
        self.views: dict[tuple[str, tuple[int, ...], bool], memoryview] = {}

    def view(self, code: str, shape: "list[int]", read_only: bool) -> "memoryview":
        key = (code, tuple(shape), read_only)
        found = self.views.get(key)
        if found is None or _is_released(found):
            found = view(self.raw.toreadonly() if read_only else self.raw[:], code, shape)
            self.views[key] = found
        return found

    def release(self) -> None:
        for each in (*self.views.values(), self.raw):
            try:
                each.release()
            except BufferError:
                pass  # Somebody made an array over it, which keeps the memory.


def _is_released(view: "memoryview") -> bool:
    try:
        _ = view.nbytes
    except ValueError:
        return True
    return False


_met: "dict[str, _Memory]" = {}  # Shared memory that Java has not released, by its key.


def shared(
    key: str, open_memory: "Callable[[], memoryview]", code: str, shape: "list[int]", read_only: bool
) -> "memoryview":
    """A view of memory that Java has, too; ``open_memory`` gives all of it as writable bytes."""
    memory = _met.get(key)
    if memory is None:
        memory = _met[key] = _Memory(open_memory())
    return memory.view(code, shape, read_only)


def release(keys: "Iterable[str]") -> None:
    """Lets go of what Java has released. Of what it has only forgotten, whose keys end with an asterisk, views stay as they are."""
    for key in keys:
        memory = _met.pop(key.rstrip("*"), None)
        if memory is not None and not key.endswith("*"):
            memory.release()


# --- to Java --------------------------------------------------------------------------------------------------------

# Kinds of numbers that Java has: whether they are whole, and whether they have a sign.
_KINDS = {**dict.fromkeys("bhilqn", "i"), **dict.fromkeys("BHILQNc", "u"), **dict.fromkeys("fd", "f"), "?": "b"}


def describe(value: "Any") -> "Form | None":
    """What kind of numbers the buffer of a value has, or None where it has no numbers that Java knows: (kind, bytes of an item,
    whether they are in the other byte order, shape, how they had better cross: as "bytes", "memory" or "file").
    """
    try:
        seen = memoryview(value)
    except (TypeError, ValueError, BufferError, NotImplementedError):
        return None
    order = seen.format[:1]
    kind = _KINDS.get(seen.format[1:] if order in "@=<>!" else seen.format)
    if kind is None or seen.ndim == 0:
        return None
    swapped = order in "<>!" and (order == "<") != (sys.byteorder == "little") and seen.itemsize > 1
    shape = list(seen.shape or (0,))  # GraalPy 25.0 has no shape for nothing.
    size = seen.nbytes if all(shape) else 0
    large = size >= (numpy_shared_from if _is_numpy(value) else shared_from) > 0
    return (kind, seen.itemsize, swapped, shape, shared_way if large else "bytes")


def _is_numpy(value: "Any") -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, getattr(numpy, "ndarray", ()))


def content(value: "Any") -> "Any":
    """All items row by row, whatever gaps there are between them."""
    if type(value) in (bytes, bytearray):
        return value
    return fresh(value.tobytes() if hasattr(value, "tobytes") else memoryview(value).tobytes())


def fill(value: "Any", target: "memoryview") -> bool:
    """The same into memory of Java's; tells whether the items are still in the other byte order."""
    if _is_numpy(value):
        numpy = sys.modules["numpy"]
        numpy.copyto(numpy.frombuffer(target, value.dtype.newbyteorder("=")).reshape(value.shape), value)
        return False
    seen = memoryview(value)
    target[:] = seen.cast("B") if seen.c_contiguous else seen.tobytes()
    return True


def store(value: "Any", path: str) -> "tuple[int, bool]":
    """The same into an empty file of Java's: how many bytes, and whether the items are still in the other byte order."""
    numpy = sys.modules["numpy"] if _is_numpy(value) else None
    if numpy is not None:
        value = numpy.ascontiguousarray(value, value.dtype.newbyteorder("="))
    seen = memoryview(value)
    left = seen.cast("B") if seen.c_contiguous else memoryview(seen.tobytes())
    size = len(left)
    with open(path, "r+b", buffering=0) as file:
        while left:
            left = left[file.write(left) :]
    return (size, numpy is None)
