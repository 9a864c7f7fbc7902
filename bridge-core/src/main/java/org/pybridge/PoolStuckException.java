package org.pybridge;

/** All interpreters of the pool are stuck in code that cannot be stopped, and no more of them may be replaced. Nothing ran. */
public final class PoolStuckException extends BridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports a pool that cannot serve.
     *
     * @param size how many calls the pool can run at once
     */
    public PoolStuckException(int size) {
        super(
                "no interpreter is left: all " + size
                        + " are in calls that nothing stops, be it Python code in this process or callbacks that ignore"
                        + " interrupts, and maxQuarantined lets no more be replaced; the pool serves again when one of"
                        + " them ends",
                null,
                false);
    }
}
