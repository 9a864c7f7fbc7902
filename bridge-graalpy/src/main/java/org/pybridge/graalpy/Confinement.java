package org.pybridge.graalpy;

import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.pybridge.graalpy.Access.Permission;
import org.pybridge.internal.runtime.PythonRuntime;

/**
 * The Python half of {@link Access}. The engine refuses what is not allowed whatever Python does; this makes the refusals errors that
 * Python can catch, before the engine has to. Two things only this half refuses, because the engine has no word for them: signals to
 * the JVM, and native modules before the engine takes note of the attempt.
 */
final class Confinement {
    private static final String MODULE = "_pybridge_confined";
    private static final String LOAD = """
            def load(source, name):
                scope = {"__name__": "_pybridge_confined"}
                exec(compile(source, name, "exec"), scope)
                return scope["confine"]
            load""";

    private Confinement() {}

    /** Confines a context in which no code of the user's has run yet. */
    static void apply(Context context, Access access) {
        int recursion = access.limits().recursion();
        if (access.allowsEverything() && recursion == 0) {
            return;
        }
        List<String> allowed = new ArrayList<>();
        for (Permission permission : Permission.values()) {
            if (access.allows(permission)) {
                allowed.add(permission.name());
            }
        }
        if (access.allowsEverything()) {
            allowed.add("SIGNALS");
        }
        context.eval("python", LOAD)
                .execute(RuntimeBindings.source(MODULE), PythonRuntime.FILE_NAME)
                .executeVoid(
                        recursion,
                        upTo(recursion, context.eval("python", "import sys; sys.setrecursionlimit")),
                        String.join(" ", allowed));
    }

    /** Sets the limit that Python code asks for, if it may; tells whether it may. Python code finds this, and gets no further. */
    private static ProxyExecutable upTo(int most, Value setLimit) {
        return asked -> {
            boolean allowed = asked.length == 1 && asked[0].fitsInInt() && asked[0].asInt() <= most;
            if (allowed) {
                setLimit.executeVoid(asked[0]);
            }
            return allowed;
        };
    }
}
