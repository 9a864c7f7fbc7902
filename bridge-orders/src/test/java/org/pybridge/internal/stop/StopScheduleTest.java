package org.pybridge.internal.stop;

import static org.pybridge.orders.Schedule.check;
import static org.pybridge.orders.Schedule.explore;
import static org.pybridge.orders.Schedule.together;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.Output;
import org.pybridge.internal.Watched;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.internal.pool.InterpreterPool;
import org.pybridge.internal.pool.Slot;
import org.pybridge.orders.Schedule;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.StopStep;

/** In whatever order a call and its stop take their steps, one of the two ends the call, and the stop reaches no other one. */
class StopScheduleTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    /** Over as soon as it has begun. */
    private static final Duration SHORT = Duration.ofNanos(1);

    /** A pool with one interpreter, and how its calls are stopped. */
    private static final class Scene {
        private final Watched interpreter;
        private final InterpreterPool pool;
        private final Slot slot;
        private final StopRules rules;

        Scene(StopStep stoppedBy) {
            this(stoppedBy, task -> Schedule.start(task::run), LONG, true);
        }

        Scene(StopStep stoppedBy, Executor threads, Duration grace, boolean killable) {
            interpreter = new Watched(stoppedBy);
            pool = new InterpreterPool(
                    PoolConfig.builder().size(1).build(),
                    place -> interpreter,
                    Output::toLog,
                    Runnable::run,
                    Telemetry.NONE);
            slot = pool.borrow(null);
            slot.interpreter();
            rules = new StopRules(pool, threads, grace, killable, StopStep.TERMINATE);
        }

        /** Makes one call from begin to end; tells whether it ended by itself. */
        boolean run(RunningCall call, Schedule.Steps inPython) throws Exception {
            call.begin(interpreter);
            inPython.run();
            boolean byItself = call.end();
            if (!byItself) {
                call.stopped(null);
            }
            interpreter.comeOut();
            return byItself;
        }

        boolean pass(RunningCall call) throws Exception {
            return run(call, interpreter::pass);
        }
    }

    @Test
    void aCallEndsByItselfOrIsStopped() {
        explore(() -> {
            Scene scene = new Scene(StopStep.INTERRUPT);
            RunningCall call = new RunningCall(scene.rules, scene.slot, null, null);
            AtomicInteger ended = new AtomicInteger();
            together(
                    () -> {
                        try {
                            ended.set(scene.pass(call) ? 1 : 2);
                        } catch (CallCancelledException neverBegun) {
                            ended.set(3);
                        }
                    },
                    () -> call.stop(RunningCall.Reason.CANCEL),
                    () -> call.stopRunning(RunningCall.Reason.CANCEL));
            check(ended.get() != 0, "neither ended nor stopped");
            check(scene.pool.statistics().stopped() == (ended.get() == 2 ? 1 : 0), "both");
            scene.interpreter.check();
        });
    }

    @Test
    void whatBlocksIsStopped() {
        explore(() -> {
            Scene scene = new Scene(StopStep.INTERRUPT);
            RunningCall call = new RunningCall(scene.rules, scene.slot, null, null);
            together(
                    () -> {
                        try {
                            check(!scene.run(call, scene.interpreter::block), "came back by itself");
                        } catch (CallCancelledException neverBegun) {
                            // The stop was first.
                        }
                    },
                    () -> call.stop(RunningCall.Reason.CANCEL));
            scene.interpreter.check();
        });
    }

    @Test
    void aStopNeverReachesTheNextCall() {
        explore(() -> {
            Scene scene = new Scene(StopStep.INTERRUPT);
            RunningCall call = RunningCall.renewable(scene.rules, scene.slot);
            together(
                    () -> {
                        scene.pass(call.renew(LONG));
                        check(scene.pass(call.renew(null)), "a call without a limit was stopped for its limit");
                    },
                    () -> {
                        if (call.see() && call.hasDeadline()) {
                            call.stopSeen(RunningCall.Reason.INTERRUPT);
                        }
                    });
            scene.interpreter.check();
        });
    }

    /** Whoever is let go goes once, and what was put into quarantine comes out again. */
    @Test
    void aCallIsAbandonedOrComesBack() {
        explore(() -> {
            Scene scene = new Scene(StopStep.KILL, task -> Schedule.start(task::run), Duration.ofMillis(1), false);
            AtomicInteger released = new AtomicInteger();
            RunningCall call = new RunningCall(scene.rules, scene.slot, null, failure -> released.incrementAndGet());
            AtomicInteger ended = new AtomicInteger();
            together(
                    () -> {
                        try {
                            ended.set(scene.pass(call) ? 1 : 2);
                        } catch (CallCancelledException neverBegun) {
                            ended.set(3);
                        }
                    },
                    () -> call.stop(RunningCall.Reason.CANCEL));
            check(released.get() <= (ended.get() == 2 ? 1 : 0), "let go, though it had come back");
            check(scene.pool.statistics().quarantined() == 0, "counted as stuck for ever");
            check(scene.interpreter.closings() == released.get(), "closed more or less than once");
            check(scene.pool.statistics().died() == released.get(), "given up more or less than once");
        });
    }

    @Test
    void aStopForWhichThereIsNoThreadHoldsUpNobody() {
        explore(() -> {
            AtomicInteger asked = new AtomicInteger();
            Executor poor = task -> {
                if (asked.getAndIncrement() == 0) {
                    throw new RejectedExecutionException("no thread");
                }
                Schedule.start(task::run);
            };
            Scene scene = new Scene(StopStep.INTERRUPT, poor, LONG, true);
            RunningCall call = new RunningCall(scene.rules, scene.slot, null, null);
            together(
                    () -> {
                        try {
                            scene.pass(call);
                        } catch (CallCancelledException neverBegun) {
                            // The stop was first.
                        }
                    },
                    () -> {
                        call.stop(RunningCall.Reason.CANCEL);
                        call.stopAgain();
                    },
                    call::stopHere);
            scene.interpreter.check();
        });
    }

    @Test
    void theWatchSleepsThroughNoDeadline() {
        explore(() -> {
            Scene scene = new Scene(StopStep.INTERRUPT);
            CallWatchdog watch = new CallWatchdog("watch", scene.rules, 1);
            together(() -> {
                watched(watch, scene, null);
                watched(watch, scene, Duration.ofMillis(50));
                watched(watch, scene, null);
                watched(watch, scene, Duration.ofMillis(5));
            });
            watch.close();
            scene.interpreter.check();
        });
    }

    @Test
    void theWatchMissesNoDeadlineOfTwo() {
        explore(() -> {
            InterpreterPool pool = new InterpreterPool(
                    PoolConfig.builder().size(2).build(),
                    place -> new Watched(StopStep.INTERRUPT),
                    Output::toLog,
                    Runnable::run,
                    Telemetry.NONE);
            StopRules rules = new StopRules(pool, task -> Schedule.start(task::run), LONG, true, StopStep.KILL);
            CallWatchdog watch = new CallWatchdog("watch", rules, 1);
            together(() -> inTime(watch, pool, Duration.ofMillis(50)), () -> inTime(watch, pool, Duration.ofMillis(5)));
            watch.close();
        });
    }

    private static void inTime(CallWatchdog watch, InterpreterPool pool, Duration limit) throws Exception {
        Slot slot = pool.borrow(null);
        Watched interpreter = (Watched) slot.interpreter();
        inTime(watch, slot, interpreter, limit);
        interpreter.check();
    }

    private static void inTime(CallWatchdog watch, Slot slot, Watched interpreter, Duration limit) throws Exception {
        RunningCall call = watch.own(slot, limit);
        long begin = System.nanoTime();
        watch.begin(call, interpreter);
        interpreter.block();
        check(!watch.end(call), "came back by itself");
        check(call.stopped(null) instanceof CallTimeoutException, "stopped for another reason");
        interpreter.comeOut();
        long late = System.nanoTime() - begin - limit.toNanos();
        check(late < Duration.ofMillis(5).toNanos(), "late by ns: " + late);
    }

    private static void watched(CallWatchdog watch, Scene scene, @Nullable Duration limit) throws Exception {
        if (limit != null) {
            inTime(watch, scene.slot, scene.interpreter, limit);
            return;
        }
        RunningCall call = watch.own(scene.slot, null);
        watch.begin(call, scene.interpreter);
        scene.interpreter.pass();
        check(watch.end(call), "stopped without a reason");
        scene.interpreter.comeOut();
    }

    @Test
    void theWatchStopsNoCallForTheLimitOfTheOneBefore() {
        explore(() -> {
            Scene scene = new Scene(StopStep.INTERRUPT);
            CallWatchdog watch = new CallWatchdog("watch", scene.rules, 1);
            together(() -> {
                watched(watch, scene, null);
                RunningCall limited = watch.own(scene.slot, SHORT);
                watch.begin(limited, scene.interpreter);
                scene.interpreter.pass();
                if (!watch.end(limited)) {
                    limited.stopped(null);
                }
                scene.interpreter.comeOut();
                watched(watch, scene, null);
            });
            watch.close();
            scene.interpreter.check();
        });
    }

    @Test
    void theClosedWatchEndsWithItsThread() {
        explore(() -> {
            Scene scene = new Scene(StopStep.INTERRUPT);
            CallWatchdog watch = new CallWatchdog("watch", scene.rules, 1);
            together(
                    () -> {
                        RunningCall call = watch.own(scene.slot, null);
                        watch.begin(call, scene.interpreter);
                        scene.interpreter.pass();
                        if (!watch.end(call)) {
                            call.stopped(null);
                        }
                        scene.interpreter.comeOut();
                    },
                    watch::close);
            scene.interpreter.check();
        });
    }
}
