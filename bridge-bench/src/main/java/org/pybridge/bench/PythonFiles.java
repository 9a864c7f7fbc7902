package org.pybridge.bench;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Where {@code bench.py} is. */
public final class PythonFiles {
    private PythonFiles() {}

    /**
     * Finds it.
     *
     * @return a directory for {@code sys.path}
     */
    public static Path directory() {
        URL module = Objects.requireNonNull(PythonFiles.class.getResource("/python/bench.py"));
        try {
            return Objects.requireNonNull(Path.of(module.toURI()).getParent());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
