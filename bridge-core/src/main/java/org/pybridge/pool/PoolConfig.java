package org.pybridge.pool;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pybridge.Call;
import org.pybridge.Script;

/** How many interpreters there are, how callers share them, and when they are replaced: what a {@link PoolBuilder} described. Immutable. */
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

    /** {@return what {@link PoolBuilder#imports} set} */
    public List<String> imports() {
        return get(PoolBuilder.IMPORTS);
    }

    /** {@return what {@link PoolBuilder#warmUp} set} */
    public List<Call<?>> warmUp() {
        return get(PoolBuilder.WARM_UP);
    }

    /** {@return what {@link PoolBuilder#initTimeout} set} */
    public Duration initTimeout() {
        return get(PoolBuilder.INIT_TIMEOUT);
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

    /** {@return what {@link PoolBuilder#resetPolicy} set} */
    public ResetPolicy resetPolicy() {
        return get(PoolBuilder.RESET_POLICY);
    }

    /** {@return what {@link PoolBuilder#spares} set} */
    public int spares() {
        return get(PoolBuilder.SPARES);
    }

    /** {@return what {@link PoolBuilder#maxUses} set} */
    public long maxUses() {
        return get(PoolBuilder.MAX_USES);
    }

    /** {@return what {@link PoolBuilder#maxAge} set} */
    public Duration maxAge() {
        return get(PoolBuilder.MAX_AGE);
    }

    /** {@return what {@link PoolBuilder#jitter} set} */
    public double jitter() {
        return get(PoolBuilder.JITTER);
    }

    /** {@return what {@link PoolBuilder#maxMemoryGrowth} set} */
    public long maxMemoryGrowth() {
        return get(PoolBuilder.MAX_MEMORY_GROWTH);
    }

    /** {@return what {@link PoolBuilder#validation(Script)} set} */
    public Script validation() {
        return get(PoolBuilder.VALIDATION);
    }

    /** {@return what {@link PoolBuilder#validateAfterIdle} set} */
    public Duration validateAfterIdle() {
        return get(PoolBuilder.VALIDATE_AFTER_IDLE);
    }

    /** {@return what {@link PoolBuilder#maintenanceTimeout} set} */
    public Duration maintenanceTimeout() {
        return get(PoolBuilder.MAINTENANCE_TIMEOUT);
    }

    /** {@return what {@link PoolBuilder#liveResultTimeout} set} */
    public Duration liveResultTimeout() {
        return get(PoolBuilder.LIVE_RESULT_TIMEOUT);
    }

    /** {@return what {@link PoolBuilder#maxFailuresInARow} set} */
    public int maxFailuresInARow() {
        return get(PoolBuilder.MAX_FAILURES_IN_A_ROW);
    }

    /** {@return what {@link PoolBuilder#leakThreshold} set} */
    public Duration leakThreshold() {
        return get(PoolBuilder.LEAK_THRESHOLD);
    }

    /**
     * Gives all options with the values in force, those that were not set included.
     *
     * @return the values by the options' names
     */
    public Map<String, Object> options() {
        Map<String, Object> named = new LinkedHashMap<>();
        for (Option<?> option : PoolBuilder.ALL) {
            named.put(option.name(), get(option));
        }
        return Collections.unmodifiableMap(named);
    }

    /** Names the options that were set, by their names. */
    @Override
    public String toString() {
        Map<String, Object> named = new TreeMap<>();
        values.forEach((option, value) -> named.put(option.name(), value));
        return "PoolConfig" + named;
    }
}
