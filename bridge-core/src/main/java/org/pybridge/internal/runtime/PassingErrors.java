package org.pybridge.internal.runtime;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.pybridge.PythonException;

/**
 * Which exceptions of one interpreter's Python are passing through Java: a callback's call raised them, and if the callback throws them,
 * Python raises the very same again. Thread-safe.
 */
public final class PassingErrors {
    private static final int NUMBER = 11;

    private final Map<PythonException, Long> numbers = Collections.synchronizedMap(new WeakHashMap<>());

    /** Makes an empty record. */
    public PassingErrors() {}

    /**
     * Makes the exception for a Python exception, and takes note of it if a callback's call raised it.
     *
     * @param described what {@code _pybridge_errors.describe} tells, as a natural value
     * @return the exception
     */
    public PythonException of(List<?> described) {
        PythonException made = RaisedErrors.of(described);
        if (described.get(NUMBER) instanceof Number number && number.longValue() != 0) {
            numbers.put(made, number.longValue());
        }
        return made;
    }

    /**
     * Gives the number that Python knows an exception by.
     *
     * @param thrown what a callback threw
     * @return the number, or 0 for what Python did not raise
     */
    public long number(@Nullable Throwable thrown) {
        return thrown instanceof PythonException exception ? numbers.getOrDefault(exception, 0L) : 0;
    }
}
