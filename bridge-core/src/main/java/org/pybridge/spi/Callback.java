package org.pybridge.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Java function that Python can call, in natural values on both sides. */
@FunctionalInterface
public interface Callback {

    /**
     * Runs the function.
     *
     * @param arguments positional arguments, in natural values
     * @param named named arguments, in natural values
     * @return the result, as a natural value
     * @throws Throwable whatever went wrong; the backend raises it in Python and gives the same instance to the caller when it is not
     *     caught there
     */
    @Nullable
    Object invoke(List<@Nullable Object> arguments, Map<String, @Nullable Object> named) throws Throwable;
}
