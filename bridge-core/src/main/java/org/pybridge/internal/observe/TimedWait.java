package org.pybridge.internal.observe;

import org.jspecify.annotations.Nullable;
import org.pybridge.pool.PoolListener;

/** A wait for an interpreter, from its begin to its end. Used by one thread. */
public final class TimedWait {
    private final String backend;
    private final @Nullable PoolListener listener;
    private final @Nullable WaitEvent event;
    private final long begin = System.nanoTime();

    TimedWait(String backend, @Nullable PoolListener listener) {
        this.backend = backend;
        this.listener = listener;
        this.event = FlightRecorder.wantsWaits() ? new WaitEvent() : null;
        if (event != null) {
            event.begin();
        }
    }

    /** The wait has ended with an interpreter. */
    public void served() {
        if (listener != null) {
            listener.onAcquired(System.nanoTime() - begin);
        }
        record(false);
    }

    /** The wait took too long. */
    public void timedOut() {
        if (listener != null) {
            listener.onAcquireTimeout(System.nanoTime() - begin);
        }
        record(true);
    }

    private void record(boolean timedOut) {
        if (event == null) {
            return;
        }
        event.end();
        if (event.shouldCommit()) {
            event.backend = backend;
            event.timedOut = timedOut;
            event.commit();
        }
    }
}
