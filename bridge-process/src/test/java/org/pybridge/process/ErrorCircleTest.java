package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.pybridge.PyError;
import org.pybridge.Python;
import org.pybridge.PythonException;

/** The contract lets a chain of causes that is a circle end anywhere, because some engines lose it; workers tell all of it. */
class ErrorCircleTest {
    @Test
    void eachCauseIsToldOnce() {
        try (Python python = Python.builder(PythonProcess.at("python3")).build()) {
            PyError error = catchThrowableOfType(
                            PythonException.class,
                            () -> python.exec("a = ValueError('a')\nb = ValueError('b')\n"
                                    + "a.__cause__ = b\nb.__cause__ = a\nraise a"))
                    .error();
            PyError cause = error.origin().orElseThrow();
            assertThat(cause.message()).isEqualTo("b");
            assertThat(cause.origin()).isEmpty();
        }
    }
}
