package org.pybridge.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.Python;
import org.pybridge.Script;
import org.pybridge.spi.StopStep;

/** An interrupt ends waits for other threads. */
class WaitTest {
    private static Python start() {
        return Python.builder(Pythons.builder().build())
                .pool(pool -> pool.size(1).reuseInterrupted(true).grace(Duration.ofSeconds(10)))
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import threading\nthreading.Event().wait()",
                "import threading\nthreading.Event().wait(60)",
                "import threading\nc = threading.Condition()\nwith c:\n    c.wait()",
                "import threading\nthreading.Semaphore(0).acquire()",
                "import threading\nthreading.Barrier(2).wait()",
                "import queue\nqueue.Queue().get()",
                "import queue\nqueue.Queue().get(timeout=60)",
                "import concurrent.futures as f\nf.Future().result()",
                "import threading\nt = threading.Thread(target=threading.Event().wait, args=(5,), daemon=True)\nt.start()\nt.join()",
                "import time\ntime.sleep(60)"
            })
    void aWaitIsEndedByAnInterrupt(String code) {
        try (Python python = start()) {
            python.exec("import threading, queue, concurrent.futures");
            assertThatThrownBy(() ->
                            python.call(Call.of("builtins:exec").with(code).timeout(Duration.ofMillis(300))))
                    .isInstanceOfSatisfying(
                            CallTimeoutException.class,
                            late -> assertThat(late.stoppedBy()).isEqualTo(StopStep.INTERRUPT));
            assertThat(python.statistics().quarantined()).isZero();
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
    }

    @Test
    void waitsTellWhetherTheyWereMet() {
        try (Python python = start()) {
            Script script = Script.of("""
                    import threading, time
                    event, lock, seen = threading.Event(), threading.Condition(), []
                    seen.append(event.wait(0.25))
                    threading.Timer(0.25, event.set).start()
                    begin = time.monotonic()
                    seen.append(event.wait(30))
                    seen.append(time.monotonic() - begin < 20)
                    with lock:
                        seen.append(lock.wait(0.01))
                        seen.append(lock.wait_for(lambda: True))
                    thread = threading.Thread(target=time.sleep, args=(0.35,))
                    thread.start()
                    thread.join(0.15)
                    seen.append(thread.is_alive())
                    thread.join(30)
                    seen.append(thread.is_alive())
                    seen
                    """);
            assertThat(python.eval(script).as(boolean[].class))
                    .containsExactly(false, true, true, false, true, true, false);
        }
    }

    @Test
    void joiningWhatCannotBeJoinedIsAnError() {
        try (Python python = start()) {
            assertThatThrownBy(() -> python.exec("import threading\nthreading.Thread().join()"))
                    .hasMessageContaining("cannot join thread before it is started");
        }
    }
}
