package org.pybridge.internal.thread;

import static org.pybridge.orders.Schedule.check;
import static org.pybridge.orders.Schedule.explore;
import static org.pybridge.orders.Schedule.start;
import static org.pybridge.orders.Schedule.together;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pybridge.Output;
import org.pybridge.PythonClosedException;
import org.pybridge.internal.Watched;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.internal.pool.InterpreterPool;
import org.pybridge.internal.pool.Slot;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.StopStep;

/** In whatever order a task is handed over, run and waited for, it is run or refused, and whoever waits for it gets one answer. */
class HandOverScheduleTest {
    private static Slot slot() {
        return new InterpreterPool(
                        PoolConfig.builder().size(1).build(),
                        place -> new Watched(StopStep.KILL),
                        Output::toLog,
                        Runnable::run,
                        Telemetry.NONE)
                .borrow(null);
    }

    @Test
    void whoeverWaitsIsWoken() {
        explore(() -> {
            CallHandoff handed = new CallHandoff();
            start(() -> handed.run(() -> 7));
            check(Integer.valueOf(7).equals(handed.await(() -> {})), "another answer");
        });
    }

    @Test
    void whoeverWaitsGetsOneOfTwoAnswers() {
        explore(() -> {
            CallHandoff handed = new CallHandoff();
            IllegalStateException letGo = new IllegalStateException();
            start(() -> handed.run(() -> 7));
            start(() -> handed.fail(letGo));
            try {
                check(Integer.valueOf(7).equals(handed.await(() -> {})), "another answer");
            } catch (IllegalStateException failed) {
                check(failed == letGo, "another failure");
            }
        });
    }

    /** The call comes back only when the interrupt was handed on. */
    @Test
    void whoeverIsInterruptedSaysSoAndStillGetsTheAnswer() {
        explore(() -> {
            CallHandoff handed = new CallHandoff();
            CountDownLatch stopped = new CountDownLatch(1);
            Thread caller = Thread.currentThread();
            start(() -> handed.run(() -> {
                stopped.await();
                return 7;
            }));
            start(caller::interrupt);
            check(Integer.valueOf(7).equals(handed.await(stopped::countDown)), "another answer");
            check(Thread.interrupted(), "the interrupt got lost");
        });
    }

    @Test
    void anInterruptThatCannotBeHandedOnIsTriedAgain() {
        explore(() -> {
            CallHandoff handed = new CallHandoff();
            CountDownLatch stopped = new CountDownLatch(1);
            AtomicInteger tries = new AtomicInteger();
            Thread caller = Thread.currentThread();
            start(() -> handed.run(() -> {
                stopped.await();
                return 7;
            }));
            start(caller::interrupt);
            Object answer = handed.await(() -> {
                if (tries.incrementAndGet() == 1) {
                    throw new IllegalStateException("not now");
                }
                stopped.countDown();
            });
            check(Integer.valueOf(7).equals(answer) && Thread.interrupted(), "lost");
        });
    }

    @Test
    void aTaskIsRunOrRefusedWhenTheThreadsEnd() {
        explore(() -> {
            DedicatedThreads threads = new DedicatedThreads("own", 1);
            Slot slot = slot();
            together(
                    () -> {
                        handOver(threads, slot);
                        handOver(threads, slot);
                    },
                    threads::close);
        });
    }

    @Test
    void anAbandonedThreadEndsAndTheNextTaskGetsAnother() {
        explore(() -> {
            DedicatedThreads threads = new DedicatedThreads("own", 1);
            Slot slot = slot();
            CallHandoff handed = new CallHandoff();
            CountDownLatch stuck = new CountDownLatch(1);
            threads.run(
                    slot,
                    () -> handed.run(() -> {
                        stuck.await();
                        return 7;
                    }));
            Thread stopping = start(() -> {
                threads.abandon(slot);
                handed.fail(new IllegalStateException());
            });
            try {
                handed.await(() -> {});
                check(false, "nobody let it go");
            } catch (IllegalStateException letGo) {
                handOver(threads, slot);
            }
            together(stuck::countDown, threads::close);
            stopping.join();
        });
    }

    private static void handOver(DedicatedThreads threads, Slot slot) throws InterruptedException {
        CountDownLatch run = new CountDownLatch(1);
        try {
            threads.run(slot, run::countDown);
        } catch (PythonClosedException refused) {
            check(run.getCount() == 1, "refused and run");
            return;
        }
        run.await();
    }
}
