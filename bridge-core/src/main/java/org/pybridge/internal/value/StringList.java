package org.pybridge.internal.value;

import java.util.AbstractList;
import java.util.RandomAccess;

/** A natural list whose elements are all strings, none of them null, so that nobody has to look at each. Immutable. */
public final class StringList extends AbstractList<String> implements RandomAccess {
    private final String[] elements;

    private StringList(String[] elements) {
        this.elements = elements;
    }

    /**
     * Makes a list.
     *
     * @param elements its elements; the array is kept and must not change any more
     * @return the list
     */
    public static StringList of(String... elements) {
        return new StringList(elements);
    }

    @Override
    public String get(int index) {
        return elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }
}
