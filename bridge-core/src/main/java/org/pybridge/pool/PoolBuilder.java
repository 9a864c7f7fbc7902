package org.pybridge.pool;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pybridge.Call;
import org.pybridge.Script;
import org.pybridge.spi.EntryPoint;

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
    static final Option<List<String>> IMPORTS = Option.any("imports", List.of());
    static final Option<List<Call<?>>> WARM_UP = Option.any("warmUp", List.of());
    static final Option<Duration> INIT_TIMEOUT = Option.notNegative("initTimeout", Duration.ofMinutes(5));
    static final Option<Duration> GRACE = Option.notNegative("grace", Duration.ofMillis(100));
    static final Option<Integer> MAX_QUARANTINED = Option.atLeast(0, "maxQuarantined", 8);
    static final Option<CallThread> CALLS_RUN_ON = Option.any("callsRunOn", CallThread.AUTOMATIC);
    static final Option<Boolean> REUSE_INTERRUPTED = Option.any("reuseInterrupted", false);
    static final Option<ResetPolicy> RESET_POLICY = Option.any("resetPolicy", ResetPolicy.NONE);
    static final Option<Integer> SPARES = Option.atLeast(0, "spares", 0);
    static final Option<Long> MAX_USES = Option.noneOrAtLeast(1, "maxUses");
    static final Option<Duration> MAX_AGE = Option.notNegative("maxAge", Duration.ZERO);
    static final Option<Double> JITTER = Option.between(0, 0.5, "jitter", 0.1);
    static final Option<Long> MAX_MEMORY_GROWTH = Option.noneOrAtLeast(1L << 20, "maxMemoryGrowth");
    static final Option<Script> VALIDATION = Option.any("validation", Script.of(""));
    static final Option<Duration> VALIDATE_AFTER_IDLE = Option.notNegative("validateAfterIdle", Duration.ofSeconds(30));
    static final Option<Duration> MAINTENANCE_TIMEOUT =
            Option.moreThanZero("maintenanceTimeout", Duration.ofSeconds(5));
    static final Option<Duration> LIVE_RESULT_TIMEOUT = Option.notNegative("liveResultTimeout", Duration.ofMinutes(1));
    static final Option<Integer> MAX_FAILURES_IN_A_ROW = Option.atLeast(0, "maxFailuresInARow", 5);
    static final Option<Duration> LEAK_THRESHOLD = Option.notNegative("leakThreshold", Duration.ZERO);

    static final List<Option<?>> ALL = List.of(
            SIZE,
            CALLERS_PER_INTERPRETER,
            ACQUIRE_TIMEOUT,
            CLOSE_TIMEOUT,
            EAGER,
            INIT_SCRIPT,
            IMPORTS,
            WARM_UP,
            INIT_TIMEOUT,
            GRACE,
            MAX_QUARANTINED,
            CALLS_RUN_ON,
            REUSE_INTERRUPTED,
            RESET_POLICY,
            SPARES,
            MAX_USES,
            MAX_AGE,
            JITTER,
            MAX_MEMORY_GROWTH,
            VALIDATION,
            VALIDATE_AFTER_IDLE,
            MAINTENANCE_TIMEOUT,
            LIVE_RESULT_TIMEOUT,
            MAX_FAILURES_IN_A_ROW,
            LEAK_THRESHOLD);

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
     * @throws IllegalArgumentException when two options contradict each other
     */
    public PoolConfig build() {
        PoolConfig config = new PoolConfig(values);
        if (config.spares() > config.size()) {
            throw new IllegalArgumentException("spares is " + config.spares() + " and size is " + config.size()
                    + "; spares can be at most as many as size");
        }
        if (config.callersPerInterpreter() > 1 && config.resetPolicy() != ResetPolicy.NONE) {
            throw new IllegalArgumentException(
                    "resetPolicy is " + config.resetPolicy() + " and callersPerInterpreter is "
                            + config.callersPerInterpreter() + "; what one caller changed cannot be set back under the"
                            + " others: resetPolicy must be NONE");
        }
        requireBeside(JITTER, config.maxUses() > 0 || !config.maxAge().isZero(), "maxUses or maxAge");
        requireBeside(VALIDATE_AFTER_IDLE, !config.validation().code().isBlank(), "validation");
        return config;
    }

    private void requireBeside(Option<?> option, boolean other, String others) {
        if (values.containsKey(option) && !other) {
            throw new IllegalArgumentException(option.name() + " is " + values.get(option) + "; it requires " + others);
        }
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
     * It runs in each interpreter, also where these are forked of one process. Default: nothing.
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
     * Sets which modules each new interpreter imports before its first call, after the init script, so that no call's limit pays for it. An
     * interpreter that cannot import one of them does not start. Where interpreters are forked of one process and nothing comes before the
     * imports, that process may import them once for all. The modules of bound interfaces are imported in any case. Default: none.
     *
     * @param modules their full names
     * @return this builder
     */
    public PoolBuilder imports(String... modules) {
        for (String module : modules) {
            EntryPoint.of(module + ":_");
        }
        return set(IMPORTS, List.of(modules));
    }

    /**
     * Sets calls that each new interpreter makes before it is lent, after its imports: what a function loads or compiles when it is first
     * called is then there. Their results are thrown away; an interpreter in which one of them fails does not start. Default: none.
     *
     * @param calls the calls
     * @return this builder
     */
    public PoolBuilder warmUp(Call<?>... calls) {
        return set(WARM_UP, List.of(calls));
    }

    /**
     * Sets how long an interpreter may take for what it does before its first call: the init script, imports and warm-up calls. What takes
     * longer is stopped, and the start fails with the place in Python where it was. Default: 5 minutes.
     *
     * @param limit not negative; zero is no limit
     * @return this builder
     */
    public PoolBuilder initTimeout(Duration limit) {
        return set(INIT_TIMEOUT, limit);
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
     * With a backend whose interpreters an interrupt spoils, the start throws an {@link org.pybridge.UnsupportedCapabilityException}.
     *
     * @param reuse whether to
     * @return this builder
     */
    public PoolBuilder reuseInterrupted(boolean reuse) {
        return set(REUSE_INTERRUPTED, reuse);
    }

    /**
     * Sets what the next borrower of an interpreter finds of what the one before it changed. Default: {@link ResetPolicy#NONE}. Where
     * several callers share an interpreter, there is no other choice.
     *
     * @param policy the policy
     * @return this builder
     */
    public PoolBuilder resetPolicy(ResetPolicy policy) {
        return set(RESET_POLICY, policy);
    }

    /**
     * Sets how many interpreters are started ahead, beyond {@link #size}, to take the place of others at once. Each costs as much memory as
     * one in use. Default: 0, where another one is started when a place is empty, before the place is lent again.
     *
     * @param interpreters at least 0, at most {@code size}
     * @return this builder
     */
    public PoolBuilder spares(int interpreters) {
        return set(SPARES, interpreters);
    }

    /**
     * Sets after how many borrowers an interpreter is replaced; a session is one borrower, whatever it calls. Default: 0.
     *
     * @param borrowers at least 1, or 0 for no limit
     * @return this builder
     */
    public PoolBuilder maxUses(long borrowers) {
        return set(MAX_USES, borrowers);
    }

    /**
     * Sets after what time an interpreter is replaced, when its next borrower has given it back. Default: zero.
     *
     * @param limit not negative; zero is no limit
     * @return this builder
     */
    public PoolBuilder maxAge(Duration limit) {
        return set(MAX_AGE, limit);
    }

    /**
     * Sets by how much {@link #maxUses} and {@link #maxAge} are shortened, at random for each interpreter, so that they are not all
     * replaced at once. Default: 0.1.
     *
     * @param most the largest part that is taken off, between 0 and 0.5; zero takes off nothing
     * @return this builder
     */
    public PoolBuilder jitter(double most) {
        return set(JITTER, most);
    }

    /**
     * Sets by how much the memory of an interpreter may grow from its first use on before it is replaced. It is looked at once a second at
     * most, when a borrower gives the interpreter back. Default: 0.
     *
     * @param bytes at least 1 MiB (1 048 576), or 0 for no limit. Only for backends that have {@link
     *     org.pybridge.spi.Capability#MEMORY_USE}
     * @return this builder
     */
    public PoolBuilder maxMemoryGrowth(long bytes) {
        return set(MAX_MEMORY_GROWTH, bytes);
    }

    /**
     * Sets a script that an interpreter has to run without an error before it is lent after a longer rest; else it is replaced. The
     * borrower waits for it. Default: none.
     *
     * @param code the code
     * @return this builder
     */
    public PoolBuilder validation(String code) {
        return validation(Script.of(code));
    }

    /**
     * Sets a named script that an interpreter has to run without an error before it is lent after a longer rest.
     *
     * @param script the script
     * @return this builder
     */
    public PoolBuilder validation(Script script) {
        return set(VALIDATION, script);
    }

    /**
     * Sets how long an interpreter has rested before {@link #validation(Script)} is due. Default: 30 seconds.
     *
     * @param rest not negative; zero validates for every borrower
     * @return this builder
     */
    public PoolBuilder validateAfterIdle(Duration rest) {
        return set(VALIDATE_AFTER_IDLE, rest);
    }

    /**
     * Sets how long it may take to set an interpreter back between two borrowers, as {@link #resetPolicy} says, and to run the
     * {@link #validation(Script)}. An interpreter that takes longer is replaced. Default: 5 seconds.
     *
     * @param each more than zero
     * @return this builder
     */
    public PoolBuilder maintenanceTimeout(Duration each) {
        return set(MAINTENANCE_TIMEOUT, each);
    }

    /**
     * Sets how long objects, generators and iterators that Java still holds can be used after their interpreter was replaced for its uses,
     * age or memory, or by {@link ResetPolicy#FRESH}. It lives on for them alone, beside the one that took its place. When the time is up,
     * it is ended, which is logged, and they are stale. Default: one minute.
     *
     * @param limit not negative; zero ends it at once
     * @return this builder
     */
    public PoolBuilder liveResultTimeout(Duration limit) {
        return set(LIVE_RESULT_TIMEOUT, limit);
    }

    /**
     * Sets how many interpreters in a row may be lost, or fail to start, before a single call in them has ended by itself. Further calls
     * are then refused at once, and after a pause of one second, which doubles up to one minute, one interpreter is tried again. Default: 5.
     *
     * @param interpreters at least 1, or 0 for no limit
     * @return this builder
     */
    public PoolBuilder maxFailuresInARow(int interpreters) {
        return set(MAX_FAILURES_IN_A_ROW, interpreters);
    }

    /**
     * Sets after what time an open session is logged as a warning, with the stack of the thread that opened it. Default: zero. A
     * session that is forgotten altogether is logged, and its interpreter replaced, in any case.
     *
     * @param limit not negative; zero looks for none
     * @return this builder
     */
    public PoolBuilder leakThreshold(Duration limit) {
        return set(LEAK_THRESHOLD, limit);
    }
}
