package org.pybridge.arrow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.pybridge.PythonBuilder;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.spi.PythonExtension;

/** Teaches Python tables. It is found by itself where this module is on the class path or module path. Stateless and thread-safe. */
public final class ArrowExtension implements PythonExtension {
    private static final List<String> MODULES = List.of("_pybridge_arrow", "_pybridge_arrow_plain");

    /** Makes the extension, for {@link java.util.ServiceLoader}. */
    public ArrowExtension() {}

    @Override
    public void extend(PythonBuilder builder, Backend backend) {
        if (backend.capabilities().contains(Capability.SHARED_MEMORY)) {
            MODULES.forEach(name -> builder.module(name, source(name)));
        }
        builder.toPython(PyTable.class, PyTable::made).fromPython(PyTable.class, TableReceiver::receive);
    }

    private static String source(String name) {
        try (InputStream file = ArrowExtension.class.getResourceAsStream(name + ".py")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
