package org.pybridge.spi;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A natural set that Python has to hash, because it is a key, or an element of another set: a {@code frozenset} there. It is equal to any
 * set of the same elements. Immutable.
 */
public final class FrozenSet extends AbstractSet<@Nullable Object> {
    private final Set<?> elements;

    /**
     * Takes a set of natural values that does not change any more.
     *
     * @param elements its elements, each of which Python can hash
     */
    public FrozenSet(Set<?> elements) {
        this.elements = elements;
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        Iterator<?> each = elements.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public @Nullable Object next() {
                return each.next();
            }
        };
    }

    @Override
    public int size() {
        return elements.size();
    }
}
