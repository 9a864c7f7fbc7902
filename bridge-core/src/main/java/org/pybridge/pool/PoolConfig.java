package org.pybridge.pool;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.pybridge.Script;

/** How many interpreters there are and how callers share them: what a {@link PoolBuilder} described. Immutable. */
public final class PoolConfig {
    /** The defaults. */
    public static final PoolConfig DEFAULT = builder().build();

    private final Map<Option<?>, Object> values;

    PoolConfig(Map<Option<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Begins a configuration.
     *
     * @return a builder with the defaults
     */
    public static PoolBuilder builder() {
        return new PoolBuilder();
    }

    @SuppressWarnings("unchecked") // the builder put it there under this option
    private <T> T get(Option<T> option) {
        return (T) values.getOrDefault(option, option.usual());
    }

    /** {@return what {@link PoolBuilder#size} set} */
    public int size() {
        return get(PoolBuilder.SIZE);
    }

    /** {@return what {@link PoolBuilder#callersPerInterpreter} set} */
    public int callersPerInterpreter() {
        return get(PoolBuilder.CALLERS_PER_INTERPRETER);
    }

    /** {@return what {@link PoolBuilder#acquireTimeout} set} */
    public Duration acquireTimeout() {
        return get(PoolBuilder.ACQUIRE_TIMEOUT);
    }

    /** {@return what {@link PoolBuilder#closeTimeout} set} */
    public Duration closeTimeout() {
        return get(PoolBuilder.CLOSE_TIMEOUT);
    }

    /** {@return what {@link PoolBuilder#eager} set} */
    public boolean eager() {
        return get(PoolBuilder.EAGER);
    }

    /** {@return what {@link PoolBuilder#initScript(Script)} set} */
    public Script initScript() {
        return get(PoolBuilder.INIT_SCRIPT);
    }

    /** {@return what {@link PoolBuilder#grace} set} */
    public Duration grace() {
        return get(PoolBuilder.GRACE);
    }

    /** {@return what {@link PoolBuilder#maxQuarantined} set} */
    public int maxQuarantined() {
        return get(PoolBuilder.MAX_QUARANTINED);
    }

    /** {@return what {@link PoolBuilder#callsRunOn} set} */
    public CallThread callsRunOn() {
        return get(PoolBuilder.CALLS_RUN_ON);
    }

    /** {@return what {@link PoolBuilder#reuseInterrupted} set} */
    public boolean reuseInterrupted() {
        return get(PoolBuilder.REUSE_INTERRUPTED);
    }

    /** Names the options that were set, by their names. */
    @Override
    public String toString() {
        Map<String, Object> named = new TreeMap<>();
        values.forEach((option, value) -> named.put(option.name(), value));
        return "PoolConfig" + named;
    }
}
