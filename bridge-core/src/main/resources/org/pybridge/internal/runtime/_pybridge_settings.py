"""Sets the settings of an interpreter back to what they were after its start, between two borrowers.

Each setting is compared by value and written only where it differs; nothing is wrapped, and no code is rewritten. A setting whose module
was not loaded at the start counts from the module's documented default.
"""

import sys
from _thread import get_ident

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Read = Callable[[Any], Any]
    Write = Callable[[Any, Any], object]

_UNKNOWN: "Any" = object()


class _Setting:
    """One setting: how it is read and written, and what it is where its module was loaded later."""

    def __init__(self, name: str, module: str, read: "Read", write: "Write", default: "Any" = _UNKNOWN) -> None:
        self.name = name
        self.module = module
        self.read = read
        self.write = write
        self.default = default
        self.value = _UNKNOWN

    def take(self) -> None:
        module = sys.modules.get(self.module)
        if module is not None:
            self.value = self.read(module)

    def restore(self) -> None:
        module = sys.modules.get(self.module)
        if module is None:
            return
        if self.value is _UNKNOWN:
            self.value = self.default(module) if callable(self.default) else self.default
            if self.value is _UNKNOWN:
                self.value = self.read(module)
                return
        if not _same(self.read(module), self.value):
            self.write(module, self.value)


def _same(one: object, other: object) -> bool:
    """Whether two values are equal; parts of a tuple are compared by identity first, and objects of others never asked for more."""
    if type(one) is tuple and type(other) is tuple:
        return len(one) == len(other) and all([_same(*pair) for pair in zip(one, other)])
    return one is other or (type(one) is type(other) and type(one) in _COMPARED and one == other)


_COMPARED = frozenset((int, float, str, bool, dict))


# --- how settings are read and written ------------------------------------------------------------------------------


def _attributes(*names: str) -> "tuple[Read, Write]":
    def read(module: "Any") -> "tuple[Any, ...]":
        return tuple([getattr(module, name, None) for name in names])

    def write(module: "Any", values: "tuple[Any, ...]") -> None:
        for name, value in zip(names, values):
            setattr(module, name, value)

    return read, write


def _lists(*names: str) -> "tuple[Read, Write]":
    """Lists stay the same objects, because others keep them."""

    def read(module: "Any") -> "tuple[Any, ...]":
        return tuple([part for name in names for part in (getattr(module, name), tuple(getattr(module, name)))])

    def write(module: "Any", values: "tuple[Any, ...]") -> None:
        for name, kept, content in zip(names, values[::2], values[1::2]):
            kept[:] = content
            setattr(module, name, kept)

    return read, write


def _read_hooks(module: "Any") -> "tuple[Any, ...]":
    return module.gettrace(), module.getprofile(), module.getrecursionlimit(), module.getswitchinterval()


def _write_hooks(module: "Any", hooks: "tuple[Any, ...]") -> None:
    trace, profile, recursion, switch = hooks
    module.settrace(trace)
    module.setprofile(profile)
    module.setrecursionlimit(recursion)
    module.setswitchinterval(switch)


def _write_environment(module: "Any", data: "dict[Any, Any]") -> None:
    environment = module.environ
    wanted = {environment.decodekey(key): environment.decodevalue(value) for key, value in data.items()}
    for name in [name for name in environment if name not in wanted]:
        del environment[name]
    environment.update(wanted)
    time = sys.modules.get("time")
    if time is not None and hasattr(time, "tzset"):
        time.tzset()


def _read_umask(module: "Any") -> int:
    """There is no way to look at it without setting it; with a strict one, nobody else can read a file that is made meanwhile."""
    mask = module.umask(0o077)
    module.umask(mask)
    return mask


def _read_filters(module: "Any") -> "tuple[Any, ...]":
    return module.showwarning, module.formatwarning, tuple(module.filters)


def _write_filters(module: "Any", values: "tuple[Any, ...]") -> None:
    module.showwarning, module.formatwarning, filters = values
    module.filters[:] = filters
    if hasattr(module, "_filters_mutated"):
        module._filters_mutated()
    else:  # Since Python 3.14.
        with module._lock:
            module._filters_mutated_lock_held()


def _loggers(module: "Any") -> "list[Any]":
    return [
        module.root,
        *[each for each in list(module.root.manager.loggerDict.values()) if isinstance(each, module.Logger)],
    ]


def _read_loggers(module: "Any") -> "tuple[Any, ...]":
    manager = module.root.manager
    return manager.disable, tuple([_state(each) for each in _loggers(module)])


def _state(logger: "Any") -> "tuple[Any, ...]":
    return logger, logger.level, logger.disabled, logger.propagate, tuple(logger.handlers), tuple(logger.filters)


def _untouched(module: "Any", logger: "Any") -> "tuple[Any, ...]":
    return logger, module.NOTSET, False, True, (), ()


def _default_loggers(module: "Any") -> "tuple[Any, ...]":
    """What the library's own hook sets when ``logging`` is imported."""
    handlers = [each for each in module.root.handlers if type(each).__module__ == "_pybridge_streams"]
    level = handlers[0].root_level if handlers else module.WARNING
    root = (module.root, level, False, True, tuple(handlers), ())
    return 0, (root, *[_untouched(module, each) for each in _loggers(module)[1:]])


def _write_loggers(module: "Any", states: "tuple[Any, ...]") -> None:
    module.root.manager.disable, loggers = states
    known = {id(each[0]): each for each in loggers}
    for logger in _loggers(module):
        state = known.get(id(logger)) or _untouched(module, logger)
        _, level, logger.disabled, logger.propagate, handlers, filters = state
        logger.setLevel(level)
        logger.handlers[:] = handlers
        logger.filters[:] = filters


class _LoggerSetting(_Setting):
    """Loggers that were made meanwhile count as untouched ones, so that new ones are no difference."""

    def restore(self) -> None:
        module = sys.modules.get(self.module)
        if module is not None and self.value is not _UNKNOWN:
            disable, loggers = self.value
            known = {id(each[0]) for each in loggers}
            new = [_untouched(module, each) for each in _loggers(module) if id(each) not in known]
            self.value = disable, loggers + tuple(new)
        super().restore()


_SIGNALS = "SIGINT SIGTERM SIGHUP SIGUSR1 SIGUSR2 SIGALRM SIGCHLD SIGPIPE".split()


def _read_signals(module: "Any") -> "tuple[Any, ...]":
    numbers = [getattr(module, name) for name in _SIGNALS if hasattr(module, name)]
    timer = bool(module.getitimer(module.ITIMER_REAL)[0]) if hasattr(module, "getitimer") else False
    return (timer, *[(number, module.getsignal(number)) for number in numbers])


def _write_signals(module: "Any", values: "tuple[Any, ...]") -> None:
    timer, *handlers = values
    if not timer and hasattr(module, "setitimer"):
        module.setitimer(module.ITIMER_REAL, 0)
    for number, handler in handlers:
        if module.getsignal(number) is not handler:
            module.signal(number, handler)


_DECIMAL = "prec rounding Emin Emax capitals clamp".split()
_DECIMAL_DEFAULT = (28, "ROUND_HALF_EVEN", -999999, 999999, 1, 0)
_thread = None  # The one that took the settings: a decimal context belongs to a thread.


def _read_context(context: "Any", module: "Any") -> "tuple[Any, ...]":
    return (*[getattr(context, name) for name in _DECIMAL], dict(context.traps))


def _write_context(context: "Any", values: "tuple[Any, ...]") -> None:
    for name, value in zip(_DECIMAL, values):
        setattr(context, name, value)
    for signal, trapped in values[-1].items():
        context.traps[signal] = trapped
    context.clear_flags()


def _default_context(module: "Any") -> "tuple[Any, ...]":
    trapped = (module.InvalidOperation, module.DivisionByZero, module.Overflow)
    return (*_DECIMAL_DEFAULT, {signal: signal in trapped for signal in module.DefaultContext.traps})


def _read_decimal(module: "Any") -> "tuple[Any, ...]":
    return _read_context(module.DefaultContext, module), _read_context(module.getcontext(), module)


def _write_decimal(module: "Any", values: "tuple[Any, ...]") -> None:
    default, context = values
    _write_context(module.DefaultContext, default)
    _write_context(module.getcontext(), context if get_ident() == _thread else default)


def _default_decimal(module: "Any") -> "tuple[Any, ...]":
    return (_default_context(module),) * 2


def _read_locale(module: "Any") -> str:
    return module.setlocale(module.LC_ALL, None)


def _settings() -> "list[_Setting]":
    return [
        _Setting("working directory", "os", lambda m: m.getcwd(), lambda m, directory: m.chdir(directory)),
        _Setting("environment", "os", lambda m: dict(m.environ._data), _write_environment),
        _Setting("umask", "os", _read_umask, lambda m, mask: m.umask(mask)),
        _Setting(
            "standard streams", "sys", *_attributes("stdin", "stdout", "stderr", "displayhook", "excepthook", "modules")
        ),
        _Setting("trace, profile, recursion limit, switch interval", "sys", _read_hooks, _write_hooks),
        _Setting("sys.path, sys.argv, import hooks", "sys", *_lists("path", "argv", "meta_path", "path_hooks")),
        _Setting("warnings filters", "warnings", _read_filters, _write_filters),
        _LoggerSetting("loggers", "logging", _read_loggers, _write_loggers, _default_loggers),
        _Setting("signal handlers", "_signal", _read_signals, _write_signals),
        _Setting("locale", "_locale", _read_locale, lambda m, value: m.setlocale(m.LC_ALL, value)),
        _Setting(
            "garbage collection",
            "gc",
            lambda m: m.isenabled(),
            lambda m, enabled: (m.enable if enabled else m.disable)(),
        ),
        _Setting(
            "collection thresholds", "gc", lambda m: m.get_threshold(), lambda m, values: m.set_threshold(*values)
        ),
        _Setting(
            "default socket timeout",
            "_socket",
            lambda m: m.getdefaulttimeout(),
            lambda m, v: m.setdefaulttimeout(v),
            None,
        ),
        _Setting("decimal context", "decimal", _read_decimal, _write_decimal, _default_decimal),
        _Setting("URL opener", "urllib.request", *_attributes("_opener"), (None,)),
        _Setting("event loop policy", "asyncio.events", *_attributes("_event_loop_policy"), (None,)),
        _Setting(
            "thread hooks", "threading", *_attributes("_trace_hook", "_profile_hook", "excepthook"), _default_hooks
        ),
    ]


def _default_hooks(module: "Any") -> "tuple[Any, ...]":
    return None, None, getattr(module, "__excepthook__", module.excepthook)


_taken = []


def take() -> None:
    """Takes the settings as they are now for those to be restored. One that cannot be read here, as access is restricted, is left out."""
    global _thread
    _thread = get_ident()
    for module in ("os", "warnings", "gc", "_signal", "_locale"):
        try:
            __import__(module)
        except ImportError:
            pass
    for setting in _settings():
        try:
            setting.take()
        except Exception:
            continue
        _taken.append(setting)


def restore() -> "str | None":
    """Sets back what differs; returns what could not be set back, and why, or None."""
    failed = []
    for setting in _taken:
        try:
            setting.restore()
        except Exception as error:
            failed.append(f"{setting.name}: {type(error).__name__}: {error}")
    return "; ".join(failed) or None
