package org.pybridge.graalpy;

import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyError;
import org.pybridge.PyFrame;
import org.pybridge.PythonException;

/**
 * Refusals that the engine reports as if they were faults of its own. Python code cannot catch these, and its {@code finally} blocks did
 * not run.
 */
final class Denials {
    private static final List<String> BASES = List.of("OSError", "Exception", "BaseException", "object");
    private static final Map<String, String> KINDS = Map.of(
            "java.lang.SecurityException: ", "PermissionError",
            "IllegalStateException: Creating threads is not allowed", "PermissionError",
            "Native access not allowed", "PermissionError",
            "Language options were specified for the inner context", "PermissionError",
            "UnsupportedPosixFeatureException: ", "OSError");

    private Denials() {}

    /** Gives the exception to throw, or null when the engine really failed. */
    static @Nullable PythonException of(PolyglotException failed, List<PyFrame> frames) {
        String message = failed.getMessage();
        if (message == null) {
            return null;
        }
        for (Map.Entry<String, String> kind : KINDS.entrySet()) {
            if (message.contains(kind.getKey())) {
                return new PythonException(new PyError(
                        kind.getValue(),
                        BASES,
                        message.substring(message.indexOf(": ") + 2),
                        List.of(),
                        frames,
                        List.of(),
                        null,
                        null,
                        List.of()));
            }
        }
        return null;
    }
}
