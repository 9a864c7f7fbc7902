package org.pybridge.orders;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import org.pastalab.fray.core.TestRunner;
import org.pastalab.fray.core.command.Configuration;
import org.pastalab.fray.core.command.ExecutionInfo;
import org.pastalab.fray.core.command.LambdaExecutor;
import org.pastalab.fray.core.command.NetworkDelegateType;
import org.pastalab.fray.core.command.SystemTimeDelegateType;
import org.pastalab.fray.core.randomness.ControlledRandom;
import org.pastalab.fray.core.randomness.Randomness;
import org.pastalab.fray.core.randomness.RandomnessProvider;
import org.pastalab.fray.core.scheduler.POSScheduler;

/**
 * Runs scenarios under a scheduler that lets one thread at a time take one step, and decides who: each access to a volatile or atomic
 * variable, each lock, wait and wake-up is a step. The orders are drawn by partial order sampling from a seed, so a run repeats the one
 * before. A failure says so, and so do threads that all wait for each other.
 *
 * <p>Time is the scheduler's, too. It passes by microseconds a step, and by leaps when all threads wait: what is waited for with a limit of
 * minutes, and comes too late, was lost.
 */
public final class Schedule {
    /** How many orders of each scenario are tried. */
    private static final int ORDERS = Integer.getInteger("pybridge.schedules", 300);

    /** Which orders: those drawn from this seed and the following ones. */
    private static final long SEED = Long.getLong("pybridge.seed", 0);

    private static final long NANOS_PER_STEP = TimeUnit.MICROSECONDS.toNanos(1);

    /** No scenario has anything to wait for that long. */
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final int LIMIT_SECONDS = Integer.MAX_VALUE;

    /** What a thread does. */
    @FunctionalInterface
    public interface Steps {
        /** Does it. */
        void run() throws Exception;
    }

    /** Draws each order from a seed of its own, which a failure names. */
    private static final class Seeds implements RandomnessProvider {
        private long next = SEED;

        @Override
        public Randomness getRandomness() {
            return new ControlledRandom(new ArrayList<>(), new ArrayList<>(), new Random(next++));
        }

        long last() {
            return next - 1;
        }
    }

    private Schedule() {}

    /** Runs a scenario in many orders, up to the first one that fails. */
    public static void explore(Steps scenario) {
        explore(ORDERS, scenario);
    }

    /** The same for one of thousands of steps: in a tenth as many orders. */
    public static void exploreLong(Steps scenario) {
        explore(Math.max(1, ORDERS / 10), scenario);
    }

    private static void explore(int orders, Steps scenario) {
        assumeTrue(
                System.getProperty("fray.workDir") != null,
                "orders are explored on JDK 25 for Linux on x86-64, which the tool rewrites");
        Seeds seeds = new Seeds();
        Throwable failure = new TestRunner(configuration(orders, scenario, seeds)).run();
        if (failure != null) {
            throw new AssertionError("in the order of -Dpybridge.seed=" + seeds.last(), failure);
        }
    }

    private static Configuration configuration(int orders, Steps scenario, Seeds seeds) {
        LambdaExecutor executor = new LambdaExecutor(() -> {
            long begin = System.nanoTime();
            guarded(scenario);
            check(System.nanoTime() - begin < LONGEST_NANOS, "somebody waited for as long as they were ready to");
            return Unit.INSTANCE;
        });
        return new Configuration(
                new ExecutionInfo(executor, false, false, -1),
                Path.of(System.getProperty("fray.workDir"), "report"),
                orders,
                LIMIT_SECONDS,
                new POSScheduler(seeds.getRandomness()),
                seeds,
                false, // fullSchedule
                false, // exploreMode
                true, // noExitWhenBugFound
                false, // isReplay
                false, // noFray
                false, // dummyRun
                NetworkDelegateType.NONE,
                SystemTimeDelegateType.MOCK,
                NANOS_PER_STEP,
                false, // ignoreTimedBlock
                false, // sleepAsYield
                false, // resetClassLoader
                false, // redirectStdout
                false, // abortThreadExecutionAfterMainExit
                false, // resolveRacingOperationStackTraceHash
                null); // timelineCoverageType
    }

    /** Runs what each thread does, and waits for all of them. */
    public static void together(Steps... all) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Steps steps : all) {
            threads.add(start(steps));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Starts a thread. */
    public static Thread start(Steps steps) {
        Thread thread = new Thread(() -> guarded(steps));
        thread.start();
        return thread;
    }

    /** What nobody catches in a thread fails the scenario. */
    private static void guarded(Steps steps) {
        try {
            steps.run();
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** An assertion that takes no step. */
    public static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
