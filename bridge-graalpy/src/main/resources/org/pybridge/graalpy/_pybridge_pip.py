"""Runs the pip that GraalPy brings along, on GraalPy itself or on a CPython that stands in for it.

A CPython is many times quicker, but cannot build anything for GraalPy: it ends with HAND_OVER when a package has no wheel.
Both say which packages have to be built before that takes minutes. The environment tells where pip is (PYBRIDGE_PIP) and, for
CPython, what GraalPy would say of itself (PYBRIDGE_GRAALPY).
"""

import json
import os
import sys

HAND_OVER = 75
OLDEST = (3, 9)
SAY = "[pybridge] "
NATIVE = (".c", ".cc", ".cpp", ".cxx", ".f", ".f90", ".pyx", ".rs", ".go", ".h")
RUST = "Cargo.toml"
# Wheels and patches that are published between GraalPy's releases. They are extras: who cannot reach them goes without.
EXTRAS = ("https://www.graalvm.org/python/wheels/", "https://raw.githubusercontent.com/oracle/graalpython/")
EXTRAS_TIMEOUT = 5

on_graalpy = sys.implementation.name == "graalpy"
if sys.version_info < OLDEST:
    os._exit(HAND_OVER)
pip = os.environ["PYBRIDGE_PIP"]
if pip not in sys.path:
    sys.path.insert(0, pip)


def say(text):
    print(SAY + text, flush=True)


def end_with_parent():
    """Ends with the process that holds the other end of stdin, and takes along what was started meanwhile."""
    import signal
    import threading

    os.environ["PYBRIDGE_WATCHED"] = "1"
    if not hasattr(os, "setpgid"):
        return
    os.setpgid(0, 0)

    def watch():
        while os.read(0, 1024):
            pass
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def stand_in(graalpy):
    """Makes pip see what it would see on GraalPy."""
    import builtins
    import types

    # What GraalPy's pip asks it.
    builtins.__graalpython__ = types.SimpleNamespace(
        core_home=graalpy["core_home"], get_graalvm_version=lambda: graalpy["graalvm_version"]
    )
    sys.path.append(os.path.join(graalpy["core_home"], "modules"))
    if sys.version_info < (3, 11):
        from pip._vendor import tomli

        sys.modules["tomllib"] = tomli
    from pip._vendor.packaging import markers, tags

    own = markers.default_environment()
    markers.default_environment = lambda: {**own, **graalpy["markers"]}
    tags.interpreter_name = lambda: graalpy["markers"]["implementation_name"]
    tags.interpreter_version = lambda **ignored: graalpy["markers"]["python_version"].replace(".", "")
    config = tags._get_config_var
    tags._get_config_var = lambda name, warn=False: (
        graalpy["suffix"] if name == "EXT_SUFFIX" else config(name, warn)
    )
    # pip lets nobody choose a Python and build for it. Nothing is built here.
    from pip._internal.cli import cmdoptions

    cmdoptions.check_dist_restriction = lambda *ignored, **too: None


def go_without_extras():
    """Asks for the extras once and not for long; pip would try for minutes."""
    from pip._internal.network import session
    from pip._vendor.requests.exceptions import ConnectionError

    class Impatient(session.HTTPAdapter):
        failed = False

        def send(self, request, *args, **kwargs):
            try:
                if not self.failed:
                    kwargs["timeout"] = EXTRAS_TIMEOUT
                    return super().send(request, *args, **kwargs)
            except OSError:
                self.failed = True
            raise ConnectionError("this extra of GraalPy's is not at hand", request=request)

    class Session(session.PipSession):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            for place in EXTRAS:
                self.mount(place, Impatient(max_retries=0, ssl_context=kwargs.get("ssl_context")))

    session.PipSession = Session


def native_files(directory):
    found = []
    for _, directories, files in os.walk(directory):
        directories[:] = [each for each in directories if each not in ("test", "tests", "docs", "doc", "examples")]
        found += [each for each in files if each.endswith(NATIVE) or each == RUST]
    return found


def announce(requirement):
    """Tells what building a package will take; refuses it where that is sure to fail."""
    import shutil

    from pip._internal.exceptions import InstallationError
    from pip._internal.utils.graalpy import get_patch_repository

    name, version = requirement.name or "a package", ""
    if requirement.source_dir and requirement.link:
        version = requirement.link.filename
    native = native_files(requirement.source_dir)
    if not native:
        say(f"{name} has no wheel, but is pure Python: it is built from {version}")
        return
    patches = get_patch_repository()
    known = sorted(patches.get_suggested_version_specs(name)) if requirement.name else []
    advice = f"; GraalPy is known to patch {name} {', '.join(known)}" if known else ""
    say(f"{name} has no wheel for this GraalPy: its native code is compiled from {version}, which can take minutes{advice}")
    compiler = os.environ.get("CC", "").split()[:1] or ["cc", "gcc", "clang"]
    if known and not shutil.which("patch"):
        raise InstallationError(f"error: command 'patch' not found: GraalPy patches {name} with it")
    if not any(shutil.which(each) for each in compiler):
        raise InstallationError(f"error: command '{compiler[0]}' not found: {name} needs a C compiler")
    if RUST in native and not shutil.which("cargo"):
        raise InstallationError(f"error: command 'cargo' not found: {name} needs a Rust compiler")


def look_before_building():
    from pip._internal.distributions.sdist import SourceDistribution

    prepare = SourceDistribution.prepare_distribution_metadata

    def announced(self, *args, **kwargs):
        if not on_graalpy:
            say(f"{self.req.name} has no wheel; GraalPy itself goes on")
            os._exit(HAND_OVER)
        if not building:
            announce(self.req)
        return prepare(self, *args, **kwargs)

    SourceDistribution.prepare_distribution_metadata = announced


# What a build needs is installed by this file, too, in processes of their own.
building = "PYBRIDGE_WATCHED" in os.environ
if not building:
    end_with_parent()
if not on_graalpy:
    try:
        stand_in(json.loads(os.environ["PYBRIDGE_GRAALPY"]))
    except (ImportError, AttributeError) as unfit:
        say(f"{sys.executable} cannot stand in for GraalPy ({unfit})")
        os._exit(HAND_OVER)
go_without_extras()
look_before_building()
from pip._internal import build_env
from pip._internal.cli.main import main

build_env.get_runnable_pip = lambda: os.path.abspath(__file__)
code = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.flush()
# GraalPy would wait for the watching thread.
os._exit(code)
