import sys
from sysconfig import get_config_var

lines = [
    sys.implementation.name,
    sys.version_info[0],
    sys.version_info[1],
    sys.executable,
    get_config_var("Py_ENABLE_SHARED") or 0,
    get_config_var("LIBDIR") or "",
    get_config_var("INSTSONAME") or "",
    get_config_var("Py_GIL_DISABLED") or 0,
]
print("\n".join(map(str, lines)))
