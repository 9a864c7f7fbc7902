package org.pybridge.pool;

import java.time.Duration;
import java.util.Objects;
import org.pybridge.Script;

/**
 * How many interpreters there are and how callers share them. Immutable; each setter returns a changed copy, and a bad value is an
 * {@link IllegalArgumentException} at once.
 *
 * @param size how many interpreters run at most, at least 1; default: the number of processors, at most 4. Interpreters start when they
 *     are first needed
 * @param callersPerInterpreter how many calls may be in one interpreter at once, at least 1, default 1. More than one helps Python that
 *     waits for I/O or runs native code without the GIL
 * @param acquireTimeout how long a caller waits for an interpreter; default 30 seconds, zero does not wait
 * @param closeTimeout how long {@code close} waits for running calls before it interrupts them; default 10 seconds, zero does not wait
 * @param eager whether all interpreters are started at once and before {@code build} returns; default false, where the first one is
 * @param initScript what each new interpreter runs first, for imports and settings; default empty
 * @param grace how long each step to stop a call may take before a harder one follows; default 100 milliseconds, zero goes on at once
 * @param maxQuarantined how many interpreters that cannot be stopped may be replaced while they still run, at least 0; default 8. Each
 *     keeps a thread, and often a processor, busy
 * @param callsRunOn which thread Python runs on; default {@link CallThread#AUTOMATIC}
 * @param reuseInterrupted whether an interpreter is used again after a call in it was interrupted; default false, where another one is
 *     started. An interrupt can leave things half done, as a lock that nobody opens any more
 */
public record PoolConfig(
        int size,
        int callersPerInterpreter,
        Duration acquireTimeout,
        Duration closeTimeout,
        boolean eager,
        Script initScript,
        Duration grace,
        int maxQuarantined,
        CallThread callsRunOn,
        boolean reuseInterrupted) {

    private static final int MOST_BY_DEFAULT = 4;

    /** The defaults. */
    public static final PoolConfig DEFAULT = new PoolConfig(
            Math.min(MOST_BY_DEFAULT, Runtime.getRuntime().availableProcessors()),
            1,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            false,
            Script.of(""),
            Duration.ofMillis(100),
            8,
            CallThread.AUTOMATIC,
            false);

    /** Checks the values. */
    public PoolConfig {
        requireAtLeastOne("size", size);
        requireAtLeastOne("callersPerInterpreter", callersPerInterpreter);
        requireNotNegative("acquireTimeout", acquireTimeout);
        requireNotNegative("closeTimeout", closeTimeout);
        Objects.requireNonNull(initScript, "initScript");
        requireNotNegative("grace", grace);
        if (maxQuarantined < 0) {
            throw new IllegalArgumentException("maxQuarantined is " + maxQuarantined + "; it cannot be negative");
        }
        Objects.requireNonNull(callsRunOn, "callsRunOn");
    }

    /**
     * Sets the number of interpreters.
     *
     * @param interpreters at least 1
     * @return a changed copy
     */
    public PoolConfig size(int interpreters) {
        return new PoolConfig(
                interpreters,
                callersPerInterpreter,
                acquireTimeout,
                closeTimeout,
                eager,
                initScript,
                grace,
                maxQuarantined,
                callsRunOn,
                reuseInterrupted);
    }

    /**
     * Sets how many calls may be in one interpreter at once.
     *
     * @param callers at least 1
     * @return a changed copy
     */
    public PoolConfig callersPerInterpreter(int callers) {
        return new PoolConfig(
                size,
                callers,
                acquireTimeout,
                closeTimeout,
                eager,
                initScript,
                grace,
                maxQuarantined,
                callsRunOn,
                reuseInterrupted);
    }

    /**
     * Sets how long a caller waits for an interpreter.
     *
     * @param limit not negative; zero does not wait
     * @return a changed copy
     */
    public PoolConfig acquireTimeout(Duration limit) {
        return new PoolConfig(
                size,
                callersPerInterpreter,
                limit,
                closeTimeout,
                eager,
                initScript,
                grace,
                maxQuarantined,
                callsRunOn,
                reuseInterrupted);
    }

    /**
     * Sets how long closing waits for running calls.
     *
     * @param limit not negative; zero does not wait
     * @return a changed copy
     */
    public PoolConfig closeTimeout(Duration limit) {
        return new PoolConfig(
                size,
                callersPerInterpreter,
                acquireTimeout,
                limit,
                eager,
                initScript,
                grace,
                maxQuarantined,
                callsRunOn,
                reuseInterrupted);
    }

    /**
     * Starts all interpreters before {@code build} returns, so that no call waits for a start.
     *
     * @param all whether to
     * @return a changed copy
     */
    public PoolConfig eager(boolean all) {
        return new PoolConfig(
                size,
                callersPerInterpreter,
                acquireTimeout,
                closeTimeout,
                all,
                initScript,
                grace,
                maxQuarantined,
                callsRunOn,
                reuseInterrupted);
    }

    /**
     * Sets what each new interpreter runs before its first call. What it imports is warm; the names that it binds are seen by nobody.
     *
     * @param code the code
     * @return a changed copy
     */
    public PoolConfig initScript(String code) {
        return initScript(Script.of(code));
    }

    /**
     * Sets the named script that each new interpreter runs before its first call.
     *
     * @param script the script
     * @return a changed copy
     */
    public PoolConfig initScript(Script script) {
        return new PoolConfig(
                size,
                callersPerInterpreter,
                acquireTimeout,
                closeTimeout,
                eager,
                script,
                grace,
                maxQuarantined,
                callsRunOn,
                reuseInterrupted);
    }

    /**
     * Sets how long each step to stop a call may take before a harder one follows: the time that Python has to run its {@code finally}
     * blocks.
     *
     * @param each not negative; zero goes on at once
     * @return a changed copy
     */
    public PoolConfig grace(Duration each) {
        return new PoolConfig(
                size,
                callersPerInterpreter,
                acquireTimeout,
                closeTimeout,
                eager,
                initScript,
                each,
                maxQuarantined,
                callsRunOn,
                reuseInterrupted);
    }

    /**
     * Sets how many interpreters that cannot be stopped may be replaced while they still run.
     *
     * @param most at least 0; with zero, the place of a stuck interpreter stays empty until its code ends
     * @return a changed copy
     */
    public PoolConfig maxQuarantined(int most) {
        return new PoolConfig(
                size,
                callersPerInterpreter,
                acquireTimeout,
                closeTimeout,
                eager,
                initScript,
                grace,
                most,
                callsRunOn,
                reuseInterrupted);
    }

    /**
     * Sets which thread Python runs on.
     *
     * @param thread the choice
     * @return a changed copy
     */
    public PoolConfig callsRunOn(CallThread thread) {
        return new PoolConfig(
                size,
                callersPerInterpreter,
                acquireTimeout,
                closeTimeout,
                eager,
                initScript,
                grace,
                maxQuarantined,
                thread,
                reuseInterrupted);
    }

    /**
     * Sets whether an interpreter is used again after a call in it was interrupted. That saves the start of another one, and a session
     * lives on; but an interrupt may have cut short what the code does in {@code finally} and at the end of {@code with}.
     *
     * @param reuse whether to
     * @return a changed copy
     */
    public PoolConfig reuseInterrupted(boolean reuse) {
        return new PoolConfig(
                size,
                callersPerInterpreter,
                acquireTimeout,
                closeTimeout,
                eager,
                initScript,
                grace,
                maxQuarantined,
                callsRunOn,
                reuse);
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
        }
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + "; it cannot be negative");
        }
    }
}
