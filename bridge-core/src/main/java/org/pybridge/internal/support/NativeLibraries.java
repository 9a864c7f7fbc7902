package org.pybridge.internal.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The native libraries of this process. */
public final class NativeLibraries {
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private NativeLibraries() {}

    /**
     * Tells whether a library is loaded; false on systems other than Linux, which do not tell.
     *
     * @param name what its file's name begins with
     */
    public static boolean isLoaded(String name) {
        try (Stream<String> mappings = Files.lines(MAPPINGS)) {
            return mappings.anyMatch(mapping -> mapping.contains("/" + name));
        } catch (IOException | UncheckedIOException otherSystem) {
            return false;
        }
    }
}
