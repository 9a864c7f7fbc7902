package org.pybridge.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pybridge.Call;
import org.pybridge.Output;

/**
 * What a caller says about a call beside what is called. Immutable.
 *
 * @param output where prints go, or null for the default
 * @param timeout how long Python may run, or null for the default
 */
public record CallOptions(@Nullable Output output, @Nullable Duration timeout) {
    /** Says nothing. */
    public static final CallOptions DEFAULT = new CallOptions(null, null);

    /**
     * Checks a time limit.
     *
     * @param option its name, for the message
     * @param timeout the limit
     * @return the same limit
     * @throws IllegalArgumentException when it is zero or negative
     */
    public static Duration requireTimeout(String option, Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(option + " is " + timeout + "; it must be more than zero");
        }
        return timeout;
    }

    /**
     * Returns the options of a call.
     *
     * @param call the call
     * @return its output and timeout, where it names them
     */
    public static CallOptions of(Call<?> call) {
        return of(call.output().orElse(null), call.timeout().orElse(null));
    }

    /**
     * Returns options.
     *
     * @param output where prints go, or null for the default
     * @param timeout how long Python may run, or null for the default
     * @return the options
     */
    public static CallOptions of(@Nullable Output output, @Nullable Duration timeout) {
        return output == null && timeout == null ? DEFAULT : new CallOptions(output, timeout);
    }

    /**
     * Returns the same options, with others where these say nothing.
     *
     * @param defaults the others
     * @return the options
     */
    public CallOptions or(CallOptions defaults) {
        if (defaults == DEFAULT) {
            return this;
        }
        return of(output == null ? defaults.output : output, timeout == null ? defaults.timeout : timeout);
    }
}
