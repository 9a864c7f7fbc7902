package org.pybridge.graalpy;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;
import org.pybridge.PyError;
import org.pybridge.PyFrame;

/**
 * What the engine reports as faults of its own, as the errors that CPython would raise: refusals, and arguments that it cannot work with.
 * Python code cannot catch these, and its {@code finally} blocks did not run.
 */
final class AccessErrors {
    private static final List<String> EXCEPTION = List.of("Exception", "BaseException", "object");
    private static final List<String> OS_ERROR = List.of("OSError", "Exception", "BaseException", "object");
    private static final Pattern CLASS_AND_MESSAGE = Pattern.compile("[\\w.$]+\\.([\\w$]+): (.*)", Pattern.DOTALL);

    /** A part of what the engine says, and the error that it stands for. */
    private record Kind(String part, String type, List<String> bases) {}

    private static final List<Kind> DENIALS = List.of(
            new Kind("java.lang.SecurityException: ", "PermissionError", OS_ERROR),
            new Kind("IllegalStateException: Creating threads is not allowed", "PermissionError", OS_ERROR),
            new Kind("Native access not allowed", "PermissionError", OS_ERROR),
            new Kind("Language options were specified for the inner context", "PermissionError", OS_ERROR),
            new Kind("UnsupportedPosixFeatureException: ", "OSError", EXCEPTION));

    /** Source: the specializations of Truffle's nodes, one for each combination of types that a function takes. */
    private static final Kind WRONG_TYPE = new Kind("UnsupportedSpecializationException", "TypeError", EXCEPTION);

    private static final Kind FAULT = new Kind("", "SystemError", EXCEPTION);

    private AccessErrors() {}

    /** Tells whether the engine refused something, and did not fail. */
    static boolean isDenial(PolyglotException failed) {
        return DENIALS.stream().anyMatch(kind -> text(failed).contains(kind.part()));
    }

    /** Gives what the engine said as an error of Python's. */
    static PyError of(PolyglotException failed, List<PyFrame> frames) {
        String text = text(failed);
        for (Kind kind : DENIALS) {
            if (text.contains(kind.part())) {
                return error(kind, text.substring(text.indexOf(": ") + 2), frames);
            }
        }
        return text.contains(WRONG_TYPE.part())
                ? error(
                        WRONG_TYPE,
                        "an argument has a type that the engine does not take here: " + shortened(text),
                        frames)
                : error(FAULT, "the engine failed in this call: " + shortened(text), frames);
    }

    private static String shortened(String text) {
        Matcher parts = CLASS_AND_MESSAGE.matcher(text);
        return parts.matches() ? parts.group(1) + ": " + parts.group(2) : text;
    }

    private static String text(PolyglotException failed) {
        return Objects.requireNonNullElse(failed.getMessage(), "");
    }

    private static PyError error(Kind kind, String message, List<PyFrame> frames) {
        return new PyError(kind.type(), kind.bases(), message, List.of(), frames, List.of(), null, null, List.of());
    }
}
