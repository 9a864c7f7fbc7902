package org.pybridge.process;

import org.jspecify.annotations.Nullable;

/** Why a command has ended. */
@FunctionalInterface
interface Ending {
    /** The command has ended by itself. */
    Ending NATURAL = result -> null;

    /** Gives what its holder is to be told, made anew for each, so that each has a stack trace of its own. */
    @Nullable
    Throwable failure(CommandResult result);

    /**
     * What came of a command.
     *
     * @param result the status and the output
     * @param ending why it has ended
     */
    record Outcome(CommandResult result, Ending ending) {

        /** Gives the result, or throws what went wrong. */
        CommandResult get() {
            Throwable failure = ending.failure(result);
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
            return result;
        }
    }
}
