"""What a script does when nothing but the interpreter runs it: the other side of the differential cases.

It knows nothing of the library. It is the module ``oracle`` of the library's interpreters, and runs in a bare one, too.
"""

import ast
import builtins
import collections
import io
import linecache
import sys
import types

_NAME = "<python>"
_DEEPEST = 12


def outcomes(sources):
    """What each script did, in order, in this interpreter."""
    return [outcome(source) for source in sources]


def outcome(source):
    main = types.ModuleType("__main__")
    main.__dict__["__builtins__"] = builtins
    linecache.cache[_NAME] = (len(source), None, source.splitlines(True), _NAME)
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True) for _ in range(2)]
    before = sys.stdout, sys.stderr, sys.modules["__main__"]
    sys.stdout, sys.stderr, sys.modules["__main__"] = *streams, main
    value = error = None
    try:
        value = _execute(source, main.__dict__)
    except BaseException as raised:
        error = raised
    finally:
        for stream in streams:
            stream.flush()
        sys.stdout, sys.stderr = before[:2]
    try:
        return {
            "value": describe(value, False),
            "copy": describe(value, True),
            "names": names(main.__dict__, False),
            "copies": names(main.__dict__, True),
            "stdout": streams[0].buffer.getvalue().decode("utf-8"),
            "stderr": streams[1].buffer.getvalue().decode("utf-8"),
            "error": None if error is None else describe_error(error),
        }
    finally:
        sys.modules["__main__"] = before[2]


def _execute(source, namespace):
    """The script, and the value of its last statement when that is an expression."""
    tree = compile(source, _NAME, "exec", ast.PyCF_ONLY_AST)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    value = None if last is None else compile(ast.Expression(last.value), _NAME, "eval")
    exec(compile(tree, _NAME, "exec"), namespace)
    return None if value is None else eval(value, namespace)


def importable(modules):
    """Which of the modules can be imported; ``process`` is the right to start one, ``native`` stands for modules in machine code.

    On GraalPy the first interpreter of a JVM that imports such a module bars the others from it, so none does.
    """
    found = []
    for module in modules:
        try:
            if module == "process":
                __import__("subprocess").run(["true"], check=True)
            elif module == "native":
                __import__("no native modules" if sys.implementation.name == "graalpy" else "pyexpat")
            else:
                __import__(module)
            found.append(module)
        except Exception:
            pass
    return found


# --- descriptions: the same text for the same value ---------------------------------------------------------------------


def names(namespace, copied):
    """What a script left behind: all names but those with underscores on both sides."""
    return {
        name: describe(value, copied)
        for name, value in namespace.items()
        if not (name.startswith("__") and name.endswith("__"))
    }


def described(value, names_):
    """The same of what an evaluation brought to Java and back."""
    return [describe(value, True), {name: describe(value, True) for name, value in names_.items()}]


def described_alive(value):
    return describe(value, False)


def describe(value, copied):
    """What a value is. Of a copy, what a copy in Java keeps of it: tuples are lists there, and subclasses what they inherit from."""
    return _Description(copied).of(value)


class _Description:
    def __init__(self, copied):
        self.copied = copied
        self.open = []

    def of(self, value):
        if any(value is outer for outer in self.open) or len(self.open) > _DEEPEST:
            return "..."
        self.open.append(value)
        try:
            return self._of(value)
        finally:
            self.open.pop()

    def _of(self, value):
        if self.copied and type(value) not in (int, float, bool, type(None)):
            value = _copied(value)
        kind = type(value)
        if kind in (int, float, bool, type(None), bytes):
            return _exact(value)
        if kind is str:
            return ascii(value)
        if isinstance(value, type):
            return f"class {value.__module__}.{value.__qualname__}"
        if isinstance(value, types.ModuleType):
            return f"module {value.__name__}"
        if isinstance(value, BaseException):
            return f"{_name(kind)}{self.of(list(value.args))}"
        if isinstance(value, (list, tuple, set, frozenset, dict)):
            return _prefix(kind) + self._container(value)
        if isinstance(value, (int, float, str, bytes, bytearray)):
            base = next(b for b in (int, float, str, bytes, bytearray) if isinstance(value, b))
            return f"{_prefix(kind)}{base.__repr__(value)}"
        if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.GeneratorType)):
            return f"{kind.__name__} {value.__qualname__}"
        if kind.__repr__ is object.__repr__:
            return f"{_name(kind)}{self.of(_attributes(value)) if kind.__module__ == '__main__' else ''}"
        try:
            return f"{_name(kind)}:{repr(value)!a}"
        except Exception as error:
            return f"{_name(kind)}, whose repr raises {type(error).__name__}"

    def _container(self, value):
        if isinstance(value, dict):
            return "{" + ", ".join([f"{self.of(k)}: {self.of(v)}" for k, v in dict.items(value)]) + "}"
        if isinstance(value, (set, frozenset)):
            return "{" + ", ".join(sorted([self.of(v) for v in set.union(set(), value)])) + "}"
        base = list if isinstance(value, list) else tuple
        return "[" + ", ".join([self.of(v) for v in base.__iter__(value)]) + "]"


def _exact(value):
    return hex(value) if type(value) is int and value.bit_length() > 4096 else repr(value)


def _copied(value):
    enum = sys.modules.get("enum")
    if enum is not None and isinstance(value, enum.Enum) and not isinstance(value, (int, float, str)):
        return value
    for base, copy in (
        (int, lambda v: int.__add__(v, 0)),
        (float, float.__float__),
        (str, str.__str__),
        (bytes, bytes),
        (bytearray, bytes),
        (tuple, lambda v: list(tuple.__iter__(v))),
        (list, lambda v: list(list.__iter__(v))),
        (frozenset, set),
        (set, set),
        # Its order is not the one that dict.items tells.
        (collections.OrderedDict, lambda v: dict(collections.OrderedDict.items(v))),
        (dict, lambda v: dict(dict.items(v))),
    ):
        if isinstance(value, base):
            return copy(value)
    if isinstance(value, memoryview):
        return _bytes_of(value)
    pathlib = sys.modules.get("pathlib")
    if pathlib is not None and isinstance(value, pathlib.PurePath):
        return pathlib.PurePosixPath(value.as_posix())
    datetime = sys.modules.get("datetime")
    if datetime is not None and isinstance(value, datetime.datetime) and value.tzinfo is not None:
        return value.replace(tzinfo=datetime.timezone(value.utcoffset()))
    return value


def _bytes_of(view):
    try:
        return view.tobytes() if view.format == "B" else view
    except ValueError:  # It was released.
        return view


def _prefix(kind):
    return "" if kind is list or kind is dict else f"{_name(kind)} "


def _name(kind):
    module, name = kind.__module__, kind.__qualname__
    # GraalPy has datetime in Python, where its types say so.
    return name if module == "builtins" else f"{module}.{name}"


def _attributes(value):
    own = dict(getattr(value, "__dict__", {}))
    for kind in type(value).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for slot in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, slot) and not slot.startswith("__"):
                own[slot] = getattr(value, slot)
    return own


def describe_error(error, seen=()):
    """An exception as Java tells it: type, bases, message, arguments, frames, notes, what it was raised from, and its members."""
    if error is None or any(error is other for other in seen):
        return None
    seen = (*seen, error)
    origin = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return {
        "type": _name(type(error)),
        "bases": [_name(base) for base in type(error).__mro__[1:]],
        "message": _message(error),
        "arguments": None if isinstance(error, SyntaxError) else [repr(argument) for argument in _arguments(error)],
        "place": [error.lineno or 0, error.offset or 0] if isinstance(error, SyntaxError) else None,
        "frames": _frames(error.__traceback__),
        "notes": list(getattr(error, "__notes__", ())),
        "origin": describe_error(origin, seen),
        "group": [describe_error(member, seen) for member in getattr(error, "exceptions", ())],
    }


def _message(error):
    return error.msg if isinstance(error, SyntaxError) else str(error)


def _arguments(error):
    """Those of a group but for its members, which are told by themselves."""
    return error.args[:1] if hasattr(error, "exceptions") else error.args


def _frames(traceback):
    """Function and line of each frame of the script and of what it called."""
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code is not outcome.__code__ and code is not _execute.__code__:
            frames.append(f"{code.co_filename}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return frames


def answer(request):
    """What the bare interpreter is asked."""
    sys.path[:] = request["path"]
    return outcomes(request["sources"])
