package org.pybridge.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pybridge.process.stream.MemoryLimit;

/**
 * How long a command may run, and how much of its output is held.
 *
 * @param deadline from the start to the end of the output, or null for none
 * @param grace from the request to end to the kill
 * @param memory of each output
 */
record Limits(@Nullable Duration deadline, Duration grace, MemoryLimit memory) {
    static final int DEFAULT_MEMORY = 64 * 1024 * 1024;
    /** The largest array of every JVM. */
    static final int LARGEST_MEMORY = Integer.MAX_VALUE - 8;

    static final Limits DEFAULT = new Limits(null, Duration.ofSeconds(2), new MemoryLimit(DEFAULT_MEMORY, false));

    private static final Duration LONGEST = Duration.ofDays(36_500);

    Limits withDeadline(Duration newDeadline) {
        if (newDeadline.isZero()) {
            throw new IllegalArgumentException(
                    "deadline is PT0S; it must be longer, and without a deadline it is not set at all");
        }
        return new Limits(checked("deadline", newDeadline), grace, memory);
    }

    Limits withGrace(Duration newGrace) {
        return new Limits(deadline, checked("grace", newGrace), memory);
    }

    Limits withMemory(String option, int size, boolean cuts) {
        if (size < 0 || size > LARGEST_MEMORY) {
            throw new IllegalArgumentException(
                    option + " is " + size + " bytes; it must be between 0 and " + LARGEST_MEMORY);
        }
        return new Limits(deadline, grace, new MemoryLimit(size, cuts));
    }

    private static Duration checked(String option, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    option + " is " + value + "; it must not be negative nor longer than " + LONGEST);
        }
        return value;
    }
}
