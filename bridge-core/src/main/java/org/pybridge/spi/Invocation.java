package org.pybridge.spi;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of Python: what is called, with what, and how its result comes back. Immutable as long as nobody changes the array of
 * arguments, which is not copied; compared by identity of that array.
 *
 * @param target what to call
 * @param arguments positional arguments, in natural values
 * @param keywords keyword arguments, in natural values
 * @param resultMode how the result leaves Python
 * @param options what the caller says beside that
 */
@SuppressWarnings("ArrayRecordComponent") // a list around it would cost each call an object
public record Invocation(
        Target target,
        @Nullable Object[] arguments,
        Map<String, @Nullable Object> keywords,
        ResultMode resultMode,
        CallOptions options) {

    /** Checks that nothing is missing. */
    public Invocation {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(keywords, "keywords");
        Objects.requireNonNull(resultMode, "resultMode");
        Objects.requireNonNull(options, "options");
    }

    /**
     * Returns a call without keyword arguments and options.
     *
     * @param target what to call
     * @param resultMode how the result leaves Python
     * @param arguments positional arguments, in natural values
     * @return the call
     */
    public static Invocation of(Target target, ResultMode resultMode, @Nullable Object... arguments) {
        return new Invocation(target, arguments, Map.of(), resultMode, CallOptions.DEFAULT);
    }

    /**
     * Returns the same call with other options.
     *
     * @param others the options
     * @return the call
     */
    public Invocation withOptions(CallOptions others) {
        return others == options ? this : new Invocation(target, arguments, keywords, resultMode, others);
    }
}
