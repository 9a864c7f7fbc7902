"""Modules of the application, whose sources Java has: from a jar, a directory or a string."""

import sys
from _frozen_importlib import ModuleSpec

import _pybridge
from _pybridge_scripts import handed_over, scripts

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import CodeType, ModuleType
    from typing import Any

# What is there: (whether it is a package, what tracebacks call its file, its text), by full name.
_sources: "dict[str, tuple[bool, str, str]]" = {}

_ROOT = "<pybridge>/"  # What the path of a package begins with; no directory of this name can be there.


class _Sources:
    """Finds and loads modules (PEP 451)."""

    @staticmethod
    def find_spec(
        name: str, path: "Sequence[str] | None" = None, target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        found = _sources.get(name)
        if found is None:
            return None
        spec: Any = ModuleSpec(name, _Sources, origin=found[1], is_package=found[0])  # type: ignore[arg-type]
        if found[0]:
            spec.submodule_search_locations.append(_ROOT + name)
        return spec

    @staticmethod
    def create_module(spec: "ModuleSpec") -> "ModuleType | None":
        return None

    @staticmethod
    def exec_module(module: "ModuleType") -> None:
        module.__file__ = _sources[module.__name__][1]
        exec(_Sources.get_code(module.__name__), module.__dict__)

    @staticmethod
    def get_code(name: str) -> "CodeType":
        _, file, text = _sources[name]
        try:
            return compile(text[text.startswith("\ufeff") :], file, "exec", dont_inherit=True)
        except SyntaxError as error:
            raise handed_over(error, file) from None

    @staticmethod
    def is_package(name: str) -> bool:
        return _sources[name][0]

    @staticmethod
    def get_source(name: str) -> str:
        return _sources[name][2]

    @staticmethod
    def iter_modules(prefix: str = "") -> "Iterator[tuple[str, bool]]":
        return _Package("").iter_modules(prefix)


class _Package:
    """The path of a package, for ``pkgutil``."""

    def __init__(self, path: str) -> None:
        if path and not path.startswith(_ROOT):
            raise ImportError("only packages of the application")
        self._inside = path[len(_ROOT) :] + "." if path else ""

    def find_spec(self, name: str, target: "ModuleType | None" = None) -> "ModuleSpec | None":
        return _Sources.find_spec(name)

    def iter_modules(self, prefix: str = "") -> "Iterator[tuple[str, bool]]":
        for name in sorted(_sources):
            last = name.rpartition(".")[2]
            if name == self._inside + last:
                yield prefix + last, _sources[name][0]


def offer(sources: "dict[str, tuple[bool, str, str]]", watched: bool) -> None:
    """Makes modules importable, in place of those that were offered before. Who runs in one of these keeps it to the end."""
    if sources == _sources:
        return  # Another share of the same interpreter has offered them, and may be importing them.
    if _Sources not in sys.meta_path:
        sys.meta_path.insert(0, _Sources)
        sys.path_hooks.append(_Package)
    for name in _sources:
        sys.modules.pop(name, None)
    _sources.clear()
    _sources.update(sources)
    scripts.show_modules({file: text for _, file, text in sources.values()})
    if watched:
        _pybridge.changing.update(sources)
