package org.pybridge.command.internal;

import java.time.Duration;

/** Why a command has ended. */
public sealed interface Ending {
    /** It has ended by itself. */
    record ByItself() implements Ending {}

    /** It did not end within its deadline. */
    record Late(Duration deadline) implements Ending {}

    /** Its holder wanted it to end. */
    record Cancelled() implements Ending {}

    /** It wrote more than may be held in memory. */
    record TooMuchOutput(int limit) implements Ending {}

    /** Something failed that serves it: a consumer of its output, or a stream. */
    record Failed(Throwable failure) implements Ending {}

    /**
     * What came of a command.
     *
     * @param status of its process; -1 when that lives on
     * @param stdout what was kept of it
     * @param stderr what was kept of it
     * @param truncated whether something was dropped because of a limit
     * @param duration from the start of the process to the end of its output
     */
    record Outcome(Ending ending, int status, byte[] stdout, byte[] stderr, boolean truncated, Duration duration) {}
}
