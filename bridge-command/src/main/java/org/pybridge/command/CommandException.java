package org.pybridge.command;

import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;

/** A command could not be started, or did not end as it should. */
public abstract sealed class CommandException extends BridgeException
        permits CommandStartException, CommandFailedException {
    private static final long serialVersionUID = 1L;

    private final String command;

    CommandException(String command, String problem, @Nullable Throwable cause, boolean mayHaveRun) {
        super(command + ": " + problem, cause, mayHaveRun);
        this.command = command;
    }

    /**
     * Gives the command as one would type it: the program and its arguments, cut when they are long. Its environment and its input are
     * not shown, so secrets belong there.
     *
     * @return for people; it is not made to be parsed
     */
    public final String command() {
        return command;
    }
}
