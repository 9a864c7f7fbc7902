package org.pybridge.arrow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.pybridge.Python;
import org.pybridge.process.PythonProcess;

/** Pythons that have the packages of tables. */
final class Pythons {
    private Pythons() {}

    /** Starts workers. */
    static Python withPackages(int workers) {
        PythonProcess backend = PythonProcess.builder()
                .packages("pyarrow==26.0.1", "pandas==3.1.1", "polars==2.1.0", "duckdb==2.0.1")
                .build();
        return Python.builder(backend)
                .pool(pool -> pool.size(workers))
                .module("tables", resource("/tables.py"))
                .build();
    }

    static String resource(String name) {
        try (InputStream file = Pythons.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
