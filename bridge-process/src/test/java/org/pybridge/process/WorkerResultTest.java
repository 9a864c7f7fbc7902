package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;
import org.pybridge.Python;

/** Results that are too large for the JVM: one error of one call. */
@Timeout(120)
class WorkerResultTest {
    private static final String DOUBLED = "x = [1]\nfor i in range(18): x = [x, x]\nx";

    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.builder(PythonProcess.builder().maxResult(4 << 20).build())
                .pool(pool -> pool.size(1))
                .build();
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x' * (5 << 20)",
                "b'x' * (5 << 20)",
                "s = 'x' * 1024\n[s, 1.5] * 5000",
                "list(range(10**6, 2 * 10**6))",
                "[[]] * 1000000",
                "[{}] * 1000000",
                "{i: i for i in range(100000)}",
                DOUBLED,
                "10 ** 15000000"
            })
    void aResultThatIsTooLargeIsAnErrorOfItsCallAlone(String code) {
        long lost = python.statistics().died();
        assertThatThrownBy(() -> python.eval(code))
                .isInstanceOf(ConversionException.class)
                .hasMessageContainingAll("a copy of at most 4194304 bytes", "maxResult");
        assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        assertThat(python.statistics().died()).isEqualTo(lost);
    }

    @Test
    void aResultWithinTheLimitArrives() {
        assertThat(python.eval("'x' * (4000 << 10)").as(String.class)).hasSize(4000 << 10);
        assertThat(python.eval("list(range(200000))").as(int[].class)).hasSize(200000);
    }

    @Test
    void argumentsOfACallbackThatAreTooLargeAreRefusedInPython() {
        UnaryOperator<Object> same = value -> value;
        String code = """
                try:
                    same('x' * (5 << 20))
                except Exception as error:
                    what = str(error)
                what
                """;
        assertThat(python.eval(code, Map.of("same", same)).as(String.class)).contains("maxResult");
    }

    @Test
    void whatIsPrintedOrLoggedAtOnceCanBeLargerThanAFrame() {
        int size = 24 << 20;
        long lost = python.statistics().died();
        assertThat(python.run("print('x' * " + size + ", end='')").stdout()).isNotEmpty();
        python.exec("import logging\nlogging.getLogger('large').error('x' * " + size + ")");
        python.exec("import threading\nt = threading.Thread(target=print, args=('x' * " + size
                + ",))\nt.start()\nt.join()");
        assertThat(python.statistics().died()).isEqualTo(lost);
    }

    @Test
    void aLimitThatIsTooSmallIsRefused() {
        assertThatThrownBy(() -> PythonProcess.builder().maxResult(1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxResult is 1000 bytes; it has to be at least 1048576");
    }
}
