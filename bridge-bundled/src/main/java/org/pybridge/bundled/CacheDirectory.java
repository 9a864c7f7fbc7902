package org.pybridge.bundled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.support.FileTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where Python is unpacked: the user's cache or, where that cannot be written, a temporary directory that goes with the JVM. */
final class CacheDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(BundledPython.class);

    private CacheDirectory() {}

    /** One directory for the JVM, made when it is first needed. */
    private static final class Temporary {
        private static final Path DIRECTORY = make();

        private static Path make() {
            try {
                Path directory = Files.createTempDirectory("pybridge-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "pybridge-delete"));
                LOG.info("the user's cache cannot be written, so Python is unpacked into {} at each start", directory);
                return directory;
            } catch (IOException nowhere) {
                throw new IllegalStateException(
                        "neither the user's cache nor " + System.getProperty("java.io.tmpdir")
                                + " can be written; make one of them writable, or name another one by XDG_CACHE_HOME",
                        nowhere);
            }
        }

        private static void delete(Path directory) {
            try {
                FileTree.delete(directory);
            } catch (IOException inUse) {
                // It stays for whoever cleans temporary files.
            }
        }
    }

    /** Returns a directory of this module's that exists and can be written. */
    static Path writable() {
        return ofUser().filter(CacheDirectory::isWritable).orElseGet(() -> Temporary.DIRECTORY);
    }

    private static boolean isWritable(Path directory) {
        try {
            return Files.isWritable(Files.createDirectories(directory));
        } catch (IOException impossible) {
            return false;
        }
    }

    private static Optional<Path> ofUser() {
        return Stream.of(
                        absolute(System.getenv("XDG_CACHE_HOME"), ""),
                        absolute(System.getenv("LOCALAPPDATA"), ""),
                        absolute(System.getProperty("user.home"), ".cache"),
                        absolute(System.getenv("HOME"), ".cache"))
                .flatMap(Optional::stream)
                .map(cache -> cache.resolve("pybridge").resolve("python"))
                .findFirst();
    }

    /** A relative path would be another directory for each program, and "?" is what Java says of a user without a name. */
    private static Optional<Path> absolute(@Nullable String directory, String below) {
        return Optional.ofNullable(directory)
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .map(home -> home.resolve(below));
    }
}
