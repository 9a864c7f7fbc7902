# What an interpreter knows about itself. It is evaluated when somebody asks, because its imports take their time.
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import Distribution


def python() -> "dict[str, str]":
    import platform

    facts = {
        "implementation": sys.implementation.name,
        "version": sys.version,
        "executable": sys.executable or "none",
        "home": sys.base_prefix,
        "platform": platform.platform(),
    }
    if sys.prefix != sys.base_prefix:
        facts["virtual environment"] = sys.prefix
    wire = sys.modules.get("_pybridge_wire")
    if wire is not None:
        facts["msgpack"] = "accelerated by the package" if wire.is_accelerated() else "not accelerated; install msgpack"
    facts["path"] = "\n".join(sys.path)
    facts["recursion limit"] = str(sys.getrecursionlimit())
    return facts


def is_native(distribution: "Distribution") -> bool:
    if "root-is-purelib: false" in (distribution.read_text("WHEEL") or "").lower():
        return True
    return any(str(file).endswith((".so", ".pyd", ".dylib")) for file in distribution.files or ())


def packages() -> "dict[str, str]":
    from importlib.metadata import distributions

    found = {}
    for distribution in distributions():
        name = distribution.metadata["Name"]
        if name and name not in found:
            found[name] = f"{distribution.version}, {'native' if is_native(distribution) else 'pure Python'}"
    return dict(sorted(found.items(), key=lambda entry: entry[0].lower()))


def attempt(part: "Callable[[], dict[str, str]]") -> "dict[str, str]":
    try:
        return part()
    except Exception as error:
        return {"unknown": f"{type(error).__name__}: {error}"}


{"python": attempt(python), "packages": attempt(packages)}
