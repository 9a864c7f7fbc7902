package org.pybridge.grpc;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.Reference;
import org.pybridge.spi.ResultMode;

/**
 * What a client may call. With a list of entry points, these; and of the functions that core calls, those that use an object which an
 * allowed function returned, by its public names. Everything else is refused before it runs. Thread-safe.
 */
final class EntryPointRules {
    /** Uses of an object, or of a value, that have no name in them. */
    private static final Set<String> USES = Set.of(
            "_pybridge:type_name_of",
            "_pybridge:itself",
            "_pybridge:contains",
            "_pybridge:equal",
            "_pybridge:start",
            "_pybridge:advance",
            "_pybridge:has_next",
            "_pybridge:pop",
            "_pybridge:new_box",
            "_pybridge:stop",
            "_pybridge:enter",
            "_pybridge:leave",
            "_pybridge:directory",
            "_pybridge:number",
            "_pybridge:elements",
            "_pybridge:raise_error",
            "_pybridge_buffers:describe",
            "_pybridge_buffers:content",
            "_pybridge_settings:take",
            "_pybridge_settings:restore",
            "operator:getitem");

    /** Builtins that use an object where they have it alone. */
    private static final Set<String> USES_OF_ONE =
            Set.of("builtins:len", "builtins:bool", "builtins:hash", "builtins:str", "builtins:repr");

    /** Uses of an object by a name, which is the second argument. */
    private static final Set<String> BY_NAME =
            Set.of("_pybridge:attribute", "_pybridge:call_method", "_pybridge:member", "builtins:hasattr");

    /** Public names that lead from an object to the code behind it, or that read attributes which a text names. */
    private static final Set<String> REVEALING = Set.of(
            "format",
            "format_map",
            "mro",
            "with_traceback",
            "gi_frame",
            "gi_code",
            "gi_yieldfrom",
            "cr_frame",
            "cr_code",
            "cr_await",
            "cr_origin",
            "ag_frame",
            "ag_code",
            "ag_await",
            "tb_frame",
            "tb_next",
            "f_back",
            "f_builtins",
            "f_code",
            "f_globals",
            "f_locals",
            "f_trace");

    /** Types whose objects give a client more than what it was allowed. */
    private static final Set<String> TOO_MUCH = Set.of("module", "frame", "code", "traceback", "type");

    private static final String HEALTH = "1 + 1";
    private static final EntryPoint EVALUATE = EntryPoint.of("_pybridge_scripts:evaluate");
    private static final String CALL_ALL = "_pybridge:call_all";
    private static final EntryPoint TYPE_NAME = EntryPoint.of("_pybridge:type_name_of");

    /** A star stands for what a module defines itself: what it has imported is not meant. */
    private static final String IS_DEFINED_THERE = """
            import importlib
            found = importlib.import_module(module)
            for name in path.split("."):
                found = getattr(found, name)
            getattr(found, "__module__", None) == module
            """;

    private final Permission permission;
    private final ServedExtensions extensions;
    private final Set<String> modules = new HashSet<>();
    private final Set<String> found;

    /**
     * Makes the rules of one client.
     *
     * @param extensions what is allowed of the modules of extensions
     * @param found the entry points that a module was found to define itself; all clients add to it
     */
    EntryPointRules(Permission permission, ServedExtensions extensions, Set<String> found) {
        this.permission = permission;
        this.extensions = extensions;
        this.found = found;
        permission.patterns().forEach(pattern -> modules.add(pattern.substring(0, pattern.indexOf(':'))));
    }

    /** Makes a call if it is allowed, and gives its result if that is. */
    @Nullable
    Object call(Invocation invocation, Function<Invocation, @Nullable Object> way) {
        if (permission.allowsCode()) {
            return way.apply(invocation);
        }
        if (invocation.target() instanceof EntryPoint entry) {
            require(entry, invocation.arguments(), invocation.keywords(), way);
        }
        Object result = way.apply(invocation);
        look(result, way);
        return result;
    }

    private void require(
            EntryPoint entry,
            @Nullable Object[] arguments,
            Map<String, ? extends @Nullable Object> keywords,
            Function<Invocation, @Nullable Object> way) {
        String name = entry.toString();
        boolean allowed = USES.contains(name)
                || extensions.isOpen(entry)
                || (USES_OF_ONE.contains(name) && arguments.length == 1 && keywords.isEmpty());
        if (allowed) {
            return;
        }
        if (extensions.isCaller(entry)) {
            requireCalled(arguments, keywords, way);
            return;
        }
        if (BY_NAME.contains(name)) {
            requirePublic(argument(arguments, 1), name);
        } else if (entry.equals(EVALUATE)) {
            requireHealthProbe(arguments);
        } else {
            switch (name) {
                case "_pybridge:resolve" -> require(argument(arguments, 0), argument(arguments, 1), way);
                case CALL_ALL -> requireEach(arguments, keywords, way);
                case "_pybridge:member_of" -> {
                    String path = argument(arguments, 1);
                    String member = argument(arguments, 2);
                    require(argument(arguments, 0), path.isEmpty() ? member : path + "." + member, way);
                }
                case "_pybridge:import_all" -> requireImports(arguments.length > 0 ? arguments[0] : null);
                default -> require(entry.module(), entry.attribute(), way);
            }
        }
    }

    /** Looks at the call that a function makes in place of the client. An object that a client has can be called without it, too. */
    private void requireCalled(
            @Nullable Object[] arguments,
            Map<String, ? extends @Nullable Object> keywords,
            Function<Invocation, @Nullable Object> way) {
        if (arguments.length >= 2 && arguments[0] instanceof Reference && "".equals(arguments[1])) {
            return;
        }
        EntryPoint called = entryPoint(arguments);
        if (extensions.isCaller(called) || CALL_ALL.equals(called.toString())) {
            throw unusual();
        }
        require(called, Arrays.copyOfRange(arguments, 2, arguments.length), keywords, way);
    }

    /**
     * Looks at a batch. Python takes any iterable of lists, and by any name; only what this library sends can be looked at.
     *
     * @param arguments the function's module and path, the lists, the keywords of all calls, and whether results are wanted
     */
    private void requireEach(
            @Nullable Object[] arguments,
            Map<String, ? extends @Nullable Object> keywords,
            Function<Invocation, @Nullable Object> way) {
        if (!(arguments.length == 5
                && keywords.isEmpty()
                && arguments[2] instanceof List<?> lists
                && arguments[3] instanceof Map<?, ?> common)) {
            throw unusual();
        }
        if (!extensions.isCaller(entryPoint(arguments))) {
            require(argument(arguments, 0), argument(arguments, 1), way);
            return;
        }
        Map<String, @Nullable Object> named = new HashMap<>();
        common.forEach((name, value) -> named.put(String.valueOf(name), value));
        for (Object each : lists) {
            if (!(each instanceof List<?> list)) {
                throw unusual();
            }
            requireCalled(list.toArray(), named, way);
        }
    }

    private static EntryPoint entryPoint(@Nullable Object... arguments) {
        try {
            return EntryPoint.of(argument(arguments, 0) + ":" + argument(arguments, 1));
        } catch (IllegalArgumentException malformed) {
            throw new AccessRefusedException(String.valueOf(malformed.getMessage()));
        }
    }

    private static String argument(@Nullable Object[] arguments, int index) {
        if (index < arguments.length && arguments[index] instanceof String text) {
            return text;
        }
        throw unusual();
    }

    private static AccessRefusedException unusual() {
        return new AccessRefusedException("the call is not one that this library makes, and is refused");
    }

    private static void requirePublic(String path, String use) {
        for (String name : path.split("\\.", -1)) {
            if (name.startsWith("_") || REVEALING.contains(name)) {
                throw new AccessRefusedException("the name '" + name + "' is refused (" + use
                        + "): without allowCode() a client uses public attributes only");
            }
        }
    }

    private static void requireHealthProbe(@Nullable Object[] arguments) {
        if (arguments.length != 3 || !HEALTH.equals(arguments[0]) || !Map.of().equals(arguments[2])) {
            throw new AccessRefusedException("code of a client's own (eval, run, sessions, init scripts) is refused;"
                    + " the server allows it by PythonServer.builder(python).allowCode()");
        }
    }

    private void requireImports(@Nullable Object names) {
        if (!(names instanceof Collection<?> all && modules.containsAll(all))) {
            throw new AccessRefusedException(
                    "importing " + names + " is refused: the server allows only entry points of " + modules
                            + "; PythonServer.builder(python).allow(\"package.module:*\") allows more");
        }
    }

    private void require(String module, String path, Function<Invocation, @Nullable Object> way) {
        String name = module + ":" + path;
        if (permission.patterns().contains(name)) {
            return;
        }
        int dot = path.lastIndexOf('.');
        String pattern = module + ":" + path.substring(0, dot + 1) + "*";
        if (path.isEmpty() || !permission.patterns().contains(pattern)) {
            throw new AccessRefusedException("'" + (path.isEmpty() ? module : name) + "' is refused; the server allows "
                    + permission.patterns() + ", and more by PythonServer.builder(python).allow(\"" + module + ":*\")");
        }
        requirePublic(path, name);
        if (!found.contains(name)) {
            Map<String, Object> globals = Map.of("module", module, "path", path);
            if (!Boolean.TRUE.equals(
                    way.apply(Invocation.of(EVALUATE, ResultMode.VALUE, IS_DEFINED_THERE, "<allowed>", globals)))) {
                throw new AccessRefusedException("'" + name + "' is refused: " + pattern
                        + " means what the module defines itself, and this is something that it imports or a plain value; allow it by"
                        + " its own name");
            }
            found.add(name);
        }
    }

    /** Refuses objects that are keys to more, wherever in a value they are that a client is given. */
    void requireHarmless(@Nullable Object given, Function<Invocation, @Nullable Object> way) {
        if (!permission.allowsCode()) {
            look(given, way);
        }
    }

    private static void look(@Nullable Object result, Function<Invocation, @Nullable Object> way) {
        if (result instanceof Reference reference) {
            Object type = way.apply(Invocation.of(TYPE_NAME, ResultMode.VALUE, reference));
            if (TOO_MUCH.contains(String.valueOf(type))) {
                reference.release();
                throw new AccessRefusedException("an object of type '" + type
                        + "' is refused: without allowCode() a client gets no modules, classes or frames");
            }
        } else if (result instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                look(key, way);
                look(value, way);
            });
        } else if (result instanceof Collection<?> collection) {
            collection.forEach(each -> look(each, way));
        }
    }
}
