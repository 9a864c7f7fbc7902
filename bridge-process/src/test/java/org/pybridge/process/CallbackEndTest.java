package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;

/** What becomes of a callback when its call is stopped, or its worker dies. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class CallbackEndTest {
    private static final String APPLY = "def apply(function): return function()\n";
    private static final String APPLY_LATER = "async def later(function): return function()\n";

    /** A callback that heeds interrupts, and tells that one came. */
    private final Semaphore interrupted = new Semaphore(0);

    private final Runnable patient = () -> {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            interrupted.release();
            throw new IllegalStateException(stop);
        }
    };

    private static Python start(int callers) {
        return Python.builder(PythonProcess.builder().build())
                .module("steps", APPLY + APPLY_LATER)
                .pool(pool -> pool.size(1).callersPerInterpreter(callers).grace(Duration.ofMillis(500)))
                .build();
    }

    @Test
    void theCallbackOfACallerWhoSharesTheWorkerIsInterrupted() throws InterruptedException {
        try (Python python = start(3)) {
            Call<?> call = Call.of("steps:apply").with(patient).timeout(Duration.ofMillis(100));
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> python.call(call)).isInstanceOf(CallTimeoutException.class);
                interrupted.acquire();
            }
            assertThat(python.statistics().quarantined()).isZero();
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
    }

    @Test
    void soIsThatOfACallWithoutAThread() throws Exception {
        try (Python python = start(3)) {
            Call<?> call = Call.of("steps:apply").with(patient).timeout(Duration.ofMillis(100));
            CompletableFuture<?> future = python.async().call(call);
            interrupted.acquire();
            assertThatThrownBy(future::join).hasCauseInstanceOf(CallTimeoutException.class);
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
    }

    @Test
    void aCallInACallbackDoesNotStartAnotherWorker() {
        try (Python python = start(1)) {
            long pid = python.eval("import os\nos.getpid()").as(long.class);
            AtomicReference<@Nullable Throwable> inside = new AtomicReference<>();
            Runnable losing = () -> {
                ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();
                worker.destroyForcibly();
                worker.onExit().join();
                for (int i = 0; i < 2; i++) {
                    try {
                        python.eval("1");
                    } catch (InterpreterLostException lost) {
                        inside.set(lost);
                    }
                }
            };
            assertThatThrownBy(() -> python.call("steps:apply", List.of(losing)))
                    .isInstanceOf(InterpreterLostException.class);
            assertThat(inside.get()).isInstanceOf(InterpreterLostException.class);
            assertThat(python.eval("x * 2", Map.of("x", 4)).as(int.class)).isEqualTo(8);
            assertThat(python.statistics().died()).isEqualTo(1);
        }
    }
}
