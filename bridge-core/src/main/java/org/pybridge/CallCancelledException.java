package org.pybridge;

/** The call was cancelled, or the thread that waited for it was interrupted. */
public final class CallCancelledException extends BridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports a cancelled call.
     *
     * @param mayHaveRun whether Python had begun
     */
    public CallCancelledException(boolean mayHaveRun) {
        super(
                mayHaveRun ? "the call was cancelled while Python ran" : "the call was cancelled before Python ran",
                null,
                mayHaveRun);
    }
}
