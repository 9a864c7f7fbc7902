package org.pybridge.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.pybridge.internal.runtime.PythonRuntime;

/** The Python half of the wire: {@code _pybridge_wire} with {@code encode} and {@code decode}, and what it needs. */
public final class PythonWire {
    private PythonWire() {}

    /**
     * Reads the modules. A backend loads them after those of {@link PythonRuntime#modules()}.
     *
     * @return the modules; each needs those before it
     */
    public static List<PythonRuntime.Module> modules() {
        return Stream.of("_pybridge_msgpack", "_pybridge_wire")
                .map(name -> new PythonRuntime.Module(name, source(name)))
                .toList();
    }

    private static String source(String name) {
        try (InputStream file = PythonWire.class.getResourceAsStream(name + ".py")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
