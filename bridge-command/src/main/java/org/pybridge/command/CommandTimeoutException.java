package org.pybridge.command;

import java.time.Duration;

/** A command did not end within its deadline. It was killed with everything that it had started. */
public final class CommandTimeoutException extends CommandFailedException {
    private static final long serialVersionUID = 1L;

    private final Duration deadline;

    CommandTimeoutException(CommandResult result, Duration deadline) {
        super(result, "did not end within " + deadline + " and was killed" + result.lastStderr(), null);
        this.deadline = deadline;
    }

    /**
     * Gives the deadline.
     *
     * @return as it was set
     */
    public Duration deadline() {
        return deadline;
    }
}
