"""Modules of the application, whose sources Java has: from a jar, a directory or a string."""

import sys
from _frozen_importlib import ModuleSpec

import _pybridge
from _pybridge_scripts import handed_over, scripts

_sources = {}  # What is there: (whether it is a package, what tracebacks call its file, its text), by full name.


class _Sources:
    """Finds and loads modules (PEP 451)."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        found = _sources.get(name)
        return None if found is None else ModuleSpec(name, _Sources, origin=found[1], is_package=found[0])

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        _, file, text = _sources[module.__name__]
        module.__file__ = file
        try:
            code = compile(text[text.startswith("\ufeff") :], file, "exec", dont_inherit=True)
        except SyntaxError as error:
            raise handed_over(error, file) from None
        exec(code, module.__dict__)

    @staticmethod
    def is_package(name):
        return _sources[name][0]

    @staticmethod
    def get_source(name):
        return _sources[name][2]


def offer(sources, watched):
    """Makes modules importable, in place of those that were offered before. Who runs in one of these keeps it to the end."""
    if _Sources not in sys.meta_path:
        sys.meta_path.insert(0, _Sources)
    lines = getattr(sys.modules.get("linecache"), "cache", {})
    for name, (_, file, _) in _sources.items():
        sys.modules.pop(name, None)
        lines.pop(file, None)
    _sources.clear()
    _sources.update(sources)
    scripts.modules = {file: text for _, file, text in sources.values()}
    if watched:
        _pybridge.changing.update(sources)
