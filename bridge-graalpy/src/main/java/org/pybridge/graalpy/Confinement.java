package org.pybridge.graalpy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.pybridge.graalpy.Access.Permission;
import org.pybridge.spi.PythonRuntime;

/**
 * The Python half of {@link Access}. The engine refuses what is not allowed whatever Python does; this makes the refusals errors that
 * Python can catch, before the engine has to. Two things only this half refuses, because the engine has no word for them: signals of
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
                .execute(source(), PythonRuntime.FILE_NAME)
                .executeVoid(recursion, String.join(" ", allowed));
    }

    private static String source() {
        try (InputStream file = Confinement.class.getResourceAsStream(MODULE + ".py")) {
            return new String(requireNonNull(file, MODULE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
