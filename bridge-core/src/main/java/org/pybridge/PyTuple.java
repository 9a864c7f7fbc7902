package org.pybridge;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A Python tuple: an unmodifiable list that stays a tuple when it is passed back. One that came from a {@code namedtuple} knows its names. It equals any list with the same elements, as Java's
 * {@code List} demands. Immutable.
 */
public final class PyTuple extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] elements;
    private final List<String> names;

    private PyTuple(@Nullable Object[] elements, List<String> names) {
        this.elements = elements;
        this.names = names;
    }

    /**
     * Makes a tuple.
     *
     * @param elements its elements, which may be null
     * @return the tuple
     */
    public static PyTuple of(@Nullable Object... elements) {
        return new PyTuple(Arrays.copyOf(elements, elements.length, Object[].class), List.of());
    }

    /**
     * Names the elements, as those of a {@code namedtuple} are. Python gets a plain tuple of it.
     *
     * @param elementNames a name for each element
     * @return a tuple that equals this one
     * @throws IllegalArgumentException when there are more or fewer names than elements
     */
    public PyTuple named(List<String> elementNames) {
        if (elementNames.size() != elements.length) {
            throw new IllegalArgumentException(elements.length + " elements cannot have the names " + elementNames);
        }
        return new PyTuple(elements, List.copyOf(elementNames));
    }

    /**
     * Gives the names of a named tuple's elements.
     *
     * @return the names in order; empty for a plain tuple
     */
    public List<String> names() {
        return names;
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
