package org.pybridge.internal.call;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.pool.CallThread;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.spi.StopStep;

/**
 * How the calls of one Python run. Immutable.
 *
 * @param limit how long Python may run in a call that says nothing else, or null
 * @param grace how long each step to stop a call may take
 * @param killable whether the backend ends Python code for certain
 * @param apart whether Python runs in another process, so on no thread of this one
 * @param thread which thread Python runs on
 * @param survivable the hardest step after which an interpreter is used again
 */
public record CallRules(
        @Nullable Duration limit,
        Duration grace,
        boolean killable,
        boolean apart,
        CallThread thread,
        StopStep survivable) {

    public static CallRules of(Backend backend, PoolConfig config, @Nullable Duration limit) {
        boolean killable = backend.capabilities().contains(Capability.KILL);
        StopStep survivable = config.reuseInterrupted() ? StopStep.INTERRUPT : StopStep.CANCEL;
        boolean apart = backend.capabilities().contains(Capability.OWN_PROCESS);
        return new CallRules(limit, config.grace(), killable, apart, config.callsRunOn(), survivable);
    }

    /**
     * Whether a call with this limit runs on a thread of Python's: where something in it cannot be ended.
     *
     * @param hasCallback whether it takes Java functions along; asked only when it matters
     */
    boolean handsOver(@Nullable Duration limit, BooleanSupplier hasCallback) {
        return switch (thread) {
            case AUTOMATIC -> limit != null && (!killable || hasCallback.getAsBoolean());
            case CALLER -> false;
            case OWN -> true;
        };
    }
}
