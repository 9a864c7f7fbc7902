package org.pybridge.command.stream;

/** An output was larger than may be held in memory. Never reaches users: it ends a command, and the command's exception says more. */
public final class LimitReachedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LimitReachedException() {
        super("the output is larger than its limit");
    }
}
