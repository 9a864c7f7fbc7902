package org.pybridge.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;

/**
 * What a caller says about a call beside what is called. Immutable.
 *
 * @param output where prints go, or null for the default
 * @param limit how long Python may run, or null for the default
 */
public record Terms(@Nullable Output output, @Nullable Duration limit) {
    static final Terms DEFAULT = new Terms(null, null);

    /**
     * Checks a time limit.
     *
     * @param option its name, for the message
     * @param limit the limit
     * @return the same limit
     * @throws IllegalArgumentException when it is zero or negative
     */
    public static Duration requireLimit(String option, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException(option + " is " + limit + "; it must be more than zero");
        }
        return limit;
    }

    static Terms of(@Nullable Output output, @Nullable Duration limit) {
        return output == null && limit == null ? DEFAULT : new Terms(output, limit);
    }

    /** The same terms, with others where they say nothing. */
    Terms or(Terms usual) {
        return usual == DEFAULT
                ? this
                : of(output == null ? usual.output : output, limit == null ? usual.limit : limit);
    }

    /** The same terms, with another limit where they name none. */
    Terms orLimit(@Nullable Duration fallback) {
        return limit != null || fallback == null ? this : new Terms(output, fallback);
    }
}
