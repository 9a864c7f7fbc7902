package org.pybridge.graalpy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.packages.PythonPackages;
import org.pybridge.spi.Backend;
import org.pybridge.testing.PythonContract;

/** GraalPy passes the contract. */
@Order(4)
class GraalPyContractTest extends PythonContract {
    /** The package index has no wheel of numpy for GraalPy, and to build one takes minutes; a directory with one can be named. */
    private static final String WHEELS = System.getProperty("pybridge.wheels", "");

    @TempDir
    static Path directory;

    @Override
    protected Backend backend() {
        return GraalPy.builder().build();
    }

    @Override
    protected Optional<Backend> backendWithNumpy() {
        return hasNumpy()
                ? Optional.of(GraalPy.builder()
                        .packages(PythonPackages.builder()
                                .require("numpy")
                                .wheelsOnly()
                                .findLinks(WHEELS)
                                .cache(directory.resolve("packages"))
                                .build())
                        .build())
                : Optional.empty();
    }

    private static boolean hasNumpy() {
        Path wheels = Path.of(WHEELS);
        if (WHEELS.isEmpty() || !Files.isDirectory(wheels)) {
            return false;
        }
        try (Stream<Path> files = Files.list(wheels)) {
            return files.anyMatch(file -> file.getFileName().toString().matches("numpy-.*-graalpy.*\\.whl"));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
