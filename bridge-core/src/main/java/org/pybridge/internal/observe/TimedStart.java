package org.pybridge.internal.observe;

import org.jspecify.annotations.Nullable;
import org.pybridge.pool.PoolListener;

/** The start of an interpreter, from its begin to its end. Used by one thread. */
public final class TimedStart {
    private final @Nullable PoolListener listener;
    private final long begin = System.nanoTime();

    TimedStart(@Nullable PoolListener listener) {
        this.listener = listener;
    }

    /** The interpreter is ready for calls. */
    public void ended() {
        if (listener != null) {
            listener.interpreterStartedNanos(System.nanoTime() - begin);
        }
    }
}
