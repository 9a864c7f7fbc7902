package org.pybridge.graalpy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.support.UserCache;

/** Where the engine and this library unpack what is in jars: a directory that can be written. */
final class UnpackedFiles {
    /** Source: the documentation of {@code org.graalvm.polyglot.Engine#copyResources}. */
    private static final String OF_ENGINE = "polyglot.engine.userResourceCache";

    private static final String ENGINE_DIRECTORY = "org.graalvm.polyglot";

    private UnpackedFiles() {}

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
        boolean isAbsolute = UserCache.absolute(variable).isPresent()
                || (variable == null
                        && UserCache.absolute(System.getProperty("user.home")).isPresent());
        return isAbsolute
                && UserCache.directory()
                        .filter(cache ->
                                Files.isDirectory(cache.resolve(ENGINE_DIRECTORY)) || UserCache.isWritable(cache))
                        .isPresent();
    }

    private static Path writable() {
        try {
            return UserCache.writable();
        } catch (IOException nowhere) {
            throw new InterpreterLostException(
                    "GraalPy has nowhere to unpack its files: " + nowhere.getMessage(), nowhere, false, null);
        }
    }
}
