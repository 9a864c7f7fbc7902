package org.pybridge;

/** A {@link PyObject} was used after it, its session or its interpreter was closed, or in another interpreter. Nothing ran. */
public final class StaleObjectException extends BridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports the use of an object where it does not live.
     *
     * @param reason what has ended, or which two interpreters do not match
     */
    public StaleObjectException(String reason) {
        super(reason, null, false);
    }
}
