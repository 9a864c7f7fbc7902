"""Runs the pip that GraalPy brings along, on GraalPy itself or on a CPython that stands in for it.

A CPython is many times quicker, but builds for GraalPy only what meson-python builds: it ends with HAND_OVER when another package has
no wheel. Both say which packages have to be built before that takes minutes. The environment tells where pip is (PYBRIDGE_PIP)
and, for CPython, what GraalPy would say of itself (PYBRIDGE_GRAALPY) and how to run it (PYBRIDGE_TARGET).
"""

import json
import os
import re
import sys
import time

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from typing import Any, NoReturn

HAND_OVER = 75
OLDEST = (3, 9)
SAY = "[pybridge] "
NATIVE = (".c", ".cc", ".cpp", ".cxx", ".f", ".f90", ".pyx", ".rs", ".go", ".h")
RUST = "Cargo.toml"
# Wheels and patches that are published between GraalPy's releases. They are extras: who cannot reach them goes without.
EXTRAS = ("https://www.graalvm.org/python/wheels/", "https://raw.githubusercontent.com/oracle/graalpython/")
EXTRAS_TIMEOUT = 5
TOOLS = os.path.dirname(os.path.abspath(__file__))
CROSS_BACKEND = "_pybridge_cross"
CONSTRAINTS = os.path.join(TOOLS, "build-constraints.txt")
CONSTRAINED = {"cython": "3.0.12"}  # By versions that the constraints allow.
STEP = re.compile(r"\[(\d+)/(\d+)\]")
SECONDS_BETWEEN_STEPS = 10

compiling = False  # What then fails, fails on GraalPy, too.
on_graalpy = sys.implementation.name == "graalpy"
if sys.version_info < OLDEST:
    os._exit(HAND_OVER)
pip = os.environ["PYBRIDGE_PIP"]
if pip not in sys.path:
    sys.path.insert(0, pip)


def say(text: str) -> None:
    print(SAY + text, flush=True)


def end_with_parent() -> None:
    """Ends with the process that holds the other end of stdin, and takes along what was started meanwhile."""
    import signal
    import threading

    os.environ["PYBRIDGE_WATCHED"] = "1"
    if not hasattr(os, "setpgid"):
        return
    try:
        os.setpgid(0, 0)
        grouped = True
    except OSError:  # GraalPy 25.2 has no process groups.
        grouped = False

    def watch() -> None:
        while os.read(0, 1024):
            pass
        if grouped:
            os.killpg(0, signal.SIGKILL)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def answer_pip(graalpy: "dict[str, Any]") -> None:
    """Gives GraalPy's pip what it asks its Python."""
    import builtins
    import types

    own: Any = builtins
    own.__graalpython__ = types.SimpleNamespace(
        core_home=graalpy["core_home"], get_graalvm_version=lambda: graalpy["graalvm_version"]
    )
    sys.path.append(os.path.join(graalpy["core_home"], "modules"))
    if sys.version_info < (3, 11):
        from pip._vendor import tomli

        sys.modules["tomllib"] = tomli


def stay_cpython() -> None:
    """What a build needs here is for this CPython; GraalPy's patches are not."""
    os.environ["PIP_GRAALPY_DISABLE_PATCHING"] = "1"
    os.environ["PIP_GRAALPY_DISABLE_VERSION_SELECTION"] = "1"


def stand_in(graalpy: "dict[str, Any]") -> None:
    """Makes pip see what it would see on GraalPy."""
    from pip._vendor.packaging import markers, tags

    own = markers.default_environment()
    markers.default_environment = lambda: {**own, **graalpy["markers"]}
    tags.interpreter_name = lambda: graalpy["markers"]["implementation_name"]
    tags.interpreter_version = lambda **ignored: graalpy["markers"]["python_version"].replace(".", "")
    config = tags._get_config_var
    tags._get_config_var = lambda name, warn=False: graalpy["suffix"] if name == "EXT_SUFFIX" else config(name, warn)
    # pip lets nobody choose a Python and build for it.
    from pip._internal.cli import cmdoptions

    cmdoptions.check_dist_restriction = lambda *ignored, **too: None


def go_without_extras() -> None:
    """Asks for the extras once and not for long; pip would try for minutes."""
    from pip._internal.network import session
    from pip._vendor.requests.exceptions import ConnectionError

    class Impatient(session.HTTPAdapter):
        failed = False

        def send(self, request: "Any", *args: "Any", **kwargs: "Any") -> "Any":
            try:
                if not self.failed:
                    kwargs["timeout"] = EXTRAS_TIMEOUT
                    return super().send(request, *args, **kwargs)
            except OSError:
                self.failed = True
            raise ConnectionError("this extra of GraalPy's is not at hand", request=request)

    class Session(session.PipSession):
        def __init__(self, *args: "Any", **kwargs: "Any") -> None:
            super().__init__(*args, **kwargs)
            for place in EXTRAS:
                self.mount(place, Impatient(max_retries=0, ssl_context=kwargs.get("ssl_context")))

    session.PipSession = Session


def native_files(directory: str) -> "list[str]":
    found = []
    for _, directories, files in os.walk(directory):
        directories[:] = [each for each in directories if each not in ("test", "tests", "docs", "doc", "examples")]
        found += [each for each in files if each.endswith(NATIVE) or each == RUST]
    return found


def patched_versions(name: str) -> "list[str]":
    """The versions that GraalPy's pip is known to patch; that of GraalPy 25.2 does not say."""
    try:
        from pip._internal.utils.graalpy import get_patch_repository
    except ImportError:
        return []
    return sorted(get_patch_repository().get_suggested_version_specs(name))


def announce(requirement: "Any") -> None:
    """Tells what building a package will take; refuses it where that is sure to fail."""
    import shutil

    from pip._internal.exceptions import InstallationError

    name, version = requirement.name or "a package", ""
    if requirement.source_dir and requirement.link:
        version = requirement.link.filename
    native = native_files(requirement.source_dir)
    if not native:
        say(f"{name} has no wheel, but is pure Python: it is built from {version}")
        return
    known = patched_versions(name) if requirement.name else []
    advice = f"; GraalPy is known to patch {name} {', '.join(known)}" if known else ""
    quick = "" if on_graalpy else f", in a quick build that {sys.executable} runs"
    say(
        f"{name} has no wheel for this GraalPy: its native code is compiled from {version}{quick}, "
        f"which can take minutes{advice}"
    )
    compiler = os.environ.get("CC", "").split()[:1] or ["cc", "gcc", "clang"]
    if known and not shutil.which("patch"):
        raise InstallationError(f"error: command 'patch' not found: GraalPy patches {name} with it")
    if not any(shutil.which(each) for each in compiler):
        raise InstallationError(f"error: command '{compiler[0]}' not found: {name} needs a C compiler")
    if RUST in native and not shutil.which("cargo"):
        raise InstallationError(f"error: command 'cargo' not found: {name} needs a Rust compiler")


def build_requirements(requirement: "Any") -> "dict[str, Any]":
    from pip._vendor.packaging.requirements import Requirement
    from pip._vendor.packaging.utils import canonicalize_name

    parsed = [Requirement(each) for each in requirement.pyproject_requires or ()]
    return {canonicalize_name(each.name): each.specifier for each in parsed}


def is_cross_built(requirement: "Any") -> bool:
    """Tells whether a CPython can build it for GraalPy: with meson-python, and without a numpy to compile against."""
    backend = requirement.pep517_backend
    return (
        "PYBRIDGE_TARGET" in os.environ
        and backend is not None
        and backend.build_backend in ("mesonpy", CROSS_BACKEND)
        and "numpy" not in build_requirements(requirement)
    )


def build_across() -> None:
    """Has this file's own backend called in place of meson-python's."""
    from pip._internal.req.req_install import InstallRequirement

    load = InstallRequirement.load_pyproject_toml

    def loaded(self: "Any") -> None:
        load(self)
        if is_cross_built(self):
            self.pep517_backend.build_backend = CROSS_BACKEND
            self.pep517_backend.backend_path = [TOOLS]

    InstallRequirement.load_pyproject_toml = loaded


def constrain_tools(requirement: "Any") -> None:
    """Tells the processes that install the tools of a build which of their versions are good, unless the package wants others."""
    needs = build_requirements(requirement)
    if all(name not in needs or needs[name].contains(good) for name, good in CONSTRAINED.items()):
        os.environ["PYBRIDGE_CONSTRAINTS"] = CONSTRAINTS
    else:
        os.environ.pop("PYBRIDGE_CONSTRAINTS", None)


def hand_over(name: str, why: str) -> "NoReturn":
    say(f"{name} {why}; GraalPy itself goes on")
    os._exit(HAND_OVER)


def look_before_building() -> None:
    from pip._internal.distributions.sdist import SourceDistribution
    from pip._internal.exceptions import PipError

    prepare = SourceDistribution.prepare_distribution_metadata

    def announced(self: "Any", *args: "Any", **kwargs: "Any") -> "Any":
        if building:
            return prepare(self, *args, **kwargs)
        self.req.load_pyproject_toml()
        name = self.req.name or "a package"
        if not on_graalpy and not is_cross_built(self.req):
            hand_over(name, "has no wheel")
        announce(self.req)
        constrain_tools(self.req)
        os.environ["PYBRIDGE_PACKAGE"] = name
        try:
            return prepare(self, *args, **kwargs)
        except PipError as failed:
            if on_graalpy or compiling:
                raise
            hand_over(name, f"cannot be built in the quick way ({failed})")

    SourceDistribution.prepare_distribution_metadata = announced


def tell_steps() -> None:
    """Tells how far a build is, as ninja counts its steps; pip keeps what a build prints to itself."""
    from pip._internal.utils.logging import subprocess_logger

    log = subprocess_logger.verbose
    last = time.monotonic()

    def heard(text: object, *args: "Any", **kwargs: "Any") -> None:
        global compiling
        nonlocal last
        step = STEP.match(str(text))
        compiling = compiling or step is not None
        if step and time.monotonic() - last > SECONDS_BETWEEN_STEPS:
            last = time.monotonic()
            say(f"step {step[1]} of {step[2]}")
        log(text, *args, **kwargs)

    subprocess_logger.verbose = heard


# What a build needs is installed by this file, too, in processes of their own.
building = "PYBRIDGE_WATCHED" in os.environ
if not building:
    end_with_parent()
if not on_graalpy:
    try:
        facts = json.loads(os.environ["PYBRIDGE_GRAALPY"])
        answer_pip(facts)
        if building:
            stay_cpython()
        else:
            stand_in(facts)
            build_across()
    except (ImportError, AttributeError) as unfit:
        say(f"{sys.executable} cannot stand in for GraalPy ({unfit})")
        os._exit(HAND_OVER)
go_without_extras()
look_before_building()
tell_steps()
from pip._internal import build_env
from pip._internal.cli.main import main

build_env.get_runnable_pip = lambda: os.path.abspath(__file__)
arguments = sys.argv[1:]
if building and arguments[:1] == ["install"] and "PYBRIDGE_CONSTRAINTS" in os.environ:
    arguments[1:1] = ["--constraint", os.environ["PYBRIDGE_CONSTRAINTS"]]
code = main(arguments)
sys.stdout.flush()
sys.stderr.flush()
# GraalPy would wait for the watching thread.
os._exit(code)
