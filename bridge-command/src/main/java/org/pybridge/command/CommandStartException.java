package org.pybridge.command;

import org.jspecify.annotations.Nullable;

/**
 * A command could not be started: its directory or its input does not exist, its program cannot be run, or the system has no room. Nothing
 * ran.
 */
public sealed class CommandStartException extends CommandException permits CommandNotFoundException {
    private static final long serialVersionUID = 1L;

    CommandStartException(String command, String problem, @Nullable Throwable cause) {
        super(command, problem, cause, false);
    }
}
