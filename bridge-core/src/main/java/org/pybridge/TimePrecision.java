package org.pybridge;

/**
 * What becomes of digits that the other side does not keep: Python has microseconds, Java's clocks have nanoseconds, and {@code java.util.Date} has
 * milliseconds.
 */
public enum TimePrecision {
    /** They are cut off, as {@code truncatedTo(ChronoUnit.MICROS)} does. */
    TRUNCATED,
    /** Such a time is a {@link ConversionException}. */
    EXACT
}
