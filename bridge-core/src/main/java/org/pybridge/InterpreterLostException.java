package org.pybridge;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The interpreter could not be started, died, or was given up. The pool starts another one for the next call. */
public final class InterpreterLostException extends BridgeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable CrashReport crash;

    /**
     * Reports a lost interpreter. The call may have run.
     *
     * @param reason why it is lost
     * @param cause the exception that says so, or null
     */
    public InterpreterLostException(String reason, @Nullable Throwable cause) {
        this(reason, cause, true, null);
    }

    /**
     * Reports an interpreter that was lost with its process.
     *
     * @param reason why it is lost
     * @param cause the exception that says so, or null
     * @param mayHaveRun whether the call may have run; false when Python never got it
     * @param crash what is known of the end of the process, or null
     */
    public InterpreterLostException(
            String reason, @Nullable Throwable cause, boolean mayHaveRun, @Nullable CrashReport crash) {
        super(reason, cause, mayHaveRun);
        this.crash = crash;
    }

    /**
     * Tells how the interpreter's process ended.
     *
     * @return what is known; empty when the interpreter had no process of its own, or its process did not start
     */
    public Optional<CrashReport> crash() {
        return Optional.ofNullable(crash);
    }
}
