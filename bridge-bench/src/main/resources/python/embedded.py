"""What the benchmarks of CPython in the JVM call."""

from bench import add, block, fail, grown, length, length_of_list, repeat, zeros  # noqa: F401

_INTS = {size: [(i * 7919) % 100_003 for i in range(size)] for size in (1_000, 1_000_000)}
_DOUBLES = {size: [i * 0.5 for i in range(size)] for size in (1_000, 1_000_000)}
_TEXTS = {size: [f"text {i % 1000}" for i in range(size)] for size in (1_000, 1_000_000)}


def length_of_bytes(elements):
    """Makes bytes of what only looks like them."""
    return len(bytes(byte & 0xFF for byte in elements))


def ints(count):
    return _INTS[count]


def doubles(count):
    return _DOUBLES[count]


def texts(count):
    return _TEXTS[count]


def nothing():
    pass
