package org.pybridge.testing;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.pybridge.PyError;
import org.pybridge.PythonException;

/** What a case expects to be thrown, with its type, so that its data can be looked at. */
final class Raised {
    private Raised() {}

    static <T extends Throwable> T by(ThrowingCallable action, Class<T> type) {
        return Objects.requireNonNull(
                catchThrowableOfType(type, action), () -> "nothing was thrown, expected " + type.getSimpleName());
    }

    /** Runs code that must end with a Python exception. */
    static PyError by(ThrowingCallable action) {
        return by(action, PythonException.class).error();
    }
}
