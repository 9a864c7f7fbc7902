package org.pybridge.pool;

import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PythonException;

/** How a call ended. */
public enum CallOutcome {
    /** Python returned a value. */
    RETURNED,
    /** Python raised an exception. */
    RAISED,
    /** Its time was up. */
    TIMED_OUT,
    /** Its caller was interrupted, or its future cancelled. */
    CANCELLED,
    /** Its interpreter died or was closed while it ran. */
    LOST,
    /** Something else failed: a Java callback threw, or a value does not fit. */
    FAILED;

    /**
     * Tells what an exception says about the call that it ended.
     *
     * @param thrown what the call threw, or null when it returned
     * @return the outcome
     */
    public static CallOutcome of(@Nullable Throwable thrown) {
        if (thrown == null) {
            return RETURNED;
        }
        if (thrown instanceof PythonException) {
            return RAISED;
        }
        if (thrown instanceof CallTimeoutException) {
            return TIMED_OUT;
        }
        if (thrown instanceof CallCancelledException) {
            return CANCELLED;
        }
        return thrown instanceof InterpreterLostException ? LOST : FAILED;
    }
}
