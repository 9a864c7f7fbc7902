package org.pybridge.command;

/** A command was cancelled, or the thread that waited for it was interrupted. It was killed with everything that it had started. */
public final class CommandCancelledException extends CommandFailedException {
    private static final long serialVersionUID = 1L;

    CommandCancelledException(CommandResult result) {
        super(result, "was cancelled", null);
    }
}
