package org.pybridge.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.Shape;
import org.pybridge.spi.Target;

/** Where calls run: in any interpreter of a pool, in one of its places, or in the interpreter that a session holds. */
interface Venue {

    /**
     * Makes one call.
     *
     * @param target what to call
     * @param arguments natural values
     * @param named natural values
     * @param wanted how the result leaves Python
     * @param terms where prints go and how long it may run
     * @return a natural value
     */
    @Nullable
    Object call(
            Target target,
            @Nullable Object[] arguments,
            Map<String, @Nullable Object> named,
            Shape wanted,
            Terms terms);

    /** Notes that Java holds an object that lives here. */
    default void hold(LiveObject object) {}

    /** Notes that it does not any more. */
    default void release(LiveObject object) {}

    /** Makes one call without named arguments. */
    default @Nullable Object call(Target target, Shape wanted, @Nullable Object... arguments) {
        return call(target, arguments, Map.of(), wanted, Terms.DEFAULT);
    }
}
