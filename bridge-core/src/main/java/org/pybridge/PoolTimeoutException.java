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
     * @param suspended whether the pool lends nothing until it is resumed
     */
    public PoolTimeoutException(Duration limit, int size, int waiting, boolean suspended) {
        super(
                "no interpreter came free within " + limit.toMillis() + " ms: "
                        + (suspended ? suspended(waiting) : busy(size, waiting)),
                null,
                false);
    }

    private static String suspended(int waiting) {
        return "the pool is suspended and " + waiting + " callers wait; resume() lets them go on";
    }

    private static String busy(int size, int waiting) {
        return "all " + size + " are busy and " + waiting
                + " callers wait; make the pool larger, the calls shorter, or acquireTimeout longer";
    }
}
