"""What the benchmarks of CPython in the JVM call."""

from bench import add, add_async, block, fail, grown, length, length_of_list, primes, repeat, zeros  # noqa: F401

_made = {}


def _list(kind, count, element):
    """A list that is made when it is asked for the first time."""
    made = _made.get((kind, count))
    if made is None:
        made = _made[kind, count] = [element(i) for i in range(count)]
    return made


def length_of_bytes(elements):
    """Makes bytes of what only looks like them."""
    return len(bytes(byte & 0xFF for byte in elements))


def ints(count):
    return _list("int", count, lambda i: (i * 7919) % 100_003)


def doubles(count):
    return _list("double", count, lambda i: i * 0.5)


def texts(count):
    return _list("text", count, lambda i: f"text {i % 1000}")


def copied(numbers):
    """Makes a list of what may only look like one."""
    return list(numbers)


def generated(count):
    yield from range(count)


class Thing:
    size = 7


def thing():
    return Thing()


def nothing():
    pass
