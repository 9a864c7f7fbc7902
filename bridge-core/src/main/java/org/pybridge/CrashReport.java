package org.pybridge;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of the end of an interpreter that had a process of its own. Immutable.
 *
 * @param exitCode what the process ended with; empty when a signal ended it, or when it is not known
 * @param signal the signal that ended it, as {@code SIGSEGV}; empty when none did
 * @param outOfMemory whether the system ended it because there was no memory left, as far as that can be told
 * @param traceback where Python was, as {@code faulthandler} wrote it; empty when it wrote nothing
 * @param lastOutput the end of what the process wrote to its stderr, at most 16 KiB; empty when it wrote nothing
 */
public record CrashReport(
        OptionalInt exitCode, Optional<String> signal, boolean outOfMemory, String traceback, String lastOutput) {

    /** Checks that nothing is null. */
    public CrashReport {
        Objects.requireNonNull(exitCode, "exitCode");
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(traceback, "traceback");
        Objects.requireNonNull(lastOutput, "lastOutput");
    }
}
