"""Sets an interpreter back to what it was after its init script, when a borrower gives it back.

Looking at all that a script can reach would take longer than most scripts: 30 ms for the modules of an interpreted GraalPy. So there
are two ways to know what changed. Settings that can be asked for are compared with their first values, if they may have changed at all (``_Setting``). And a script
announces what it assigns to: where its text stores into an attribute or an item, or calls a method that changes a container, the compiled
code first shows the owner to ``owner`` or ``part``, which copy it (``announcing``). A script that does none of it pays nothing.
"""

import _ast
import sys
import _thread

from _pybridge import close_busy_runners

_ModuleType = type(sys)
_FunctionType = type(lambda: None)
_MISSING = object()
_PATIENCE = 0.1  # For threads that are about to end.

# --- what scripts announce ------------------------------------------------------------------------------------------

_MUTATORS = frozenset(
    "append extend insert remove pop popitem clear update setdefault sort reverse add discard __setitem__ __delitem__".split()
)
_PATCHERS = frozenset(("setattr", "delattr", "vars"))
_OWNER, _PART = "__pybridge_owner__", "__pybridge_part__"
_MOST_COPIES = 10_000

_copies = {}


def owner(value):
    """Keeps a copy of a module, class or function that is about to change. Other objects that a name stands for are the script's own."""
    if isinstance(value, (_ModuleType, type, _FunctionType)):
        _keep(value)
    return value


def part(value):
    """Keeps a copy of anything that is about to change and was reached through something else."""
    _keep(value)
    return value


def _keep(value):
    if id(value) not in _copies and len(_copies) <= _MOST_COPIES:
        copy = _copy(value)
        if copy is not None:
            _copies[id(value)] = (value, copy)


def _copy(value):
    if isinstance(value, (dict, list, set)):
        return (type(value).__mro__[-2] if type(value) not in (dict, list, set) else type(value))(value)
    if type(value) is _FunctionType:
        return (value.__code__, value.__defaults__, value.__kwdefaults__, dict(value.__dict__))
    names = _names(value)
    return None if names is None else dict(names)


def _names(value):
    try:
        return object.__getattribute__(value, "__dict__") if not isinstance(value, type) else type.__dict__["__dict__"].__get__(value)
    except (AttributeError, TypeError):
        return None


def announcing(tree):
    """Rewrites a script so that it shows what it assigns to; gives what it then needs in its namespace, or None."""
    return {_OWNER: owner, _PART: part} if _rewrite(tree) else None


def _rewrite(node):
    """Looks at each node once, without recursion, because a script may nest deep."""
    found = False
    waiting = [node]
    while waiting:
        node = waiting.pop()
        kind = type(node)
        if kind is _ast.Attribute or kind is _ast.Subscript:
            if type(node.ctx) is not _ast.Load:
                node.value = _shown(node.value)
                found = True
        elif kind is _ast.Call:
            found = _show_changed(node) or found
        for name in node._fields:
            child = getattr(node, name, None)
            if isinstance(child, _ast.AST):
                waiting.append(child)
            elif type(child) is list:
                waiting.extend([each for each in child if isinstance(each, _ast.AST)])
    return found


def _show_changed(call):
    function = call.func
    if type(function) is _ast.Attribute and function.attr in _MUTATORS and type(function.value) is not _ast.Name:
        function.value = _shown(function.value)
        return True
    if type(function) is _ast.Name and function.id in _PATCHERS and call.args and type(call.args[0]) is not _ast.Starred:
        call.args[0] = _shown(call.args[0])
        return True
    return False


def _shown(value):
    function = _at(value, _ast.Name(id=_OWNER if type(value) is _ast.Name else _PART, ctx=_ast.Load()))
    return _at(value, _ast.Call(func=function, args=[value], keywords=[]))


def _at(place, node):
    node.lineno, node.col_offset = place.lineno, place.col_offset
    node.end_lineno, node.end_col_offset = place.end_lineno, place.end_col_offset
    return node


def _undo_changes():
    while _copies:
        value, copy = _copies.popitem()[1]
        if type(value) is _FunctionType:
            value.__code__, value.__defaults__, value.__kwdefaults__ = copy[:3]
            _put_back(value.__dict__, copy[3])
        elif isinstance(value, list):
            if len(value) != len(copy) or not all(map(_is, value, copy)):
                list.__setitem__(value, slice(None), copy)
        elif isinstance(value, set):
            set.clear(value)
            set.update(value, copy)
        elif isinstance(value, dict):
            _put_back(value, copy)
        elif isinstance(value, type):
            _put_names_back(value, copy)
        else:
            _put_back(_names(value), copy)


def _is(one, other):
    return one is other


def _put_back(now, then):
    """Changes a dict only where it differs, because others may be reading it."""
    for name in [name for name in now if name not in then]:
        if now is not sys.modules:  # What was imported stays.
            dict.__delitem__(now, name)
    for name, value in then.items():
        if dict.get(now, name, _MISSING) is not value:
            dict.__setitem__(now, name, value)


def _put_names_back(owner, then):
    now = dict(_names(owner))
    for name in now:
        if name not in then:
            type.__delattr__(owner, name)
    for name, value in then.items():
        if now.get(name, _MISSING) is not value:
            type.__setattr__(owner, name, value)


# --- settings that can be asked for ---------------------------------------------------------------------------------


class _Setting:
    """A setting of the interpreter, in a module that may not be loaded yet.

    ``get`` gives a value to compare, ``keep`` makes of it what stays as it is, and ``put`` sets that again. Comparing costs each borrower
    a little. So what only certain functions change is not compared before one of them was called: ``changers`` names them, with the
    modules that have them by that name.
    """

    __slots__ = ("module", "get", "put", "keep", "changers", "loaded", "value")

    def __init__(self, module, get, put, keep=None, changers=()):
        self.module = module
        self.get = get
        self.put = put
        self.keep = keep or _itself
        self.changers = changers
        self.loaded = None
        self.value = None

    def take(self):
        """Takes what is now for what is to be restored."""
        self.value = self.keep(self.get(self.loaded))

    def restore(self):
        if self.get(self.loaded) != self.value:
            self.put(self.loaded, self.value)

    def note_changers(self):
        for module, name in self.changers:
            original = getattr(sys.modules.get(module), name, None)
            if original is not None and not hasattr(original, "__pybridge_noted__"):
                setattr(sys.modules[module], name, self._noting(original))

    def _noting(self, original):
        def noting(*arguments, **named):
            _called.add(self)
            return original(*arguments, **named)

        noting.__name__ = noting.__qualname__ = original.__name__
        noting.__doc__ = original.__doc__
        noting.__pybridge_noted__ = True
        return noting


def _itself(value):
    return value


def _copies_of(containers):
    return tuple([type(each)(each) for each in containers])


_STREAMS = "stdin stdout stderr displayhook excepthook modules".split()
_LISTS = "path meta_path path_hooks".split()


def _put_streams(module, streams):
    for name, stream in zip(_STREAMS, streams):
        setattr(module, name, stream)


def _put_hooks(module, hooks):
    trace, profile, recursion, switch = hooks
    module.settrace(trace)
    module.setprofile(profile)
    module.setrecursionlimit(recursion)
    module.setswitchinterval(switch)


def _put_lists(module, lists):
    for name, content in zip(_LISTS, lists):
        own = _lists[name]
        own[:] = content
        setattr(module, name, own)


_lists = {}


def _put_environment(module, data):
    environment = module.environ
    wanted = {environment.decodekey(key): environment.decodevalue(value) for key, value in data.items()}
    for name in [name for name in environment if name not in wanted]:
        del environment[name]
    environment.update(wanted)
    time = sys.modules.get("time")
    if hasattr(time, "tzset"):
        time.tzset()


def _put_filters(module, filters):
    module.filters[:] = filters
    getattr(module, "_filters_mutated", int)()


def _loggers(module):
    return [module.root] + [each for each in module.root.manager.loggerDict.values() if isinstance(each, module.Logger)]


def _logger_state(logger):
    return (logger, logger.level, logger.disabled, logger.propagate, tuple(logger.handlers), tuple(logger.filters))


def _get_logging(module):
    manager = module.root.manager
    return (manager.disable, module._loggerClass, tuple([_logger_state(each) for each in _loggers(module)]))


def _put_logging(module, state):
    module.root.manager.disable, module._loggerClass, loggers = state
    known = {id(each[0]): each for each in loggers}
    for logger in _loggers(module):
        _, level, logger.disabled, logger.propagate, handlers, filters = known.get(
            id(logger), (logger, module.NOTSET, False, True, (), ())
        )
        logger.setLevel(level)
        logger.handlers[:] = handlers
        logger.filters[:] = filters


def _signals(module):
    found = []
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGCHLD", "SIGPIPE"):
        number = getattr(module, name, None)
        if number is not None:
            found.append((number, module.getsignal(number)))
    return tuple(found)


def _put_signals(module, handlers):
    for number, handler in handlers:
        if module.getsignal(number) is not handler:
            module.signal(number, handler)


def _attribute(module, name):
    def get(loaded):
        return getattr(loaded, name, None)

    return _Setting(module, get, lambda loaded, value: setattr(loaded, name, value))


def _locale(module):
    return module.setlocale(module.LC_ALL, None)


def _always_other(module):
    return object()


_SETTINGS = [
    _Setting("sys", lambda m: (m.stdin, m.stdout, m.stderr, m.displayhook, m.excepthook, m.modules), _put_streams),
    _Setting("sys", lambda m: (m.gettrace(), m.getprofile(), m.getrecursionlimit(), m.getswitchinterval()), _put_hooks),
    _Setting("sys", lambda m: (m.path, m.meta_path, m.path_hooks), _put_lists, _copies_of),
    _Setting("os", lambda m: m.environ._data, _put_environment, dict),
    _Setting("os", lambda m: m.getcwd(), lambda m, directory: m.chdir(directory)),
    _Setting("warnings", lambda m: m.filters, _put_filters, list),
    _Setting("logging", _get_logging, _put_logging),
    _Setting("_signal", _signals, _put_signals, changers=[("_signal", "signal")]),
    _Setting(
        "_locale",
        _locale,
        lambda m, value: m.setlocale(m.LC_ALL, value),
        changers=[("_locale", "setlocale"), ("locale", "_setlocale")],
    ),
    _Setting("gc", lambda m: m.isenabled(), lambda m, on: m.enable() if on else m.disable()),
    _Setting(
        "_socket",
        lambda m: m.getdefaulttimeout(),
        lambda m, limit: m.setdefaulttimeout(limit),
        changers=[("_socket", "setdefaulttimeout"), ("socket", "setdefaulttimeout")],
    ),
    # Seeded anew after somebody has chosen a seed: going back to an old state would give each borrower the same numbers.
    _Setting("random", _always_other, lambda m, state: m._inst.seed(), changers=[("random", "seed"), ("random", "setstate")]),
    _attribute("urllib.request", "_opener"),
    _attribute("asyncio.events", "_event_loop_policy"),
    _attribute("threading", "_trace_hook"),
    _attribute("threading", "_profile_hook"),
    _attribute("threading", "excepthook"),
    _attribute("tempfile", "tempdir"),
]

_asleep = list(_SETTINGS)  # Their modules are not loaded.
_compared = []
_noted = []
_called = set()
_threads = 0
_depth = 0


def snapshot():
    """Takes what is now for what is to be restored."""
    global _threads
    _threads = _thread._count()
    _lists.update({name: getattr(sys, name) for name in _LISTS})
    variables = sys.modules.get("_contextvars") or sys.modules.get("contextvars")
    if variables is not None:
        _known_variables.update(variables.copy_context())
    for builtin in ("_signal", "_locale"):
        try:
            __import__(builtin)
        except ImportError:
            pass
    _wake()
    _around_imports()
    from _pybridge_scripts import scripts

    scripts.announcing = announcing


def _wake():
    """Begins with the settings of modules that are loaded now. One that cannot be read, because access is restricted, cannot change either."""
    for setting in list(_asleep):
        loaded = sys.modules.get(setting.module)
        if loaded is None:
            continue
        _asleep.remove(setting)
        setting.loaded = loaded
        try:
            setting.take()
        except Exception:
            continue
        (_noted if setting.changers else _compared).append(setting)
    for setting in _noted:
        setting.note_changers()


def restore():
    """Undoes what has changed since; gives what could not be undone, or None."""
    try:
        if _copies:
            _undo_changes()
        for setting in _compared:
            setting.restore()
        while _called:
            _called.pop().restore()
        _restore_variables()
        return _left_running()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _around_imports():
    """What a module does when it is imported belongs to the module, which stays, and not to whoever imported it first."""
    bootstrap = sys.modules["_frozen_importlib"]
    find_and_load = bootstrap._find_and_load

    def _find_and_load(name, import_):
        global _depth, _threads
        if _depth:
            return find_and_load(name, import_)
        _depth += 1
        try:
            changed = [setting for setting in _compared if setting.get(setting.loaded) != setting.value]
            called = set(_called)
            threads = _thread._count()
            try:
                return find_and_load(name, import_)
            finally:
                _threads += max(0, _thread._count() - threads)
                for setting in _compared:
                    if setting not in changed:
                        setting.take()
                for setting in _called - called:
                    setting.take()
                _called.intersection_update(called)
                _wake()
        finally:
            _depth -= 1

    bootstrap._find_and_load = _find_and_load


# --- the rest -------------------------------------------------------------------------------------------------------


def _restore_variables():
    """Context variables of this thread. The one of ``decimal`` is there once that module was used; others cannot be unset."""
    variables = sys.modules.get("_contextvars") or sys.modules.get("contextvars")
    if variables is None:
        return
    for variable, value in variables.copy_context().items():
        if _is_of_decimal(variable):
            _restore_decimal(value)
        elif variable not in _known_variables:
            raise RuntimeError(f"a context variable: {variable!r}")


_known_variables = set()


def _is_of_decimal(variable):
    """GraalPy's context variables do not tell their names, but its decimal is written in Python."""
    pure = sys.modules.get("_pydecimal")
    return getattr(variable, "name", None) == "decimal_context" or variable is getattr(pure, "_current_context_var", None)


def _restore_decimal(context):
    decimal = sys.modules["decimal"]
    usual = decimal.DefaultContext
    names = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "traps")
    if any([getattr(context, name) != getattr(usual, name) for name in names]):
        decimal.setcontext(usual.copy())
    else:
        context.clear_flags()


def _left_running():
    """Closes event loops that have something left in them, and waits a moment for threads that are ending."""
    close_busy_runners()
    if _thread._count() > _threads:
        import time

        end = time.monotonic() + _PATIENCE
        while _thread._count() > _threads:
            if time.monotonic() > end:
                return "running threads"
            time.sleep(0.001)
    return None
