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
     * @param starting how many interpreters were being started
     * @param waiting how many callers were waiting, this one included
     * @param suspended whether the pool lends nothing until it is resumed
     */
    public PoolTimeoutException(Duration limit, int size, int starting, int waiting, boolean suspended) {
        super(
                "no interpreter came free within " + limit.toMillis() + " ms: "
                        + (suspended ? suspended(waiting) : occupied(size, starting, waiting)),
                null,
                false);
    }

    /**
     * Reports that another machine has no interpreter.
     *
     * @param reason what it says
     */
    public PoolTimeoutException(String reason) {
        super(reason, null, false);
    }

    private static String suspended(int waiting) {
        return "the pool is suspended and " + callers(waiting) + "; resume() lets them go on";
    }

    private static String occupied(int size, int starting, int waiting) {
        if (starting == 0) {
            return "all " + size + " are busy and " + callers(waiting)
                    + "; make the pool larger, the calls shorter, or acquireTimeout longer";
        }
        return starting + " of " + size + (starting == 1 ? " is" : " are") + " being started, the others are busy, and "
                + callers(waiting) + "; start them ahead with eager or spares, or make acquireTimeout longer";
    }

    private static String callers(int waiting) {
        return waiting == 1 ? "1 caller waits" : waiting + " callers wait";
    }
}
