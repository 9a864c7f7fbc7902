package org.pybridge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a block of Python left behind. Immutable.
 *
 * @param value the value of the last statement when it is an expression, else {@code None}
 * @param globals the names that the block bound or got, in the order in which they were bound; builtins are left out
 * @param stdout what the block printed, threads that it started included
 * @param stderr what the block wrote to stderr
 * @param truncated whether the output was longer than the limit, so that its end is missing
 */
public record ScriptResult(
        PyValue value, Map<String, PyValue> globals, String stdout, String stderr, boolean truncated) {

    /**
     * Converts the block's value.
     *
     * @param type the wanted type
     * @param <T> the wanted type
     * @return the converted value
     * @throws ConversionException when it does not fit
     */
    public <T> @Nullable T as(Class<T> type) {
        return value.as(type);
    }

    /**
     * Converts the block's value to a generic type.
     *
     * @param type the wanted type
     * @param <T> the wanted type
     * @return the converted value
     * @throws ConversionException when it does not fit
     */
    public <T> @Nullable T as(TypeRef<T> type) {
        return value.as(type);
    }
}
