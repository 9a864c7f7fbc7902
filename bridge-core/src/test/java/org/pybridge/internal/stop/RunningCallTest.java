package org.pybridge.internal.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.Output;
import org.pybridge.internal.StubInterpreter;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.internal.pool.InterpreterPool;
import org.pybridge.internal.pool.Slot;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;

/** The moments between two calls of a slot, which calls of a real Python meet seldom. */
@Timeout(30)
class RunningCallTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final InterpreterPool pool = new InterpreterPool(
            PoolConfig.builder().size(1).build(), place -> new Stoppable(), Output::toLog, threads, Telemetry.NONE);
    private final StopRules rules = new StopRules(pool, threads, Duration.ofSeconds(5), true, StopStep.INTERRUPT);
    private final CallWatchdog watch = new CallWatchdog("watch", rules);
    private final Slot slot = pool.borrow(null);

    /** An interpreter in which nothing runs, but which can be told to stop. */
    private static final class Stoppable extends StubInterpreter {
        private final CountDownLatch told = new CountDownLatch(1);

        @Override
        public StopResult stop(Thread caller, StopStep step, Duration grace) {
            if (step == StopStep.INTERRUPT) {
                told.countDown();
            }
            return step == StopStep.INTERRUPT ? StopResult.TAKEN : StopResult.NO_SUCH_STEP;
        }
    }

    @AfterEach
    void close() {
        watch.close();
        threads.shutdown();
    }

    @Test
    void oneObjectStandsForTheCallsOfASlot() {
        RunningCall first = run(watch.own(slot, null));

        assertThat(run(watch.own(slot, Duration.ofMinutes(1)))).isSameAs(first);
        assertThat(pool.statistics().stopped()).isZero();
    }

    @Test
    void aCallThatOthersKnowStandsForItselfAlone() {
        RunningCall known = new RunningCall(rules, slot, null, null);
        run(known);
        RunningCall next = watch.own(slot, null);
        watch.begin(next, new Stoppable());
        known.stop(RunningCall.Reason.CANCEL);

        assertThat(next).isNotSameAs(known);
        assertThat(watch.end(next)).isTrue();
    }

    /** Without the watch, which would look by itself. */
    @Test
    void aStopThatComesLateDoesNotReachTheNextCall() {
        Interpreter interpreter = new Stoppable();
        RunningCall call = RunningCall.renewable(rules, slot);
        call.begin(interpreter);
        assertThat(call.see()).isTrue();
        call.end();
        call.renew(null).begin(interpreter);
        call.stopSeen(RunningCall.Reason.TIMEOUT);

        assertThat(call.end()).isTrue();
        assertThat(pool.statistics().stopped()).isZero();
    }

    @Test
    void aCallInsideOfAnotherOneInTheSlotStandsForItself() {
        RunningCall outer = watch.own(slot, null);
        watch.begin(outer, new Stoppable());
        RunningCall inner = run(watch.own(slot, null));

        assertThat(inner).isNotSameAs(outer);
        assertThat(watch.end(outer)).isTrue();
    }

    @Test
    void aCallThatHasEndedIsNeitherSeenNorStopped() {
        RunningCall call = run(watch.own(slot, null));

        assertThat(call.see()).isFalse();
        call.stopRunning(RunningCall.Reason.CLOSE);
        assertThat(run(watch.own(slot, null))).isSameAs(call);
    }

    @Test
    void aRenewedCallHasADeadlineOfItsOwn() throws InterruptedException {
        run(watch.own(slot, null));
        RunningCall call = watch.own(slot, Duration.ofMillis(20));
        Stoppable interpreter = new Stoppable();
        watch.begin(call, interpreter);
        interpreter.told.await();

        assertThat(watch.end(call)).isFalse();
        assertThat(call.stopped(null)).isInstanceOf(CallTimeoutException.class).hasMessageContaining("20 ms");
        assertThat(run(watch.own(slot, null))).isSameAs(call);
    }

    /** The call is about to come to the backend, and the machine is busy. */
    @Test
    void aStopThatComesBeforeTheCallAsksAgain() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(5);
        CountDownLatch told = new CountDownLatch(1);
        Interpreter late = new StubInterpreter() {
            @Override
            public StopResult stop(Thread caller, StopStep step, Duration grace) {
                asked.countDown();
                if (asked.getCount() > 0) {
                    return StopResult.NOT_HERE;
                }
                told.countDown();
                return StopResult.TAKEN;
            }
        };
        RunningCall call = watch.own(slot, Duration.ofMillis(1));
        watch.begin(call, late);
        told.await();

        assertThat(watch.end(call)).isFalse();
        assertThat(call.stopped(null)).isInstanceOf(CallTimeoutException.class);
    }

    /** It never comes to the backend within the grace time of all steps. */
    @Test
    void aCallThatIsLongOnItsWayIsStoppedWhenItArrives() throws InterruptedException {
        StopRules hurried = new StopRules(pool, threads, Duration.ofMillis(5), true, StopStep.INTERRUPT);
        CountDownLatch rounds = new CountDownLatch(40);
        CountDownLatch told = new CountDownLatch(1);
        Interpreter late = new StubInterpreter() {
            @Override
            public StopResult stop(Thread caller, StopStep step, Duration grace) {
                rounds.countDown();
                if (rounds.getCount() > 0) {
                    return StopResult.NOT_HERE;
                }
                told.countDown();
                return StopResult.TAKEN;
            }
        };
        RunningCall call = new RunningCall(hurried, slot, Duration.ofMillis(1), null);
        call.begin(late);
        call.stop(RunningCall.Reason.TIMEOUT);
        told.await();

        assertThat(call.end()).isFalse();
        assertThat(call.stopped(null)).isInstanceOf(CallTimeoutException.class);
    }

    @Test
    void aStopForWhichThereIsNoThreadIsTriedAgain() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        StopRules poor = new StopRules(
                pool,
                task -> {
                    if (tries.incrementAndGet() < 4) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    threads.execute(task);
                },
                Duration.ofSeconds(5),
                true,
                StopStep.INTERRUPT);
        try (CallWatchdog own = new CallWatchdog("poor", poor)) {
            RunningCall call = own.own(slot, Duration.ofMillis(20));
            Stoppable interpreter = new Stoppable();
            own.begin(call, interpreter);
            interpreter.told.await();

            assertThat(own.end(call)).isFalse();
            assertThat(call.stopped(null)).isInstanceOf(CallTimeoutException.class);
        }
    }

    @Test
    void aStopThatNeverGetsAThreadHoldsNobodyUp() {
        StopRules none = new StopRules(
                pool,
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                Duration.ofSeconds(5),
                true,
                StopStep.INTERRUPT);
        RunningCall call = new RunningCall(none, slot, null, null);
        call.begin(new Stoppable());
        call.stop(RunningCall.Reason.CANCEL);

        assertThat(call.end()).isFalse();
        assertThat(call.stopped(null)).isInstanceOf(CallCancelledException.class);
    }

    /** One that throws Errors does not end the thread on which all deadlines depend. */
    @Test
    void aBackendThatFailsEndsNeitherTheStopNorTheWatch() throws InterruptedException {
        Semaphore told = new Semaphore(0);
        Interpreter broken = new StubInterpreter() {
            @Override
            public StopResult stop(Thread caller, StopStep step, Duration grace) {
                if (step == StopStep.CANCEL) {
                    throw new StackOverflowError();
                }
                told.release();
                return StopResult.TAKEN;
            }
        };
        for (int i = 0; i < 2; i++) {
            RunningCall call = watch.own(slot, Duration.ofMillis(5));
            watch.begin(call, broken);
            told.acquire();
            assertThat(watch.end(call)).isFalse();
            call.stopped(null);
        }
    }

    /** An engine that closes an interpreter interrupts the threads in it, which says nothing of what the caller wants. */
    @ParameterizedTest
    @CsvSource({"true, 20, true", "false, 20, false", "false, 6000, true"})
    void whatInterruptsACallerIsNotTheEndOfItsInterpreter(boolean usable, int millis, boolean expected) {
        Interpreter interpreter = new StubInterpreter() {
            @Override
            public boolean isUsable() {
                return usable;
            }
        };
        RunningCall call = RunningCall.renewable(rules, slot);
        call.begin(interpreter);
        Thread.currentThread().interrupt();
        try {
            assertThat(call.isCallerInterrupted(0)).isFalse();
            assertThat(call.isCallerInterrupted(TimeUnit.MILLISECONDS.toNanos(millis)))
                    .isEqualTo(expected);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(call.end()).isTrue();
    }

    @Test
    void whatWaitsForItsNextCallKeepsNoInterpreterAlive() {
        Interpreter interpreter = new Stoppable();
        RunningCall call = watch.own(slot, null);
        watch.begin(call, interpreter);
        watch.end(call);
        WeakReference<Interpreter> kept = new WeakReference<>(interpreter);
        interpreter = null;

        awaitCollected(kept);
    }

    @Test
    void norDoesItAfterAStop() {
        Interpreter interpreter = new Stoppable();
        RunningCall call = watch.own(slot, null);
        watch.begin(call, interpreter);
        call.stopRunning(RunningCall.Reason.INTERRUPT);
        assertThat(watch.end(call)).isFalse();
        call.stopped(null);
        assertThat(Thread.interrupted()).isTrue();
        WeakReference<Interpreter> kept = new WeakReference<>(interpreter);
        interpreter = null;

        awaitCollected(kept);
    }

    private RunningCall run(RunningCall call) {
        watch.begin(call, new Stoppable());
        assertThat(watch.end(call)).isTrue();
        return call;
    }

    private static void awaitCollected(WeakReference<Interpreter> reference) {
        while (!reference.refersTo(null) && !Thread.currentThread().isInterrupted()) {
            System.gc();
        }
        assertThat(reference.refersTo(null)).isTrue();
    }
}
