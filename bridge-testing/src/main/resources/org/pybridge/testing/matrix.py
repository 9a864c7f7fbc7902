"""What the matrix calls: a function for each kind of result. Many interpreters import it, so asyncio is imported where it is needed."""

import sys


class Box:
    def __init__(self, value):
        self.value = value

    def add(self, more):
        self.value += more
        return self.value


def copied(n):
    return [n, {"n": [n]}]


def live(n):
    return Box(n)


def generator(n):
    for step in range(3):
        yield n + step


async def future(n):
    import asyncio

    await asyncio.sleep(0)
    return n


def error(n):
    raise ValueError(n)


def printed(n):
    print("printed", n)
    print("complained", n, file=sys.stderr)
    return n


def each(kind, n):
    """Two results of a kind."""
    for _ in range(2):
        made = globals()[kind](n)
        yield run(made) if kind == "future" else made


def run(coroutine):
    import asyncio

    return asyncio.run(coroutine)


def apply(function):
    function()
