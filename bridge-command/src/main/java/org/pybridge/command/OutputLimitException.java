package org.pybridge.command;

/** A command wrote more than may be held in memory. It was killed with everything that it had started. */
public final class OutputLimitException extends CommandFailedException {
    private static final long serialVersionUID = 1L;

    private final int limit;

    OutputLimitException(CommandResult result, int limit) {
        super(
                result,
                "wrote more than the " + limit
                        + " bytes that may be held in memory, and was killed; raise outputLimit, set cutOutput, "
                        + "or redirect the output to lines, to a stream or to a file",
                null);
        this.limit = limit;
    }

    /**
     * Gives the limit.
     *
     * @return bytes of an output, or characters of one line
     */
    public int limit() {
        return limit;
    }
}
