"""What runs for a long time: the module ``endurance`` of every interpreter."""

import sys as _sys
import time as _time
import types as _types


def add(a, b):
    return a + b


def echo(value):
    return value


def fail(number):
    raise ValueError(number)


def apply(function, value):
    return function(value)


def pause(seconds):
    _time.sleep(seconds)


class Counter:
    def __init__(self, value):
        self.value = value

    def increment(self):
        self.value += 1
        return self.value


# What has to be stopped.


def sleep():
    _time.sleep(1000)


def spin():
    while True:
        pass


def cling():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


_module = _types.ModuleType("endurance")
_module.__dict__.update({name: value for name, value in globals().items() if name[0] != "_"})
_sys.modules["endurance"] = _module
