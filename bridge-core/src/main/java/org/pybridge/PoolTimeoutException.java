package org.pybridge;

import java.time.Duration;

/** No interpreter came free in time. Nothing ran. */
public final class PoolTimeoutException extends BridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports a wait that was too long.
     *
     * @param limit how long the caller was ready to wait
     * @param size how many calls the pool can run at once
     * @param waiting how many callers were waiting, this one included
     */
    public PoolTimeoutException(Duration limit, int size, int waiting) {
        super(
                "no interpreter came free within " + limit.toMillis() + " ms: all " + size + " are busy and " + waiting
                        + " callers wait; make the pool larger, the calls shorter, or acquireTimeout longer",
                null,
                false);
    }
}
