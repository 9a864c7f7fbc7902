package org.pybridge.internal.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where programs keep what they can make again: the user's directory for that or, where it cannot be written, as in many containers, a
 * temporary directory that goes with the JVM.
 *
 * <p>Source: the XDG Base Directory Specification, and the customs of macOS and Windows.
 */
public final class UserCache {
    private static final Logger LOG = LoggerFactory.getLogger(UserCache.class);

    private UserCache() {}

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
    }

    /** Finds the user's directory, which may not exist yet; empty for a user without a home. */
    public static Optional<Path> directory() {
        return directory(System.getProperty("os.name"), System.getProperty("user.home"), System::getenv);
    }

    /** Takes the JVM's word for the home, or HOME where that is none: of a user without an account, as in some containers, it says "?". */
    static Optional<Path> directory(
            String system, @Nullable String userHome, Function<String, @Nullable String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        Optional<Path> home = absolute(userHome).or(() -> absolute(environment.apply("HOME")));
        if (name.startsWith("mac")) {
            return home.map(directory -> directory.resolve("Library").resolve("Caches"));
        }
        return absolute(environment.apply(name.startsWith("windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME"))
                .or(() -> home.map(directory -> directory.resolve(".cache")));
    }

    /** A relative path, which the specification has ignored, would be another directory for each program. */
    public static Optional<Path> absolute(@Nullable String directory) {
        return Optional.ofNullable(directory)
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }

    /**
     * Finds a directory that can be written, the user's or a temporary one.
     *
     * @throws IOException when there is none; its message names both, and what to do
     */
    public static Path writable() throws IOException {
        Optional<Path> user = directory().filter(UserCache::isWritable);
        if (user.isPresent()) {
            return user.get();
        }
        Temporary temporary = Temporary.OfThisJvm.MADE;
        if (temporary.directory == null) {
            throw new IOException(
                    "neither " + inWords() + " nor the directory for temporary files, "
                            + System.getProperty("java.io.tmpdir")
                            + ", can be written; make one of them writable, or name another one by"
                            + " -Djava.io.tmpdir=... or the variable XDG_CACHE_HOME",
                    temporary.failure);
        }
        return temporary.directory;
    }

    /** Tells whether a directory can be written, which is made if it does not exist. */
    public static boolean isWritable(Path directory) {
        try {
            return Files.isWritable(Files.createDirectories(directory));
        } catch (IOException impossible) {
            return false;
        }
    }

    private static String inWords() {
        return directory()
                .map(cache -> "the cache directory " + cache)
                .orElse("a home directory, which this user has not,");
    }
}
