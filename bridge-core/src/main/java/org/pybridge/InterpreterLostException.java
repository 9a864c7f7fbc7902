package org.pybridge;

import org.jspecify.annotations.Nullable;

/** The interpreter could not be started, died, or was given up. The pool starts another one for the next call. */
public final class InterpreterLostException extends BridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports a lost interpreter.
     *
     * @param reason why it is lost
     * @param cause the exception that says so, or null
     */
    public InterpreterLostException(String reason, @Nullable Throwable cause) {
        super(reason, cause, true);
    }
}
