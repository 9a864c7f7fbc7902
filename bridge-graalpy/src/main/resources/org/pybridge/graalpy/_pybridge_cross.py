"""Builds a package of meson-python for GraalPy, on a CPython.

Meson, Cython and the scripts that generate code are started hundreds of times, and a start of GraalPy takes seconds. So GraalPy is
only asked what a compiler has to know of it. This is a build backend (PEP 517) around meson-python's. The environment tells what
GraalPy is (PYBRIDGE_GRAALPY) and how to run it (PYBRIDGE_TARGET).
"""

import importlib.machinery
import json
import os
import shlex
import sys
import sysconfig
import tempfile

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from typing import Any

_graalpy = json.loads(os.environ["PYBRIDGE_GRAALPY"])
_config = sysconfig.get_config_var
_tag = _graalpy["markers"]["implementation_name"] + _graalpy["markers"]["python_version"].replace(".", "")

# mesonpy takes these as it is imported, and names the wheel after them.
importlib.machinery.EXTENSION_SUFFIXES[:0] = [_graalpy["suffix"]]
sysconfig.get_config_var = lambda name: _graalpy["suffix"] if name == "EXT_SUFFIX" else _config(name)

import mesonpy

mesonpy._tags.get_interpreter_tag = lambda: _tag

# A library for linear algebra that is found may not be one that several interpreters can load; numpy has code of its own for it.
_OPTIONS = {"numpy": ["-Dblas=none", "-Dlapack=none", "-Dallow-noblas=true"]}

# What meson takes for Python. What is generated is the same whoever does it; meson's own scripts look at the interpreter that runs them.
_PYTHON = """#!/bin/sh
case "$1" in
*/mesonbuild/*) ;;
*.py) exec {cpython} "$@" ;;
esac
exec {graalpy} "$@"
"""


def get_requires_for_build_wheel(config_settings: "dict[str, Any] | None" = None) -> "list[str]":
    return mesonpy.get_requires_for_build_wheel(config_settings)


def build_wheel(
    wheel_directory: str, config_settings: "dict[str, Any] | None" = None, metadata_directory: "str | None" = None
) -> str:
    """Has mesonpy tell meson of the script above; it names the interpreter that it runs on."""
    own = sys.executable
    with tempfile.TemporaryDirectory() as directory:
        sys.executable = _write_python(directory)
        try:
            return mesonpy.build_wheel(wheel_directory, _settings(config_settings), metadata_directory)
        finally:
            sys.executable = own


def _write_python(directory: str) -> str:
    python = os.path.join(directory, "python")
    with open(python, "w") as script:
        script.write(
            _PYTHON.format(cpython=shlex.quote(sys.executable), graalpy=shlex.quote(os.environ["PYBRIDGE_TARGET"]))
        )
    os.chmod(python, 0o755)
    return python


def _settings(config_settings: "dict[str, Any] | None") -> "dict[str, Any]":
    """The user's settings, after those that a package needs here."""
    settings = dict(config_settings or {})
    given = settings.get("setup-args", [])
    ours = _OPTIONS.get(os.environ.get("PYBRIDGE_PACKAGE", ""), [])
    settings["setup-args"] = ours + ([given] if isinstance(given, str) else list(given))
    return settings
