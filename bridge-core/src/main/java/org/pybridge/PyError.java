package org.pybridge;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Python exception as plain data. It holds nothing of the interpreter that raised it, so it can be kept, logged and sent. Immutable.
 *
 * @param type the class with its module, as {@code json.decoder.JSONDecodeError}; builtins without theirs, as {@code ValueError}
 * @param bases the classes that {@code type} inherits from, nearest first
 * @param message {@code str()} of the exception, cut at 8 KiB; a placeholder when {@code __str__} itself raised
 * @param arguments {@code repr()} of each of its arguments; of an exception group its message alone, as {@code group} has the members
 * @param frames the traceback, outermost call first, as Python prints it
 * @param notes what {@code add_note} added
 * @param cause the exception of {@code raise ... from}, or null
 * @param context the exception that was being handled when this one was raised and that Python would print, or null
 * @param group the members of an exception group, else empty
 */
public record PyError(
        String type,
        List<String> bases,
        String message,
        List<String> arguments,
        List<PyFrame> frames,
        List<String> notes,
        @Nullable PyError cause,
        @Nullable PyError context,
        List<PyError> group) {

    /** Copies the lists. */
    public PyError {
        bases = List.copyOf(bases);
        arguments = List.copyOf(arguments);
        frames = List.copyOf(frames);
        notes = List.copyOf(notes);
        group = List.copyOf(group);
    }

    /**
     * Gives the exception that Python would print above this one.
     *
     * @return the cause, else the context, else empty
     */
    public Optional<PyError> causeOrContext() {
        return Optional.ofNullable(cause != null ? cause : context);
    }

    /**
     * Tells whether {@code except name} would catch this exception.
     *
     * @param name a class name as in {@link #type()}
     * @return true when it is the exception's class or one of its bases
     */
    public boolean isA(String name) {
        return type.equals(name) || bases.contains(name);
    }
}
