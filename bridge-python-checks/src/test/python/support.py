"""Where the library's modules are, and ways to run what must not happen in the process of the tests."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
_RESOURCES = "src/main/resources/org/pybridge"
RUNTIME = ROOT / "bridge-core" / _RESOURCES / "internal" / "runtime"
WIRE = ROOT / "bridge-wire" / _RESOURCES / "wire"
PROCESS = ROOT / "bridge-process" / _RESOURCES / "process"
ARROW = ROOT / "bridge-arrow" / _RESOURCES / "arrow"
GRAALPY = ROOT / "bridge-graalpy" / _RESOURCES / "graalpy"
DOCTOR = ROOT / "bridge-core" / _RESOURCES / "internal" / "doctor.py"
PEER = ROOT / "bridge-wire/src/test/resources/org/pybridge/wire"

_PATH = [str(each) for each in (RUNTIME, WIRE, PROCESS, ARROW, GRAALPY, PEER, Path(__file__).parent)]
sys.path[:0] = [each for each in _PATH if each not in sys.path]
sys.dont_write_bytecode = True  # Nothing is written among the sources.

SECONDS = 60


def run(code, *arguments):
    """What a Python prints that runs some code with the library's modules on its path."""
    begin = f"import sys; sys.dont_write_bytecode = True; sys.path[:0] = {_PATH!r}\n"
    done = subprocess.run(
        [sys.executable, "-c", begin + code, *arguments],
        capture_output=True,
        timeout=SECONDS,
        encoding="utf-8",
    )
    if done.returncode:
        raise AssertionError(f"it ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout
