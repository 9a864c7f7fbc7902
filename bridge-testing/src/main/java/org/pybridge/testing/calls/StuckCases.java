package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pybridge.BridgeException;
import org.pybridge.Call;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolStuckException;
import org.pybridge.Python;
import org.pybridge.pool.CallThread;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.spi.Capability;
import org.pybridge.spi.StopStep;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;
import org.pybridge.testing.support.Timeouts;

/** Calls that nothing can stop. Each case has a Python of its own. */
@Timeout(180)
@LosesInterpreter
public abstract class StuckCases extends Cases {
    private static final Duration SOME_SECONDS = Duration.ofSeconds(3);

    /** What such code may take to its end when the machine gets busier. */
    private static final Duration LONG = Duration.ofSeconds(120);

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private Python own;

    /** A callback that no interrupt ends, until the case lets it. */
    private final Runnable stubborn = () -> {
        started.countDown();
        while (release.getCount() > 0) {
            Thread.onSpinWait();
        }
    };

    @BeforeEach
    void needAbandoning() {
        needs(Capability.CALLBACKS);
        needs(Capability.INTERRUPT);
    }

    @AfterEach
    void closeOwn() {
        release.countDown();
        if (own != null) {
            own.closeNow();
        }
    }

    private void start(Consumer<PoolBuilder> change) {
        own = fixture().builder().pool(pool -> change.accept(pool.size(1))).build();
    }

    private Call<?> stuck() {
        return Call.of("lab:apply").with(stubborn).timeout(Timeouts.LIMIT);
    }

    private void assertServing() {
        assertThat(own.call("kit:add", List.of(1, 2), int.class)).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"power_hugely, 500000, ABANDON", "compare_zeros, 5000000, ABANDON", "sort_hugely, 1, INTERRUPT"})
    void codeThatCannotBeStoppedIsLeftBehind(String function, int smallSize, StopStep mildest) {
        assumeFalse(fixture().can(Capability.KILL), "the backend declares that it ends Python code for certain");
        start(pool -> {});
        long size = sizeOfSomeSeconds("lab:" + function, smallSize);
        Runnable begun = started::countDown;
        Call<?> call = Call.of("lab:" + function).with(begun, size).timeout(Timeouts.LIMIT);
        CallTimeoutException timeout = Timeouts.assertTimesOut(() -> own.call(call));
        assertThat(timeout.stoppedBy()).isIn(EnumSet.of(mildest, StopStep.ABANDON));
        assertServing();
        Background.until(LONG, () -> own.statistics().quarantined() == 0);
        assertServing();
    }

    /**
     * Finds for which size code takes some seconds, on this machine and with what else it does now: longer than the limit and the grace
     * for certain, but not so long that nobody can wait for its end.
     */
    private long sizeOfSomeSeconds(String function, long smallSize) {
        AtomicLong begin = new AtomicLong();
        Runnable begun = () -> begin.set(System.nanoTime());
        for (long size = smallSize; ; size *= 2) {
            own.call(function, List.of(begun, size));
            long took = System.nanoTime() - begin.get();
            if (took > SOME_SECONDS.toNanos() / 6) {
                return size * Math.max(1, Math.round((double) SOME_SECONDS.toNanos() / took));
            }
        }
    }

    @Test
    void aCallbackThatWasLeftBehindStopsNoOtherCall() {
        start(pool -> {});
        Runnable interrupted = () -> {
            stubborn.run();
            Thread.currentThread().interrupt();
        };
        Timeouts.assertTimesOut(
                () -> own.call(Call.of("lab:apply").with(interrupted).timeout(Timeouts.LIMIT)));
        Runnable letGo = () -> {
            release.countDown();
            Background.until(() -> own.statistics().quarantined() == 0);
        };
        assertThat(own.eval("let_go()\n5", Map.of("let_go", letGo)).as(int.class))
                .isEqualTo(5);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aStuckCallbackIsLeftBehindAndCounted() {
        start(pool -> {});
        CallTimeoutException timeout = Timeouts.assertTimesOut(() -> own.call(stuck()));
        assertThat(timeout.stoppedBy()).isEqualTo(StopStep.ABANDON);
        assertThat(own.statistics().quarantined()).isEqualTo(1);
        assertServing();
        assertThat(own.statistics().died()).isEqualTo(1);
        assertThat(own.statistics().active()).isZero();
        release.countDown();
        Background.until(() -> own.statistics().quarantined() == 0);
        assertServing();
    }

    @Test
    void aPoolThatMayNotReplaceMoreSaysSoUntilOneEnds() {
        start(pool -> pool.maxQuarantined(1));
        Timeouts.assertTimesOut(() -> own.call(stuck()));
        assertServing();
        Timeouts.assertTimesOut(() -> own.call(stuck()));
        assertThatThrownBy(() -> own.eval("1"))
                .isInstanceOfSatisfying(
                        PoolStuckException.class,
                        stuck -> assertThat(stuck.mayHaveRun()).isFalse());
        assertThat(own.statistics().quarantined()).isEqualTo(2);
        release.countDown();
        Background.until(() -> own.statistics().quarantined() == 0);
        assertServing();
    }

    @Test
    void aCallerThatWaitsIsToldWhenTheLastInterpreterGetsStuck() throws Exception {
        start(pool -> pool.maxQuarantined(0));
        CompletableFuture<?> stuck = Background.start(() -> own.call(stuck()));
        Background.await(started);
        CompletableFuture<?> waiting = Background.start(() -> own.eval("1"));
        assertThat(Background.failure(stuck)).isInstanceOf(CallTimeoutException.class);
        assertThat(Background.failure(waiting)).isInstanceOf(PoolStuckException.class);
    }

    @Test
    void aStuckCallersFutureIsFreeAtOnce() throws Exception {
        start(pool -> {});
        CompletableFuture<?> future = own.async().call(stuck());
        assertThat(Background.failure(future)).isInstanceOf(CallTimeoutException.class);
        assertServing();
    }

    @Test
    void anInterruptedCallerIsLetGoOnAThreadOfPythons() throws Exception {
        start(pool -> pool.callsRunOn(CallThread.OWN));
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread caller = Background.thread(() -> {
            try {
                own.call("lab:apply", List.of(stubborn));
            } catch (BridgeException failed) {
                thrown.complete(failed);
            }
        });
        caller.start();
        Background.await(started);
        caller.interrupt();
        assertThat(Background.result(thrown)).isInstanceOf(CallCancelledException.class);
        assertThat(own.statistics().quarantined()).isEqualTo(1);
    }

    @Test
    void aCallersOwnThreadStaysUntilTheCodeEnds() throws Exception {
        start(pool -> pool.callsRunOn(CallThread.CALLER));
        CompletableFuture<?> call = Background.start(() -> own.call(stuck()));
        Background.await(started);
        Background.until(() -> own.statistics().stopped() == 1);
        assertThat(call).isNotDone();
        release.countDown();
        assertThat(Background.failure(call))
                .isInstanceOfSatisfying(
                        CallTimeoutException.class,
                        timeout -> assertThat(timeout.stoppedBy()).isNotEqualTo(StopStep.ABANDON));
        assertThat(own.statistics().quarantined()).isZero();
        assertServing();
    }

    @Test
    void closingDoesNotWaitForWhatIsStuck() throws Exception {
        start(pool -> pool.closeTimeout(Duration.ofSeconds(60)));
        Timeouts.assertTimesOut(() -> own.call(stuck()));
        long begin = System.nanoTime();
        own.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        assertThat(own.statistics().quarantined()).isEqualTo(1);
    }

    @Test
    void closingLetsGoOfACallerThatIsStuck() throws Exception {
        start(pool -> pool.callsRunOn(CallThread.OWN));
        CompletableFuture<?> call = Background.start(() -> own.call("lab:apply", List.of(stubborn)));
        Background.await(started);
        own.closeNow();
        assertThat(Background.failure(call)).isInstanceOf(InterpreterLostException.class);
    }
}
