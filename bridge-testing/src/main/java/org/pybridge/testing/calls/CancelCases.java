package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Call;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;

/** Cancelling what runs in the background. */
@Timeout(120)
@LosesInterpreter
public abstract class CancelCases extends Cases {

    @BeforeEach
    void needInterrupts() {
        needs(Capability.CALLBACKS);
        needs(Capability.INTERRUPT);
    }

    @Test
    void aCallThatIsCancelledBeforeItBeginsNeverRuns() {
        AtomicInteger runs = new AtomicInteger();
        Runnable count = runs::incrementAndGet;
        CompletableFuture<?> future;
        try (Session one = python().session();
                Session other = python().session()) {
            future = python().async().call(Call.of("lab:apply").with(count));
            future.cancel(true);
        }
        roundOfAllInterpreters(python());
        assertThat(runs).hasValue(0);
    }

    @Test
    void cancellingStopsCodeThatRuns() {
        Python python = python();
        CountDownLatch started = new CountDownLatch(1);
        Runnable begun = started::countDown;
        CompletableFuture<?> future = python.async().call(Call.of("lab:spin").with(begun));
        Background.await(started);
        future.cancel(true);
        Background.until(() -> python.statistics().active() == 0);
        assertThat(future).isCancelled();
    }

    @Test
    void aCancelledCoroutineSeesCancelledErrorAndRunsItsFinally() {
        Python python = python();
        List<String> notes = new CopyOnWriteArrayList<>();
        Consumer<String> note = notes::add;
        CountDownLatch started = new CountDownLatch(1);
        Runnable begun = started::countDown;
        CompletableFuture<?> future =
                python.async().call(Call.of("lab:async_wait").with(begun, note));
        Background.await(started);
        future.cancel(true);
        Background.until(() -> python.statistics().active() == 0);
        assertThat(notes).containsExactly("cancelled", "finally");
    }

    @Test
    void aCoroutineAfterACancelledOneRuns() {
        Python python = python();
        for (int i = 0; i < 4; i++) {
            CountDownLatch started = new CountDownLatch(1);
            Runnable begun = started::countDown;
            Consumer<String> note = any -> {};
            CompletableFuture<?> future =
                    python.async().call(Call.of("lab:async_wait").with(begun, note));
            Background.await(started);
            future.cancel(true);
            Background.until(() -> python.statistics().active() == 0);
            assertThat(python.call("lab:async_add", List.of(i, 1), int.class)).isEqualTo(i + 1);
        }
    }

    @Test
    void cancellingACallThatHasEndedDoesNothing() throws Exception {
        CompletableFuture<Integer> future = python().async().call("kit:add", List.of(1, 2), int.class);
        Background.result(future);
        future.cancel(true);
        assertThat(future).isCompletedWithValue(3);
    }

    @Test
    void aCancelNeverHitsTheNextCallOfTheInterpreter() {
        // Where the next call meets the same interpreter; elsewhere each round starts another one.
        boolean reused = fixture().can(Capability.REUSE_INTERRUPTED);
        int rounds = reused ? 200 : 20;
        int wrong = 0;
        try (Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1).reuseInterrupted(reused))
                .build()) {
            for (int i = 0; i < rounds; i++) {
                CountDownLatch started = new CountDownLatch(1);
                Runnable begun = started::countDown;
                String function = i % 2 == 0 ? "lab:spin" : "lab:apply";
                CompletableFuture<?> future = own.async().call(Call.of(function).with(begun));
                Background.await(started);
                future.cancel(true);
                wrong += own.call("kit:add", List.of(i, 1), int.class) == i + 1 ? 0 : 1;
            }
            assertThat(wrong).isZero();
            assertThat(own.statistics().active()).isZero();
        }
    }

    @Test
    void aCancelAtAnyMomentLeavesThePoolWhole() {
        Python python = python();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<?> future = python.async().eval("sum(range(2000))", Map.of());
            for (int pause = 0; pause < i * 50; pause++) {
                Thread.onSpinWait();
            }
            future.cancel(true);
        }
        roundOfAllInterpreters(python);
        assertThat(python.statistics().active()).isZero();
    }

    /** Calls in both interpreters. */
    private static void roundOfAllInterpreters(Python python) {
        try (Session one = python.session();
                Session other = python.session()) {
            assertThat(one.call("kit:add", List.of(1, 1), int.class)).isEqualTo(2);
            assertThat(other.call("kit:add", List.of(1, 1), int.class)).isEqualTo(2);
        }
    }
}
