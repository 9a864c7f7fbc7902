package org.pybridge.graalpy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.pybridge.spi.FileTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the engine and this library unpack what is in jars: the user's cache directory or, where that cannot be written, as in many
 * containers, a temporary directory that goes with the JVM.
 */
final class UnpackedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(GraalPy.class);
    /** Source: the documentation of {@code org.graalvm.polyglot.Engine#copyResources}. */
    private static final String OF_ENGINE = "polyglot.engine.userResourceCache";

    private static final String ENGINE_DIRECTORY = "org.graalvm.polyglot";

    private UnpackedFiles() {}

    /** One directory for the whole JVM, made when it is first needed. */
    private static final class Temporary {
        private static final Path DIRECTORY = make();

        private static Path make() {
            try {
                Path directory = Files.createTempDirectory("pybridge-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "pybridge-delete"));
                LOG.info("{} cannot be written, so Python is unpacked into {} at each start", userCache(), directory);
                return directory;
            } catch (IOException nowhere) {
                throw new UncheckedIOException(
                        "neither " + userCache()
                                + " nor the directory for temporary files can be written; make one of them writable",
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

    /** Gives this library's directory, which may not exist yet. */
    static Path directory() {
        return (isWritable(userCache()) ? userCache() : Temporary.DIRECTORY).resolve("pybridge");
    }

    /** Tells the engine to unpack elsewhere, if it could not where it would. It reads this property once, for the first engine of the JVM. */
    static void prepareEngine() {
        if (System.getProperty(OF_ENGINE) == null
                && !Files.isDirectory(userCache().resolve(ENGINE_DIRECTORY))
                && !isWritable(userCache())) {
            System.setProperty(
                    OF_ENGINE, Temporary.DIRECTORY.resolve(ENGINE_DIRECTORY).toString());
        }
    }

    private static boolean isWritable(Path directory) {
        try {
            return Files.isWritable(Files.createDirectories(directory));
        } catch (IOException impossible) {
            return false;
        }
    }

    private static Path userCache() {
        return Stream.of("XDG_CACHE_HOME", "LOCALAPPDATA")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    }
}
