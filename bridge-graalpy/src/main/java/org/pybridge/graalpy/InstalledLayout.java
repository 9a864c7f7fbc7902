package org.pybridge.graalpy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What lies where in a directory of installed packages.
 *
 * @param root the directory
 */
record InstalledLayout(Path root) {

    /** What goes on {@code sys.path}. */
    Path modules() {
        return root.resolve("site-packages");
    }

    /** GraalPy as a program; GraalPy looks for other programs beside it. */
    Path program() {
        return root.resolve("bin").resolve("graalpy");
    }

    Path patchelf() {
        return root.resolve("bin").resolve(Patchelf.NAME);
    }

    /** What only the installation needs. */
    Path tools() {
        return root.resolve("tools");
    }

    boolean hasNativeModules() throws IOException {
        try (Stream<Path> all = Files.walk(modules())) {
            return all.anyMatch(file -> {
                String name = file.getFileName().toString();
                return name.contains("graalpy")
                        && (name.endsWith(".so") || name.endsWith(".pyd") || name.endsWith(".dylib"));
            });
        }
    }
}
