"""What the benchmarks of bulk data call; numpy is imported where it is used, because not all of them have it."""

import array

_kept = []


def nothing():
    pass


def touch(view):
    """Reads one item and writes another."""
    view[1] = view[0]


_held = []


def hold(view):
    _held[:] = [view]


def touch_held():
    view = _held[0]
    view[1] = view[0]


def length(view):
    return len(view)


def make(count):
    _kept[:] = [array.array("d", bytes(8 * count))]


def made():
    return _kept[0]


def keep(view):
    import numpy

    _kept[:] = [numpy.asarray(view)]


def total(view):
    import numpy

    return float(numpy.asarray(view).sum())


def totals(times):
    """The same sum as often as told, without Java."""
    kept = _kept[0]
    for _ in range(times):
        result = float(kept.sum())
    return result


def add(a, b):
    return a + b
