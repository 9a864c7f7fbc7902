package org.pybridge.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The Python half of the library. A backend loads it into each interpreter as the module {@link #NAME} before the first call. */
public final class PythonRuntime {
    /** The module's name. */
    public static final String NAME = "_pybridge";

    private PythonRuntime() {}

    /**
     * Reads the module.
     *
     * @return its source text
     */
    public static String source() {
        try (InputStream file = PythonRuntime.class.getResourceAsStream(NAME + ".py")) {
            return new String(Objects.requireNonNull(file, NAME).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
