package org.pybridge.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets threads meet in many orders: each scenario is run again and again, and each of its threads begins at the same moment, or a random one later.
 * Only as long as all goes well; the first failure is thrown, and a thread that waits for ever is the test's timeout.
 */
public final class Orders implements Executor {
    /** How often each scenario is run; more with {@code -Dpybridge.orders=100000}. */
    private static final int ROUNDS = Integer.getInteger("pybridge.orders", 1000);

    private static final int LONGEST_PAUSE = 300;

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** What a thread does. */
    @FunctionalInterface
    public interface Steps {
        void run() throws Exception;
    }

    /** What threads do, and what then has to hold. */
    @FunctionalInterface
    public interface Scenario {
        void run(Orders orders) throws Exception;
    }

    private Orders() {}

    public static void explore(Scenario scenario) {
        for (int round = 0; round < ROUNDS; round++) {
            Orders orders = new Orders();
            orders.guarded(() -> scenario.run(orders));
            orders.joinAll();
            Throwable failure = orders.failures.peek();
            if (failure != null) {
                throw new AssertionError("in round " + round, failure);
            }
        }
    }

    /** Runs what each thread does, and waits for all of them. */
    public void together(Steps... all) {
        AtomicInteger missing = new AtomicInteger(all.length);
        for (Steps steps : all) {
            start(() -> {
                missing.decrementAndGet();
                while (missing.get() > 0) {
                    Thread.yield();
                }
                pause();
                steps.run();
            });
        }
        joinAll();
    }

    /** Lets the others go ahead, by a random number of their steps. */
    public static void pause() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (random.nextInt(4) == 0) {
            Thread.yield();
        }
        for (int i = random.nextInt(LONGEST_PAUSE); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    private void start(Steps steps) {
        Thread thread = new Thread(() -> guarded(steps));
        thread.setDaemon(true);
        synchronized (threads) {
            threads.add(thread);
        }
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        start(task::run);
    }

    private void guarded(Steps steps) {
        try {
            steps.run();
        } catch (Throwable failed) {
            failures.add(failed);
        }
    }

    private void joinAll() {
        while (true) {
            Thread next;
            synchronized (threads) {
                if (threads.isEmpty()) {
                    return;
                }
                next = threads.remove(0);
            }
            try {
                next.join();
            } catch (InterruptedException timeout) {
                throw new AssertionError("a thread waits for what never comes", timeout);
            }
        }
    }

    /** An assertion that takes no time when it holds. */
    public static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
