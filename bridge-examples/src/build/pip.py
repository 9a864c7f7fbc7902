"""Runs the pip that Python brings along, so that none has to be installed first."""

import ensurepip
import runpy
import sys
from pathlib import Path

bundled = Path(ensurepip.__file__).parent / "_bundled"
sys.path[:0] = [str(wheel) for wheel in bundled.glob("pip-*.whl")]
runpy.run_module("pip", run_name="__main__", alter_sys=True)
