package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.CapturedOutput;
import org.pybridge.Output;

@Timeout(30)
class CallersTest {
    private final Callers callers = new Callers();
    private final CapturedOutput printed = Output.capture(1_000);

    @Test
    void callsInsideOfCallsHaveOneCaller() {
        Callers.Caller caller = callers.current();
        Output none = caller.begin(printed);
        Output outer = caller.begin(printed);
        assertThat(callers.present()).isEqualTo(1);
        caller.end(outer);
        assertThat(callers.present()).isEqualTo(1);
        caller.end(none);

        assertThat(callers.present()).isZero();
    }

    @Test
    void eachThreadCounts() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(3);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<?>[] calls = new CompletableFuture<?>[3];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = CompletableFuture.runAsync(() -> call(begun, end), task -> new Thread(task).start());
        }
        begun.await();
        assertThat(callers.present()).isEqualTo(3);
        end.countDown();
        CompletableFuture.allOf(calls).join();

        assertThat(callers.present()).isZero();
    }

    private void call(CountDownLatch begun, CountDownLatch end) {
        Callers.Caller caller = callers.current();
        Output before = caller.begin(printed);
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } finally {
            caller.end(before);
        }
    }

    @Test
    void aThreadPrintsWhereTheOneDoesThatStartedIt() {
        Callers.Caller caller = callers.current();
        Output before = caller.begin(printed);
        CompletableFuture.runAsync(() -> callers.stdout("from below"), task -> new Thread(task).start())
                .join();
        caller.end(before);

        assertThat(printed.stdout()).isEqualTo("from below");
        assertThat(callers.present()).isZero();
    }
}
