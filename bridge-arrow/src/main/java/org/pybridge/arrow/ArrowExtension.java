package org.pybridge.arrow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyValue;
import org.pybridge.PythonBuilder;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.spi.PythonExtension;
import org.pybridge.spi.ServedFunctions;

/** Teaches Python tables. It is found by itself where this module is on the class path or module path. Stateless and thread-safe. */
public final class ArrowExtension implements PythonExtension {
    private static final ServedFunctions SERVED = new ServedFunctions(
            Set.of(TableReceiver.HAS_TABLE, TableReceiver.ENCODE, TableReceiver.ELEMENTS),
            Set.of(TableSender.CALL),
            Map.of(TableSender.RECEIVE, TableSender::received));

    /** Makes the extension, for {@link java.util.ServiceLoader}. */
    public ArrowExtension() {}

    @Override
    public void extend(PythonBuilder builder, Backend backend) {
        boolean shares = !backend.isRemote() && backend.capabilities().contains(Capability.SHARED_MEMORY);
        builder.toPython(PyTable.class, shares ? TableSender::shared : TableSender::copied)
                .fromPython(PyTable.class, TableReceiver.CONVERTER);
    }

    @Override
    public Map<String, String> modules() {
        return Map.of(
                "_pybridge_arrow", source("_pybridge_arrow"), "_pybridge_arrow_plain", source("_pybridge_arrow_plain"));
    }

    private static String source(String name) {
        try (InputStream file = ArrowExtension.class.getResourceAsStream(name + ".py")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public @Nullable List<?> rows(PyValue value, Class<? extends Record> row) {
        return TableReceiver.rows(value, row);
    }

    @Override
    public ServedFunctions served() {
        return SERVED;
    }
}
