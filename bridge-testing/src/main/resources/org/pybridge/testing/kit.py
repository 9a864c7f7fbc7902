"""What the contract's cases call: the module ``kit`` of every interpreter."""

import sys
import types


def add(a, b):
    return a + b


_module = types.ModuleType("kit")
_module.__dict__.update({name: value for name, value in globals().items() if not name.startswith("_")})
sys.modules["kit"] = _module
