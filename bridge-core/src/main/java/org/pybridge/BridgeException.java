package org.pybridge;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything that PyBridge reports. Each exception carries its facts as data and says whether the Python code may have
 * run, so that a caller knows whether trying again is safe.
 */
public abstract class BridgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveRun;

    /**
     * Creates an exception.
     *
     * @param message what was wrong, with what value, and what to do
     * @param cause the exception behind this one, or null
     * @param mayHaveRun whether Python code of the failed call may have run
     */
    protected BridgeException(String message, @Nullable Throwable cause, boolean mayHaveRun) {
        super(message, cause);
        this.mayHaveRun = mayHaveRun;
    }

    /**
     * Tells whether Python code of the failed call may have run.
     *
     * @return false when nothing ran, so that the call can be repeated without doing anything twice
     */
    public final boolean mayHaveRun() {
        return mayHaveRun;
    }
}
