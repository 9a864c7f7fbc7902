package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyError;
import org.pybridge.Python;
import org.pybridge.PythonException;

/** The contract lets a chain of causes that is a circle end anywhere, because GraalPy 25.2 loses it; 25.0 tells all of it. */
class ErrorCircleTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"__cause__", "__context__"})
    void eachIsToldOnce(String link) {
        assumeThat(EngineVersion.ofThisJvm().number()).startsWith("25.0.");
        String code = "a = ValueError('a')\nb = ValueError('b')\nb.LINK = a\na.LINK = b\nraise a".replace("LINK", link);
        try (Python python = GraalPy.start()) {
            PyError error = catchThrowableOfType(PythonException.class, () -> python.exec(code))
                    .error();
            PyError origin = error.causeOrContext().orElseThrow();
            assertThat(origin.message()).isEqualTo("b");
            assertThat(origin.causeOrContext()).isEmpty();
        }
    }
}
