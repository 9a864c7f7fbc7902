package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.PythonException;

/** What a worker may not have, and what comes of it when it wants more. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class WorkerLimitTest {

    private static Python start(PythonProcess.Builder builder) {
        return Python.builder(builder.build()).pool(pool -> pool.size(1)).build();
    }

    @Test
    void tooMuchMemoryIsAMemoryErrorAndTheWorkerLivesOn() {
        try (Python python = start(PythonProcess.builder().addressSpace(1L << 30))) {
            PythonException error =
                    catchThrowableOfType(PythonException.class, () -> python.eval("len(bytearray(2 << 30))"));
            assertThat(error.error().type()).isEqualTo("MemoryError");
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
            assertThat(python.statistics().died()).isZero();
        }
    }

    @Test
    void anEndlessLoopEndsWithItsProcessorTime() {
        try (Python python = start(PythonProcess.builder().cpuTime(Duration.ofSeconds(1)))) {
            InterpreterLostException lost =
                    catchThrowableOfType(InterpreterLostException.class, () -> python.exec("while True: pass"));
            assertThat(lost.crash().orElseThrow().signal()).hasValue("SIGXCPU");
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
    }

    @Test
    void tooManyFilesAreAnOsErrorAndTheWorkerLivesOn() {
        try (Python python = start(PythonProcess.builder().openFiles(64))) {
            PythonException error = catchThrowableOfType(
                    PythonException.class, () -> python.exec("files = [open('/dev/null') for _ in range(100)]"));
            assertThat(error.error().type()).isEqualTo("OSError");
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
            assertThat(python.statistics().died()).isZero();
        }
    }
}
