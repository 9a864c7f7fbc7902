"""What some of Python's own modules do inside a JVM, where the engine's do too much or too little."""

import _locale
import _signal
import builtins
import posix
import sys
import time

import __graalpython__
from _pybridge_streams import _Then

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any, NoReturn

# CPython's own default.
_TIME_ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
_NOT_THERE = ("chown", "fchown", "lchown", "getpgid", "getpgrp", "getsid", "openpty", "setpgid", "setsid")


def embed(
    zone_file: "Callable[[str], Any]",
    zone_names: "Callable[[], str]",
    parent_process: "Callable[[], int]",
    pause: "Callable[[int], object]",
    has_bzip2: "Callable[[], bool]",
    any_locale: bool,
    subprocesses: str,
) -> None:
    """Called once, when an interpreter starts."""
    time.sleep = _sleeping(pause)
    sys.argv = [""]
    builtins.help = _Help()  # type: ignore[assignment]
    _leave_signals_to_the_jvm()
    if __graalpython__.posix_module_backend() == "java":
        _replace_unsupported(parent_process)
    if not any_locale:
        _have_one_locale()
    hook = ImportHook()
    hook.after["asyncio"] = _with_processes(subprocesses)
    hook.after["bz2"] = _needing_its_library(has_bzip2)
    hook.after["subprocess"] = _waiting_for_its_own_only
    hook.after["tarfile"] = _trying_lzma_on_lzma_only
    hook.after["zoneinfo"] = _with_zones_of_java(zone_file, zone_names)
    sys.meta_path.insert(0, hook)


_LONGEST_DEAF_SLEEP = 0.01
_LONGEST_PAUSE = 3600


def _sleeping(pause: "Callable[[int], object]") -> "Callable[[float], None]":
    """``time.sleep``, but one that an interrupt of the thread ends: the engine's own uses it up and goes on."""
    deaf_sleep, monotonic = time.sleep, time.monotonic

    def sleep(seconds: float, /) -> None:
        if not isinstance(seconds, (int, float)) or not seconds > _LONGEST_DEAF_SLEEP:
            deaf_sleep(seconds)
            return
        end = monotonic() + seconds
        while seconds > 0:
            pause(int(min(seconds, _LONGEST_PAUSE) * 1000) + 1)
            seconds = end - monotonic()

    return sleep


class ImportHook:
    """Refuses to import some modules, and changes others after their code has run."""

    def __init__(self) -> None:
        self.refused: dict[str, str] = {}
        self.after: dict[str, Callable[[Any], object]] = {}

    def find_spec(self, name: str, path: "Any" = None, target: "ModuleType | None" = None) -> "ModuleSpec | None":
        if name in self.refused:
            raise ImportError(f"{name}: {self.refused[name]}", name=name)
        change = self.after.get(name)
        if change is None:
            return None
        # Those before have been asked already, and another hook among them would ask this one again.
        for finder in sys.meta_path[sys.meta_path.index(self) + 1 :]:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = _then(spec.loader, change)  # type: ignore[assignment]
                return spec
        return None


def _then(loader: "Any", change: "Callable[[Any], object]") -> "_Then":
    """One loader for the changes of several hooks: each inside of the other takes more of a stack that has little room."""
    if type(loader) is not _Then:
        return _Then(loader, change)
    before = loader._then

    def both(module: "ModuleType") -> None:
        before(module)
        change(module)

    return _Then(loader._loader, both)


def replace(module: "Any", names: "Iterable[str]", function: "Callable[..., Any]") -> None:
    for name in names:
        if hasattr(module, name):
            setattr(module, name, function)


class _Help:
    """What the module ``site`` would bring."""

    def __repr__(self) -> str:
        return "Type help(object) for help about object."

    def __call__(self, *arguments: "Any", **named: "Any") -> None:
        import pydoc

        return pydoc.help(*arguments, **named)


def _leave_signals_to_the_jvm() -> None:
    """As in CPython's threads other than the main one: a library that wants to handle a signal expects that it may not."""

    def refuse(*arguments: object) -> "NoReturn":
        raise ValueError(
            "signal only works in main thread of the main interpreter; the signals of this process belong to the JVM"
        )

    # Nobody could handle the signal of a timer, and then it ends the process.
    def alarm(seconds: int, /) -> int:
        return refuse() if seconds else 0

    def setitimer(which: int, seconds: float, interval: float = 0.0, /) -> "tuple[float, float]":
        return refuse() if seconds else (0.0, 0.0)

    replace(_signal, ("signal", "siginterrupt", "set_wakeup_fd"), refuse)
    replace(_signal, ("alarm",), alarm)
    replace(_signal, ("setitimer",), setitimer)


def _replace_unsupported(parent_process: "Callable[[], int]") -> None:
    """The engine fails at these, in a way that Python code cannot catch."""

    def getppid() -> int:
        return parent_process()

    def unsupported(name: str) -> "Callable[..., NoReturn]":
        def refuse(*arguments: object, **named: object) -> "NoReturn":
            raise OSError(38, f"Function not implemented: GraalPy has no os.{name} inside a JVM")

        return refuse

    engines_waitpid = posix.waitpid

    def waitpid(process: int, options: int, /) -> "tuple[int, int]":
        try:
            return engines_waitpid(process, options)
        except ProcessLookupError:
            # What everybody else says, and subprocess goes on after.
            raise ChildProcessError(10, "No child processes") from None

    # The module os takes them over from posix, when it is imported; that takes it a tenth of a second, so it is not done here.
    modules: list[Any] = [posix, sys.modules["os"]] if "os" in sys.modules else [posix]
    for module in modules:
        module.getppid = getppid
        module.waitpid = waitpid
        for name in _NOT_THERE:
            replace(module, (name,), unsupported(name))


def _have_one_locale() -> None:
    """The engine makes others by a method that came with Java 19. So all is set to what it is when CPython starts, and stays."""
    set_locale = _locale.setlocale
    error = _locale.Error  # type: ignore[attr-defined]
    set_locale(_locale.LC_ALL, "C")

    def setlocale(category: int, locale: "str | None" = None, /) -> str:
        if locale not in (None, "", "C", "POSIX"):
            raise error("unsupported locale setting")
        return set_locale(category)

    _locale.setlocale = setlocale


_NO_PROCESS = (1 << 31) - 1


def _waiting_for_its_own_only(subprocess: "Any") -> None:
    """The engine gives -1 for a program that is not there, and whoever waits for that waits for any process that runs."""
    fork_exec = subprocess._fork_exec

    def start(*arguments: "Any") -> int:
        process: int = fork_exec(*arguments)
        return _NO_PROCESS if process < 0 else process

    subprocess._fork_exec = start


def _with_processes(source: str) -> "Callable[[ModuleType], None]":
    def change(asyncio: "ModuleType") -> None:
        exec(compile(source, "<pybridge>", "exec"), {"__name__": "_pybridge_subprocesses"})

    return change


def _needing_its_library(has_bzip2: "Callable[[], bool]") -> "Callable[[ModuleType], None]":
    """Has the import of ``bz2`` fail where it does not work, as what uses it (tarfile, zipfile, shutil) expects."""

    def check(bz2: "ModuleType") -> None:
        if not has_bzip2():
            raise ImportError("bz2: GraalPy does not find its native library here", name="bz2")

    return check


_LZMA = (b"\xfd7z", b"]\0\0")  # How the formats XZ and LZMA begin.


def _trying_lzma_on_lzma_only(tarfile: "Any") -> None:
    """The engine's decoder takes an archive that is not compressed for LZMA, and does not come to an end in it."""
    open_lzma = tarfile.TarFile.xzopen.__func__

    def xzopen(
        cls: "Any", name: str, mode: str = "r", fileobj: "Any" = None, *arguments: "Any", **named: "Any"
    ) -> "Any":
        if mode == "r" and _start(name, fileobj) not in (None, *_LZMA):
            raise tarfile.ReadError("not an lzma file")
        return open_lzma(cls, name, mode, fileobj, *arguments, **named)

    tarfile.TarFile.xzopen = classmethod(xzopen)


def _start(name: "Any", fileobj: "Any") -> "bytes | None":
    """The first three bytes of a file, or None of one that cannot be read twice."""
    if fileobj is None:
        with open(name, "rb") as file:
            return file.read(3)
    if not fileobj.seekable():
        return None
    position = fileobj.tell()
    start = fileobj.read(3)
    fileobj.seek(position)
    return start


def _with_zones_of_java(zone_file: "Callable[[str], Any]", zone_names: "Callable[[], str]") -> "Callable[[Any], None]":
    """Has ``zoneinfo`` look where CPython does, and take Java's rules where there are no files."""

    def change(zoneinfo: "Any") -> None:
        import os

        common = zoneinfo._common
        load_from_package = common.load_tzdata
        available_as_files = zoneinfo.available_timezones

        def load_tzdata(key: str) -> "Any":
            if not _has_time_zone_package():
                data = zone_file(key)
                if data is not None:
                    import io

                    return io.BytesIO(data)
            return load_from_package(key)

        def available_timezones() -> "set[str]":
            return available_as_files() or set(zone_names().split(" "))

        common.load_tzdata = load_tzdata
        zoneinfo.available_timezones = available_timezones
        if not zoneinfo.TZPATH and "PYTHONTZPATH" not in os.environ:
            zoneinfo.reset_tzpath(_TIME_ZONES)

    return change


def _has_time_zone_package() -> bool:
    try:
        __import__("tzdata")
    except ImportError:
        return False
    return True
