package org.pybridge.internal.value;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/** A natural list of Python floats in one block. Immutable. */
public final class DoubleList extends AbstractList<Double> implements RandomAccess {
    private final double[] elements;

    private DoubleList(double[] elements) {
        this.elements = elements;
    }

    /**
     * Makes a list.
     *
     * @param elements its elements; the array is kept and must not change any more
     * @return the list
     */
    public static DoubleList of(double... elements) {
        return new DoubleList(elements);
    }

    @Override
    public Double get(int index) {
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
    public double[] toDoubles() {
        return Arrays.copyOf(elements, elements.length);
    }
}
