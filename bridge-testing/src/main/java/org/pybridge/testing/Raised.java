package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.pybridge.PyError;
import org.pybridge.PythonException;

/** What Python raised. */
final class Raised {
    private Raised() {}

    /** Runs code that must end with a Python exception. */
    static PyError by(ThrowingCallable code) {
        Throwable thrown = catchThrowable(code);
        assertThat(thrown).isInstanceOf(PythonException.class);
        return ((PythonException) thrown).error();
    }
}
