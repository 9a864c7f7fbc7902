package org.pybridge.internal.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The Python half of the library. A backend loads its modules into each interpreter, in their order, before the first call. */
public final class PythonRuntime {
    /** The file name that the modules are compiled with; tracebacks leave out its frames. */
    public static final String FILE_NAME = "<pybridge>";

    private PythonRuntime() {}

    /**
     * One module.
     *
     * @param name its name in {@code sys.modules}
     * @param source its source text
     */
    public record Module(String name, String source) {}

    /**
     * Reads the modules.
     *
     * @return the modules; each needs those before it
     */
    public static List<Module> modules() {
        return Stream.of(
                        "_pybridge_makers",
                        "_pybridge_values",
                        "_pybridge",
                        "_pybridge_streams",
                        "_pybridge_scripts",
                        "_pybridge_errors",
                        "_pybridge_buffers",
                        "_pybridge_settings",
                        "_pybridge_modules")
                .map(name -> new Module(name, source(name)))
                .toList();
    }

    /**
     * Reads the code that compiles modules, and loads them once compiled, for backends whose interpreters are many in one process.
     *
     * @return source text, with the functions {@code compiled} and {@code load}
     */
    public static String loader() {
        return source("loader");
    }

    private static String source(String name) {
        try (InputStream file = PythonRuntime.class.getResourceAsStream(name + ".py")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
