package org.pybridge.pool;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.pybridge.Script;

/**
 * Describes a pool. A bad value is an {@link IllegalArgumentException} at once, with the option's name and its range; options that
 * contradict each other are one when the pool is built. Used by one thread.
 *
 * <pre>{@code
 * Python python = Python.builder(GraalPy.builder().build())
 *         .pool(pool -> pool.size(4).eager(true).acquireTimeout(Duration.ofSeconds(2)))
 *         .build();
 * }</pre>
 */
public final class PoolBuilder {
    static final Option<Integer> SIZE =
            Option.atLeast(1, "size", Math.min(4, Runtime.getRuntime().availableProcessors()));
    static final Option<Integer> CALLERS_PER_INTERPRETER = Option.atLeast(1, "callersPerInterpreter", 1);
    static final Option<Duration> ACQUIRE_TIMEOUT = Option.notNegative("acquireTimeout", Duration.ofSeconds(30));
    static final Option<Duration> CLOSE_TIMEOUT = Option.notNegative("closeTimeout", Duration.ofSeconds(10));
    static final Option<Boolean> EAGER = Option.any("eager", false);
    static final Option<Script> INIT_SCRIPT = Option.any("initScript", Script.of(""));
    static final Option<Duration> GRACE = Option.notNegative("grace", Duration.ofMillis(100));
    static final Option<Integer> MAX_QUARANTINED = Option.atLeast(0, "maxQuarantined", 8);
    static final Option<CallThread> CALLS_RUN_ON = Option.any("callsRunOn", CallThread.AUTOMATIC);
    static final Option<Boolean> REUSE_INTERRUPTED = Option.any("reuseInterrupted", false);

    private final Map<Option<?>, Object> values = new HashMap<>();

    PoolBuilder() {}

    private <T> PoolBuilder set(Option<T> option, T value) {
        values.put(option, option.check(value));
        return this;
    }

    /**
     * Builds the configuration.
     *
     * @return what was set, and the defaults of what was not
     */
    public PoolConfig build() {
        return new PoolConfig(values);
    }

    /**
     * Sets how many interpreters run at most. They start when they are first needed. Default: the number of processors, at most 4.
     *
     * @param interpreters at least 1
     * @return this builder
     */
    public PoolBuilder size(int interpreters) {
        return set(SIZE, interpreters);
    }

    /**
     * Sets how many calls may be in one interpreter at once. More than one helps Python that waits for I/O or runs native code without
     * the GIL. Default: 1.
     *
     * @param callers at least 1
     * @return this builder
     */
    public PoolBuilder callersPerInterpreter(int callers) {
        return set(CALLERS_PER_INTERPRETER, callers);
    }

    /**
     * Sets how long a caller waits for an interpreter. Default: 30 seconds.
     *
     * @param limit not negative; zero does not wait
     * @return this builder
     */
    public PoolBuilder acquireTimeout(Duration limit) {
        return set(ACQUIRE_TIMEOUT, limit);
    }

    /**
     * Sets how long closing waits for running calls before it interrupts them. Default: 10 seconds.
     *
     * @param limit not negative; zero does not wait
     * @return this builder
     */
    public PoolBuilder closeTimeout(Duration limit) {
        return set(CLOSE_TIMEOUT, limit);
    }

    /**
     * Starts all interpreters before {@code build} returns, so that no call waits for a start. Default: false, where the first one is
     * started.
     *
     * @param all whether to
     * @return this builder
     */
    public PoolBuilder eager(boolean all) {
        return set(EAGER, all);
    }

    /**
     * Sets what each new interpreter runs before its first call. What it imports is warm; the names that it binds are seen by nobody.
     * Default: nothing.
     *
     * @param code the code
     * @return this builder
     */
    public PoolBuilder initScript(String code) {
        return initScript(Script.of(code));
    }

    /**
     * Sets the named script that each new interpreter runs before its first call.
     *
     * @param script the script
     * @return this builder
     */
    public PoolBuilder initScript(Script script) {
        return set(INIT_SCRIPT, script);
    }

    /**
     * Sets how long each step to stop a call may take before a harder one follows: the time that Python has to run its {@code finally}
     * blocks. Default: 100 milliseconds.
     *
     * @param each not negative; zero goes on at once
     * @return this builder
     */
    public PoolBuilder grace(Duration each) {
        return set(GRACE, each);
    }

    /**
     * Sets how many interpreters that cannot be stopped may be replaced while they still run. Each keeps a thread, and often a processor,
     * busy. Default: 8.
     *
     * @param most at least 0; with zero, the place of a stuck interpreter stays empty until its code ends
     * @return this builder
     */
    public PoolBuilder maxQuarantined(int most) {
        return set(MAX_QUARANTINED, most);
    }

    /**
     * Sets which thread Python runs on. Default: {@link CallThread#AUTOMATIC}.
     *
     * @param thread the choice
     * @return this builder
     */
    public PoolBuilder callsRunOn(CallThread thread) {
        return set(CALLS_RUN_ON, thread);
    }

    /**
     * Sets whether an interpreter is used again after a call in it was interrupted. That saves the start of another one, and a session
     * lives on; but an interrupt may have cut short what the code does in {@code finally} and at the end of {@code with}. Default: false.
     *
     * @param reuse whether to
     * @return this builder
     */
    public PoolBuilder reuseInterrupted(boolean reuse) {
        return set(REUSE_INTERRUPTED, reuse);
    }
}
