package org.pybridge;

import java.util.Objects;

/**
 * One of many calls that were made together failed, see {@link PythonOperations#callAll}. Calls of the same batch that come after it were
 * not made, and batches that had not begun were not sent; other batches have run. The cause is what the failed call alone would have
 * thrown: a {@link PythonException}, a {@link ConversionException}, a callback's own exception, or what ended its whole batch.
 */
public final class BatchException extends BridgeException {
    private static final long serialVersionUID = 1L;

    private final int index;

    /**
     * Reports a failed call.
     *
     * @param index which call it was, from 0; the first of its batch when that failed as a whole
     * @param cause why it failed
     */
    public BatchException(int index, Throwable cause) {
        super("call " + index + " failed: " + cause.getMessage(), Objects.requireNonNull(cause), true);
        this.index = index;
    }

    /**
     * Tells which call failed.
     *
     * @return its index in the list of arguments, from 0; of several that failed, the lowest
     */
    public int index() {
        return index;
    }
}
