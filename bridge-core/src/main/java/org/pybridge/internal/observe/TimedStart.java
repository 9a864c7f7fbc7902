package org.pybridge.internal.observe;

import org.jspecify.annotations.Nullable;
import org.pybridge.pool.PoolListener;

/** The start of an interpreter, from its begin to its end. Used by one thread. */
public final class TimedStart {
    private final String backend;
    private final @Nullable PoolListener listener;
    private final @Nullable StartEvent event;
    private final long begin = System.nanoTime();

    TimedStart(String backend, @Nullable PoolListener listener) {
        this.backend = backend;
        this.listener = listener;
        this.event = FlightRecorder.wantsStarts() ? new StartEvent() : null;
        if (event != null) {
            event.begin();
        }
    }

    /** The interpreter is ready for calls. */
    public void ended() {
        if (listener != null) {
            listener.onInterpreterStarted(System.nanoTime() - begin);
        }
        if (event == null) {
            return;
        }
        event.end();
        if (event.shouldCommit()) {
            event.backend = backend;
            event.commit();
        }
    }
}
