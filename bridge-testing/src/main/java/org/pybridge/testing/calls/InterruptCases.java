package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pybridge.CallCancelledException;
import org.pybridge.PyIterator;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.pool.CallThread;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;

/** Interrupting the thread that made a call. */
@Timeout(120)
@LosesInterpreter
public abstract class InterruptCases extends Cases {

    /** How a call ended, and whether its thread was marked as interrupted then. */
    private record End(Throwable thrown, boolean interrupted) {}

    @BeforeEach
    void needInterrupts() {
        needs(Capability.CALLBACKS);
        needs(Capability.INTERRUPT);
    }

    private End interrupted(Python python, String function) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Runnable begun = started::countDown;
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread caller = Background.thread(() -> {
            Throwable thrown = catchThrowable(() -> python.call(function, List.of(begun)));
            end.complete(new End(thrown, Thread.currentThread().isInterrupted()));
        });
        caller.start();
        Background.await(started);
        if (!fixture().can(Capability.REUSE_INTERRUPTED)) {
            // An engine that keeps its lock in an interrupt loses one that comes while it leaves a callback, too;
            // nothing tells when it has.
            Thread.sleep(50);
        }
        caller.interrupt();
        return Background.result(end);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void anInterruptedCallerStopsItsCallAndKeepsItsFlag(CallThread thread) throws Exception {
        try (Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1).callsRunOn(thread))
                .build()) {
            End end = interrupted(own, "lab:spin");
            assertThat(end.thrown)
                    .isInstanceOfSatisfying(
                            CallCancelledException.class,
                            cancelled -> assertThat(cancelled.mayHaveRun()).isTrue());
            assertThat(end.interrupted).isTrue();
            assertThat(own.call("kit:add", List.of(1, 2), int.class)).isEqualTo(3);
            assertThat(own.statistics().stopped()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void anInterruptEndsASleep(CallThread thread) throws Exception {
        try (Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1).callsRunOn(thread))
                .build()) {
            End end = interrupted(own, "lab:sleep_long");
            assertThat(end.thrown).isInstanceOf(CallCancelledException.class);
            assertThat(end.interrupted).isTrue();
        }
    }

    @Test
    void anInterruptDuringACallbackStopsTheCall() throws Exception {
        CompletableFuture<End> end = new CompletableFuture<>();
        Background.thread(() -> {
                    Runnable interrupting = () -> Thread.currentThread().interrupt();
                    Throwable thrown = catchThrowable(() -> python().call("lab:spin", List.of(interrupting)));
                    end.complete(new End(thrown, Thread.currentThread().isInterrupted()));
                })
                .start();
        End seen = Background.result(end);
        assertThat(seen.thrown).isInstanceOf(CallCancelledException.class);
        assertThat(seen.interrupted).isTrue();
    }

    @Test
    void anInterruptReachesALockThatIsWaitedForOnAThreadOfItsOwn() throws Exception {
        try (Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1).callsRunOn(CallThread.OWN))
                .build()) {
            assertThat(interrupted(own, "lab:lock_twice").thrown).isInstanceOf(CallCancelledException.class);
        }
    }

    @Test
    void aThreadThatWasInterruptedBeforeMakesNoCall() throws Exception {
        CompletableFuture<End> end = new CompletableFuture<>();
        Background.thread(() -> {
                    Thread.currentThread().interrupt();
                    Throwable thrown = catchThrowable(() -> python().eval("1"));
                    end.complete(new End(thrown, Thread.currentThread().isInterrupted()));
                })
                .start();
        End seen = Background.result(end);
        assertThat(seen.thrown)
                .isInstanceOfSatisfying(
                        CallCancelledException.class,
                        cancelled -> assertThat(cancelled.mayHaveRun()).isFalse());
        assertThat(seen.interrupted).isTrue();
    }

    @Test
    void whatAThreadOpenedItCanCloseAfterAnInterrupt() throws Exception {
        Python python = python();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Background.thread(() -> end.complete(catchThrowable(() -> {
                    try (Session session = python.session();
                            PyIterator<Integer> numbers =
                                    session.eval("iter([1, 2])").iterator(Integer.class)) {
                        numbers.next();
                        Thread.currentThread().interrupt();
                    }
                })))
                .start();
        assertThat(end.handle((thrown, none) -> String.valueOf(thrown)).get()).isEqualTo("null");
        Background.until(() -> python.statistics().active() == 0);
    }
}
