package org.pybridge.internal.object;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one parameter of a bound method reaches Python.
 *
 * @param name its name in Python
 * @param named whether it always goes by name
 * @param optional whether an empty {@code Optional} leaves it to Python's default
 * @param variable whether it is Java's varargs, spread into Python's {@code *args}
 */
record BoundParameter(String name, boolean named, boolean optional, boolean variable) {

    boolean isPlain() {
        return !named && !optional && !variable;
    }

    /** Spreads a varargs array, of primitives or of objects. */
    List<@Nullable Object> elements(@Nullable Object array) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; array != null && i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }
}
