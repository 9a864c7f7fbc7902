package org.pybridge.internal.stop;

import static org.pybridge.internal.Orders.check;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.CallCancelledException;
import org.pybridge.Output;
import org.pybridge.internal.Orders;
import org.pybridge.internal.StubInterpreter;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.internal.pool.InterpreterPool;
import org.pybridge.internal.pool.Slot;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;

/** In whatever order a call and its stop take their steps, one of the two ends the call, and the stop reaches no other one. */
@Timeout(60)
class StopOrdersTest {
    private static final Duration LONG = Duration.ofSeconds(100);

    /** An interpreter that knows which call is in it, and sees whether that changes under a stop. */
    private static final class Watched extends StubInterpreter {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger outside = new AtomicInteger();
        private volatile boolean reachedAnother;

        /** Not thrown where it is found, because a stop goes on when a backend fails. */
        void check() {
            Orders.check(!reachedAnother, "a stop was still at a call that had come back");
        }

        @Override
        public StopResult stop(Thread caller, StopStep step, Duration grace) {
            int before = outside.get();
            int call = inside.get();
            Orders.pause();
            if (before != outside.get()) {
                reachedAnother = true;
            }
            return call == 0
                    ? StopResult.NOT_HERE
                    : step == StopStep.INTERRUPT ? StopResult.TAKEN : StopResult.NO_SUCH_STEP;
        }
    }

    private static final InterpreterPool POOL = new InterpreterPool(
            PoolConfig.builder().size(1).build(), place -> new Watched(), Output::toLog, Runnable::run, Telemetry.NONE);
    private static final Slot SLOT = POOL.borrow(null);

    private static StopRules rules(Orders orders, boolean killable) {
        return new StopRules(POOL, orders, LONG, killable, StopStep.KILL);
    }

    /** Makes one call from begin to end; tells whether it ended by itself. */
    private static boolean run(RunningCall call, Watched interpreter) {
        call.begin(interpreter);
        interpreter.inside.set(1);
        Orders.pause();
        interpreter.inside.set(0);
        boolean byItself = call.end();
        if (!byItself) {
            call.stopped(null);
            Thread.interrupted();
        }
        interpreter.outside.incrementAndGet();
        return byItself;
    }

    @Test
    void aCallEndsByItselfOrIsStopped() {
        Orders.explore(orders -> {
            Watched interpreter = new Watched();
            RunningCall call = new RunningCall(rules(orders, true), SLOT, null, null);
            AtomicInteger ended = new AtomicInteger();
            orders.together(
                    () -> {
                        try {
                            ended.set(run(call, interpreter) ? 1 : 2);
                        } catch (CallCancelledException neverBegun) {
                            ended.set(3);
                        }
                    },
                    () -> call.stop(RunningCall.Reason.CANCEL));
            check(ended.get() != 0, "neither ended nor stopped");
            interpreter.check();
        });
    }

    @Test
    void aStopNeverReachesTheNextCall() {
        Orders.explore(orders -> {
            Watched interpreter = new Watched();
            RunningCall call = RunningCall.renewable(rules(orders, true), SLOT);
            orders.together(
                    () -> {
                        run(call.renew(LONG), interpreter);
                        check(run(call.renew(null), interpreter), "a call without a limit was stopped for its limit");
                    },
                    () -> {
                        if (call.see() && call.hasDeadline()) {
                            Orders.pause();
                            call.stopSeen(RunningCall.Reason.INTERRUPT);
                        }
                    });
            interpreter.check();
        });
    }

    @Test
    void theStoppedCallerAlwaysComesBack() {
        Orders.explore(orders -> {
            Watched interpreter = new Watched();
            CountDownLatch letGo = new CountDownLatch(1);
            RunningCall call = new RunningCall(rules(orders, false), SLOT, null, failure -> letGo.countDown());
            orders.together(
                    () -> {
                        try {
                            run(call, interpreter);
                        } catch (CallCancelledException neverBegun) {
                            // The stop was first.
                        }
                        letGo.countDown();
                    },
                    () -> {
                        call.stop(RunningCall.Reason.CANCEL);
                        letGo.await();
                    });
            interpreter.check();
        });
    }

    @Test
    void aStopForWhichThereIsNoThreadHoldsUpNobody() {
        Orders.explore(orders -> {
            Watched interpreter = new Watched();
            int[] refused = new int[1];
            Executor poor = task -> {
                if (refused[0]++ == 0) {
                    throw new RejectedExecutionException("no thread");
                }
                orders.execute(task);
            };
            RunningCall call = new RunningCall(new StopRules(POOL, poor, LONG, true, StopStep.KILL), SLOT, null, null);
            orders.together(
                    () -> {
                        try {
                            run(call, interpreter);
                        } catch (CallCancelledException neverBegun) {
                            // The stop was first.
                        }
                    },
                    () -> {
                        call.stop(RunningCall.Reason.CANCEL);
                        call.stopAgain();
                    });
            interpreter.check();
        });
    }
}
