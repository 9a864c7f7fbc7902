package org.pybridge.internal.call;

import org.jspecify.annotations.Nullable;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;
import org.pybridge.spi.Target;

/** Chooses where a call runs: in any interpreter of a pool, in a certain one, or in the interpreter that a session holds. */
public interface Dispatcher {

    /**
     * Makes one call.
     *
     * @param invocation the call
     * @return a natural value
     */
    @Nullable
    Object call(Invocation invocation);

    /** Makes one call without keyword arguments and options. */
    public default @Nullable Object call(Target target, ResultMode resultMode, @Nullable Object... arguments) {
        return call(Invocation.of(target, resultMode, arguments));
    }

    /** Notes that Java holds an object that lives here. */
    default void hold(Object object) {}

    /** Notes that it does not any more. */
    default void release(Object object) {}

    /** Whether objects that live here die with a session. */
    default boolean isSession() {
        return false;
    }
}
