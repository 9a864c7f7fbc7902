package org.pybridge.internal.observe;

import org.jspecify.annotations.Nullable;
import org.pybridge.pool.CallOutcome;
import org.pybridge.pool.PoolListener;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Target;

/** A call, from its begin to its end. Used by one thread at a time. */
public final class TimedCall {
    private static final String RUNTIME = "_pybridge";

    private final String backend;
    private final Target target;
    private final @Nullable PoolListener listener;
    private final @Nullable CallEvent event;
    private final long begin = System.nanoTime();

    TimedCall(String backend, Target target, @Nullable PoolListener listener) {
        this.backend = backend;
        this.target = target;
        this.listener = listener;
        this.event = FlightRecorder.wantsCalls() ? new CallEvent() : null;
        if (event != null) {
            event.begin();
        }
    }

    /**
     * The call has ended.
     *
     * @param thrown what it threw, or null when it returned
     */
    public void ended(@Nullable Throwable thrown) {
        if (listener != null) {
            long nanos = System.nanoTime() - begin;
            listener.onCall(name(target), CallOutcome.of(thrown), nanos);
        }
        record(thrown);
    }

    private void record(@Nullable Throwable thrown) {
        if (event == null) {
            return;
        }
        event.end();
        if (event.shouldCommit()) {
            event.backend = backend;
            event.function = name(target);
            event.outcome = CallOutcome.of(thrown).name();
            event.commit();
        }
    }

    /** An entry point is its own name; functions of the runtime are named by what they do. */
    private static String name(Target target) {
        if (!(target instanceof EntryPoint entryPoint)) {
            return "object";
        }
        return entryPoint.module().startsWith(RUNTIME) ? entryPoint.attribute() : entryPoint.toString();
    }
}
