package org.pybridge.command.stream;

import java.io.IOException;

/** Takes the output of a process, piece by piece. Used by one thread at a time. */
public interface Sink {
    /** Takes nothing, for an output that never reaches the JVM. */
    Sink NONE = (buffer, length) -> {};

    /**
     * Takes a piece.
     *
     * @param buffer holds the piece at its beginning; it is reused afterwards
     * @param length the number of bytes
     * @throws IOException when the place behind the sink does not take it
     * @throws LimitReachedException when there is more than may be held in memory
     */
    void accept(byte[] buffer, int length) throws IOException;

    /**
     * Learns that nothing follows.
     *
     * @throws IOException when the place behind the sink does not take the rest
     */
    default void end() throws IOException {}

    /** Gives what was kept in memory, if this sink keeps anything. */
    default byte[] kept() {
        return new byte[0];
    }

    /** Tells whether something was dropped because of a limit. */
    default boolean truncated() {
        return false;
    }
}
