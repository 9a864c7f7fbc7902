package org.pybridge.internal.observe;

import org.pybridge.pool.PoolListener;

/** A wait for an interpreter, from its begin to its end. Used by one thread. */
public final class TimedWait {
    private final PoolListener listener;
    private final long begin = System.nanoTime();

    TimedWait(PoolListener listener) {
        this.listener = listener;
    }

    /** The wait has ended with an interpreter. */
    public void served() {
        listener.waitedNanos(System.nanoTime() - begin);
    }

    /** The wait took too long. */
    public void timedOut() {
        listener.timedOutNanos(System.nanoTime() - begin);
    }
}
