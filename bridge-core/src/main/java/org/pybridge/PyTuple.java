package org.pybridge;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A Python tuple: an unmodifiable list that stays a tuple when it is passed back. It equals any list with the same elements, as Java's
 * {@code List} demands. Immutable.
 */
public final class PyTuple extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] elements;

    private PyTuple(@Nullable Object[] elements) {
        this.elements = elements;
    }

    /**
     * Makes a tuple.
     *
     * @param elements its elements, which may be null
     * @return the tuple
     */
    public static PyTuple of(@Nullable Object... elements) {
        return new PyTuple(Arrays.copyOf(elements, elements.length, Object[].class));
    }

    @Override
    public @Nullable Object get(int index) {
        return elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }
}
