package org.pybridge.internal.thread;

import static org.pybridge.internal.Orders.check;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Output;
import org.pybridge.PythonClosedException;
import org.pybridge.internal.Orders;
import org.pybridge.internal.StubInterpreter;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.internal.pool.InterpreterPool;
import org.pybridge.internal.pool.Slot;
import org.pybridge.pool.PoolConfig;

/** In whatever order tasks are handed to threads that end, each is run or refused, and whoever waits for it gets an answer. */
@Timeout(60)
class DedicatedThreadsOrdersTest {
    private static final Slot SLOT = new InterpreterPool(
                    PoolConfig.builder().size(1).build(),
                    place -> new StubInterpreter() {},
                    Output::toLog,
                    Runnable::run,
                    Telemetry.NONE)
            .borrow(null);

    @Test
    void aTaskIsRunOrRefusedWhenTheThreadsEnd() {
        Orders.explore(orders -> {
            DedicatedThreads threads = new DedicatedThreads("own", 1);
            orders.together(() -> handOver(threads), threads::close);
        });
    }

    @Test
    void aThreadThatIsUsedEndsAfterItsTasks() {
        Orders.explore(orders -> {
            DedicatedThreads threads = new DedicatedThreads("own", 1);
            orders.together(
                    () -> {
                        handOver(threads);
                        handOver(threads);
                    },
                    threads::close);
        });
    }

    @Test
    void whoeverWaitsGetsOneAnswer() {
        Orders.explore(orders -> {
            CallHandoff handed = new CallHandoff();
            IllegalStateException letGo = new IllegalStateException();
            orders.execute(() -> handed.run(() -> 7));
            orders.execute(() -> handed.fail(letGo));
            try {
                check(Integer.valueOf(7).equals(handed.await(() -> {})), "another answer");
            } catch (IllegalStateException failed) {
                check(failed == letGo, "another failure");
            }
        });
    }

    private static void handOver(DedicatedThreads threads) throws InterruptedException {
        CountDownLatch run = new CountDownLatch(1);
        try {
            threads.run(SLOT, run::countDown);
        } catch (PythonClosedException refused) {
            check(run.getCount() == 1, "refused and run");
            return;
        }
        run.await();
    }
}
