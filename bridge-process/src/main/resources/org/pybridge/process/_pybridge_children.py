"""What the child processes of ``multiprocessing`` need that are not forked but started anew."""

import os
import sys

from _pybridge_modules import _sources
from _pybridge_streams import _Then

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any


class ModulesForChildren:
    """Puts the application's modules, which are in memory here, into a file that child processes find on their path.

    A pool whose children cannot import the function that they are to call starts new ones for ever. Until ``multiprocessing`` is about
    to start a process, this costs nothing.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._file = ""
        self._written: "dict[str, tuple[bool, str, str]] | None" = None

    def find_spec(
        self, name: str, path: "Sequence[str] | None" = None, target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        if name != "multiprocessing.spawn":
            return None
        sys.meta_path.remove(self)
        for finder in sys.meta_path:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = _Then(spec.loader, self._join)  # type: ignore[assignment]
                return spec
        return None

    def _join(self, spawn: "Any") -> None:
        prepared = spawn.get_preparation_data

        def get_preparation_data(name: str) -> "dict[str, Any]":
            data = prepared(name)
            if _sources:
                data["sys_path"] = [self._current(), *data.get("sys_path", sys.path)]
            return data

        spawn.get_preparation_data = get_preparation_data

    def _current(self) -> str:
        """The file with the modules as they are now."""
        if self._written != _sources or not os.path.exists(self._file):
            self._write(dict(_sources))
        return self._file

    def _write(self, sources: "dict[str, tuple[bool, str, str]]") -> None:
        import atexit
        import tempfile
        import zipfile

        if not self._file:
            atexit.register(self._delete, os.getpid())
        else:
            self._delete(os.getpid())
        descriptor, self._file = tempfile.mkstemp(".zip", self._prefix)
        with open(descriptor, "wb") as file, zipfile.ZipFile(file, "w") as archive:
            for name, (is_package, _, text) in sources.items():
                archive.writestr(name.replace(".", "/") + ("/__init__.py" if is_package else ".py"), text)
        self._written = sources

    def _delete(self, owner: int) -> None:
        if os.getpid() == owner:
            try:
                os.unlink(self._file)
            except OSError:
                pass
