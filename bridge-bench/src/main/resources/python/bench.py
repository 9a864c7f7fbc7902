"""What the benchmarks call."""

from array import array

_SIZE = 1_000_000

_BLOCK = bytes(range(256)) * (16 * 4096)
_made = {}


def _list(kind, element):
    """A list that is made when it is asked for the first time."""
    made = _made.get(kind)
    if made is None:
        made = _made[kind] = [element(i) for i in range(_SIZE)]
    return made


def add(a, b):
    return a + b


async def add_async(a, b):
    return a + b


def zeros(count):
    return array("d", bytes(8 * count))


def ints():
    return _list("int", lambda i: (i * 7919) % 100_003)


def doubles():
    return _list("double", lambda i: i * 0.5)


def strings():
    return _list("text", lambda i: f"text {i % 1000}")


def block():
    return _BLOCK


def length(value):
    return len(value)


def length_of_list(elements):
    """Makes a list of what only looks like one."""
    return len(list(elements))


def length_of_latin1(text):
    return len(text.encode("latin-1"))


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


def primes(limit):
    """Work for the processor alone."""
    count = 0
    for candidate in range(2, limit):
        divisor = 2
        while divisor * divisor <= candidate and candidate % divisor:
            divisor += 1
        if divisor * divisor > candidate:
            count += 1
    return count


def repeat(function, times):
    """Calls a function of Java's with a number again and again."""
    number = 0
    for _ in range(times):
        number = function(number)
    return number


def _third():
    raise ValueError("no such city")


def _second():
    _third()


def _first():
    _second()


def fail():
    """Raises, four frames deep."""
    _first()
