package org.pybridge.command;

import org.jspecify.annotations.Nullable;

/**
 * A command ran and did not end as it should: with another status than 0, when that was asked for ({@link CommandResult#orThrow()}), or
 * for the reasons that the subclasses name. When a Python script ended with a traceback, the cause is the
 * {@link org.pybridge.PythonException} that it describes.
 */
public sealed class CommandFailedException extends CommandException
        permits CommandTimeoutException, CommandCancelledException, OutputLimitException {
    private static final long serialVersionUID = 1L;

    private final transient CommandResult result;

    CommandFailedException(CommandResult result, String problem, @Nullable Throwable cause) {
        super(result.command(), problem, cause, true);
        this.result = result;
    }

    /**
     * Gives what there is.
     *
     * @return the status, and the output up to the end
     */
    public final CommandResult result() {
        return result;
    }
}
