package org.pybridge.graalpy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.support.FileTree;
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

    private static final String CACHE = ".cache";
    private static final String ENGINE_DIRECTORY = "org.graalvm.polyglot";

    private UnpackedFiles() {}

    /** One directory for the whole JVM, made when it is first needed; or why it could not be made. */
    private record Temporary(
            @Nullable Path directory, @Nullable Exception failure) {

        private static final class OfThisJvm {
            private static final Temporary MADE = make();
        }

        private static Temporary make() {
            try {
                Path directory = Files.createTempDirectory("pybridge-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "pybridge-delete"));
                LOG.info("{} cannot be written, so Python is unpacked into {} at each start", inWords(), directory);
                return new Temporary(directory, null);
            } catch (IOException | IllegalArgumentException nowhere) {
                return new Temporary(null, nowhere);
            }
        }

        private static void delete(Path directory) {
            try {
                FileTree.delete(directory);
            } catch (IOException inUse) {
                // It stays for whoever cleans temporary files.
            }
        }

        static Path ofThisJvm() {
            Path made = OfThisJvm.MADE.directory;
            if (made == null) {
                throw new InterpreterLostException(
                        "GraalPy has nowhere to unpack its files: neither " + inWords()
                                + " nor the directory for temporary files, " + System.getProperty("java.io.tmpdir")
                                + ", can be written; make one of them writable, or name another one by"
                                + " -Djava.io.tmpdir=... or the variable XDG_CACHE_HOME",
                        OfThisJvm.MADE.failure,
                        false,
                        null);
            }
            return made;
        }
    }

    /**
     * Gives this library's directory, which may not exist yet.
     *
     * @throws InterpreterLostException when no directory can be written
     */
    static Path directory() {
        return writable().resolve("pybridge");
    }

    /**
     * Tells the engine to unpack elsewhere, if it could not where it would. It reads this property once, for the first engine of the JVM.
     *
     * @throws InterpreterLostException when no directory can be written
     */
    static void prepareEngine() {
        if (System.getProperty(OF_ENGINE) == null && !suits()) {
            System.setProperty(OF_ENGINE, writable().resolve(ENGINE_DIRECTORY).toString());
        }
    }

    /** Tells whether the engine, which takes relative directories as well, finds a good one. */
    private static boolean suits() {
        String variable = System.getenv("XDG_CACHE_HOME");
        boolean isAbsolute = absolute(variable, "").isPresent()
                || (variable == null
                        && absolute(System.getProperty("user.home"), "").isPresent());
        return isAbsolute
                && userCache()
                        .filter(cache -> Files.isDirectory(cache.resolve(ENGINE_DIRECTORY)) || isWritable(cache))
                        .isPresent();
    }

    private static Path writable() {
        return userCache().filter(UnpackedFiles::isWritable).orElseGet(Temporary::ofThisJvm);
    }

    private static boolean isWritable(Path directory) {
        try {
            return Files.isWritable(Files.createDirectories(directory));
        } catch (IOException impossible) {
            return false;
        }
    }

    private static String inWords() {
        return userCache()
                .map(cache -> "the cache directory " + cache)
                .orElse("a home directory, which this user has not,");
    }

    /** Where a user has no name, as in many containers, Java's home is a question mark, and only the variable tells where it is. */
    private static Optional<Path> userCache() {
        return Stream.of(
                        absolute(System.getenv("XDG_CACHE_HOME"), ""),
                        absolute(System.getenv("LOCALAPPDATA"), ""),
                        absolute(System.getProperty("user.home"), CACHE),
                        absolute(System.getenv("HOME"), CACHE))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A relative path is of no use: it would be another directory for each program. */
    private static Optional<Path> absolute(@Nullable String directory, String below) {
        return Optional.ofNullable(directory)
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .map(home -> home.resolve(below));
    }
}
