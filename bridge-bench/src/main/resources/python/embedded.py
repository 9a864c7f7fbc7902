"""What the benchmarks of CPython in the JVM call."""

from array import array

_BLOCK = bytes(range(256)) * (16 * 4096)
_INTS = {size: [(i * 7919) % 100_003 for i in range(size)] for size in (1_000, 1_000_000)}
_DOUBLES = {size: [i * 0.5 for i in range(size)] for size in (1_000, 1_000_000)}
_TEXTS = {size: [f"text {i % 1000}" for i in range(size)] for size in (1_000, 1_000_000)}


def add(a, b):
    return a + b


def repeat(function, times):
    """Calls a function of Java's with a number again and again."""
    number = 0
    for _ in range(times):
        number = function(number)
    return number


def length(value):
    return len(value)


def length_of_list(elements):
    """Makes a list of what only looks like one."""
    return len(list(elements))


def length_of_bytes(block):
    """Makes bytes of what only looks like them."""
    return len(bytes(byte & 0xFF for byte in block))


def ints(count):
    return _INTS[count]


def doubles(count):
    return _DOUBLES[count]


def texts(count):
    return _TEXTS[count]


def block():
    return _BLOCK


def zeros(count):
    return array("d", bytes(8 * count))


def nothing():
    pass


def grown(cities):
    """Reads every field of every city and makes new ones."""
    return [
        {
            "name": city["name"],
            "country": city["country"],
            "population": city["population"] + 1,
            "area": city["area"] * 1.5,
        }
        for city in cities.values()
    ]


def _third():
    raise ValueError("no such city")


def _second():
    _third()


def _first():
    _second()


def fail():
    """Raises, four frames deep."""
    _first()
