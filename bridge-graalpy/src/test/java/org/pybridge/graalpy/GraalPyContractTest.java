package org.pybridge.graalpy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.spi.Backend;
import org.pybridge.testing.PythonContract;

/** GraalPy passes the contract. */
class GraalPyContractTest extends PythonContract {
    /** GraalPy has no wheel of numpy in the package index; a directory with one that was built for it can be named. */
    private static final String WHEELS = System.getProperty("pybridge.wheels", "");

    @TempDir
    static Path directory;

    @Override
    protected Backend backend() {
        return GraalPy.builder().build();
    }

    @Override
    protected Optional<Backend> backendWithNumpy() {
        return wheel().map(GraalPyContractTest::unpacked)
                .map(packages -> GraalPy.builder().pythonPath(packages).build());
    }

    private static Optional<Path> wheel() {
        Path wheels = Path.of(WHEELS);
        if (WHEELS.isEmpty() || !Files.isDirectory(wheels)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(wheels)) {
            return files.filter(file -> file.getFileName().toString().matches("numpy-.*-graalpy.*\\.whl"))
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Path unpacked(Path wheel) {
        Path packages = directory.resolve("numpy-packages");
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path file = packages.resolve(entry.getName());
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    try (InputStream content = zip.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                }
            }
            return packages;
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
