package org.pybridge.internal.convert.type;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.pybridge.ConversionException;
import org.pybridge.internal.value.LongList;

/** Fits a block of Python ints to other number types without a box for each. */
public final class PackedNumbers {
    private PackedNumbers() {}

    public static int[] toInts(LongList longs) {
        int[] ints = new int[longs.size()];
        for (int i = 0; i < ints.length; i++) {
            long number = longs.at(i);
            ints[i] = (int) number;
            if (ints[i] != number) {
                throw ConversionErrors.of(number, "int").inside("[" + i + "]");
            }
        }
        return ints;
    }

    public static double[] toDoubles(LongList longs) {
        double[] doubles = new double[longs.size()];
        int index = 0;
        try {
            for (; index < doubles.length; index++) {
                doubles[index] = NumberFit.real(longs.at(index), "double");
            }
        } catch (ConversionException misfit) {
            throw misfit.inside("[" + index + "]");
        }
        return doubles;
    }

    public static List<Integer> toIntegers(LongList longs) {
        return new IntegerList(toInts(longs));
    }

    /** An immutable list of ints that have been checked already. */
    private static final class IntegerList extends AbstractList<Integer> implements RandomAccess {
        private final int[] elements;

        IntegerList(int[] elements) {
            this.elements = elements;
        }

        @Override
        public Integer get(int index) {
            return elements[index];
        }

        @Override
        public int size() {
            return elements.length;
        }
    }
}
