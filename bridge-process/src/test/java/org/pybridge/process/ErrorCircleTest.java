package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyError;
import org.pybridge.Python;
import org.pybridge.PythonException;

/** The contract lets a chain of causes that is a circle end anywhere, because some engines lose it; workers tell all of it. */
class ErrorCircleTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"__cause__", "__context__"})
    void eachIsToldOnce(String link) {
        String code = "a = ValueError('a')\nb = ValueError('b')\nb.LINK = a\na.LINK = b\nraise a".replace("LINK", link);
        try (Python python = Python.builder(PythonProcess.at("python3")).build()) {
            PyError error = catchThrowableOfType(PythonException.class, () -> python.exec(code))
                    .error();
            PyError origin = error.causeOrContext().orElseThrow();
            assertThat(origin.message()).isEqualTo("b");
            assertThat(origin.causeOrContext()).isEmpty();
        }
    }
}
