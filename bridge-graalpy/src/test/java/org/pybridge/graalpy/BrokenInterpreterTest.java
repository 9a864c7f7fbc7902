package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.PythonException;

/** An interpreter that does not work any more is replaced, and one that works is kept. */
@Timeout(180)
class BrokenInterpreterTest {
    private Python python;

    @BeforeEach
    void start() {
        python = Python.builder(GraalPy.builder().build())
                .pool(pool -> pool.size(1))
                .build();
    }

    @AfterEach
    void close() {
        python.close();
    }

    /** What code can change in the functions that bring values in and out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes = lambda n: b''",
                "bytes = lambda n: None",
                "marshal = None",
                "byte_zeros.__code__ = (lambda n: 'x').__code__",
                "load.__code__ = (lambda data: 1 / 0).__code__",
                "load_tagged.__code__ = (lambda *all: 5).__code__",
                "take.__code__ = (lambda a, b, c: 1 / 0).__code__",
                "take.__code__ = (lambda a, b, c: None).__code__",
                "pack.__code__ = (lambda a, b: (0, 1, 2)).__code__",
            })
    void codeThatChangesTheLibraryCostsOneInterpreterAndNoMore(String change) {
        // Inside of a string, so that nothing sees that the script changes something.
        python.exec(
                "exec('import sys, marshal\\ncodec = sys.modules[\"_pybridge_graalpy\"]\\ncodec.' + change)",
                Map.of("change", change));
        Map<String, Object> value = Map.of("key", List.of(1L, "text"));

        Stream<Map<String, Object>> calls =
                Stream.of(Map.of("value", value), Map.of("value", value, "callback", (Runnable) () -> {}));
        assertThat(calls.map(variables -> catchThrowable(() -> python.eval("value", variables)))
                        .filter(Objects::nonNull))
                .singleElement()
                .isInstanceOf(InterpreterLostException.class)
                .asString()
                .contains("changed functions of the library");
        assertThat(python.eval("value", Map.of("value", value)).as(Object.class))
                .isEqualTo(value);
    }

    /** Arguments that the engine fails at. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'x'.ljust(2 ** 31 - 1)                                                        | SystemError
            '%.1000000000f' % 1.0                                                         | SystemError
            __import__('_frozen_importlib').BuiltinImporter.exec_module(None)             | TypeError
            """, quoteCharacter = '"')
    void whatTheEngineFailsAtIsAnErrorOfTheCallAlone(String expression, String type) {
        python.exec("import builtins\nbuiltins.kept = 5");

        assertThatExceptionOfType(PythonException.class)
                .isThrownBy(() -> python.eval(expression))
                .satisfies(error -> assertThat(error.error().type()).isEqualTo(type));

        assertThat(python.statistics().died()).isZero();
        assertThat(python.eval("[1, 'x']").as(Object.class)).isEqualTo(List.of(1L, "x"));
    }

    @Test
    void anImportThatTheEngineFailsInCostsTheInterpreterWhichKeepsItsLock() {
        try (Python own = Python.builder(GraalPy.builder().build())
                .pool(pool -> pool.size(1))
                .module("failing", "'x'.ljust(2 ** 31 - 1)")
                .build()) {
            assertThatExceptionOfType(InterpreterLostException.class).isThrownBy(() -> own.exec("import failing"));
            assertThat(own.eval("6 * 7").as(int.class)).isEqualTo(42);
        }
    }
}
