package org.pybridge.internal.value;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/** A natural list of Python ints in one block: a million of them cost no boxes until they are looked at. Immutable. */
public final class LongList extends AbstractList<Long> implements RandomAccess {
    private final long[] elements;

    private LongList(long[] elements) {
        this.elements = elements;
    }

    /**
     * Makes a list.
     *
     * @param elements its elements; the array is kept and must not change any more
     * @return the list
     */
    public static LongList of(long... elements) {
        return new LongList(elements);
    }

    /**
     * Makes a list of the first elements of an array.
     *
     * @param elements the elements; the array is copied
     * @param size how many of them
     * @return the list
     */
    public static LongList ofInts(int[] elements, int size) {
        long[] widened = new long[size];
        for (int i = 0; i < size; i++) {
            widened[i] = elements[i];
        }
        return new LongList(widened);
    }

    @Override
    public Long get(int index) {
        return elements[index];
    }

    /**
     * Gives an element without a box.
     *
     * @param index its index
     * @return the element
     */
    public long at(int index) {
        return elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }

    /**
     * Copies the elements.
     *
     * @return a new array
     */
    public long[] toLongs() {
        return Arrays.copyOf(elements, elements.length);
    }
}
