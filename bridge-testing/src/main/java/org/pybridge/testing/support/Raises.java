package org.pybridge.testing.support;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.pybridge.PyError;
import org.pybridge.PythonException;

/** What a case expects to be thrown, with its type, so that its data can be looked at. */
public final class Raises {
    private Raises() {}

    public static <T extends Throwable> T assertRaises(ThrowingCallable action, Class<T> type) {
        return Objects.requireNonNull(
                catchThrowableOfType(type, action), () -> "nothing was thrown, expected " + type.getSimpleName());
    }

    /** Runs code that must end with a Python exception. */
    public static PyError assertRaises(ThrowingCallable action) {
        return assertRaises(action, PythonException.class).error();
    }
}
