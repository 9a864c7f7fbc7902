package org.pybridge.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pybridge.Call;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.internal.runtime.PythonRuntime;

/**
 * Calls the Python half of this module, which an interpreter gets when it turns out to lack it. Thread-safe.
 *
 * @param python runs the methods
 * @param maxCallTime the limit of a call, or null
 * @param debugInfo whether clients are told where Python was
 * @param executor runs calls
 */
record ServiceRuntime(Python python, @Nullable Duration maxCallTime, boolean debugInfo, Executor executor) {
    static final String MODULE = "_pybridge_services";

    /** Another call of the same interpreter may be at it. What fails half-way is not left behind. */
    private static final String INSTALL = """
            import sys
            from types import ModuleType
            made = ModuleType(name)
            exec(compile(source, file, "exec"), made.__dict__)
            sys.modules.setdefault(name, made)
            """;

    private static final String SOURCE = source();

    private static String source() {
        try (InputStream file = ServiceRuntime.class.getResourceAsStream(MODULE + ".py")) {
            return new String(Objects.requireNonNull(file, MODULE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    <T> T call(Call<T> call) {
        try {
            return python.call(call);
        } catch (PythonException raised) {
            if (!isMissing(raised)) {
                throw raised;
            }
        }
        return python.withSession(session -> {
            session.exec(INSTALL, Map.of("name", MODULE, "source", SOURCE, "file", PythonRuntime.FILE_NAME));
            return session.call(call);
        });
    }

    private static boolean isMissing(PythonException raised) {
        return raised.error().isA("ModuleNotFoundError")
                && raised.error().message().equals("No module named '" + MODULE + "'");
    }
}
