package org.pybridge.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;

/** Long lists of numbers of one kind as one little-endian block, which Python takes at once. */
final class NumberLists {
    /** From this length on, a block costs Python less than its elements one by one. */
    private static final int LONG_ENOUGH = 32;

    private NumberLists() {}

    /** Writes an array of primitives. */
    static boolean writeArray(Object array, WireBuffer to) {
        if (array instanceof long[] longs) {
            longs(LongList.of(longs), to);
        } else if (array instanceof int[] ints) {
            longs(LongList.ofInts(ints, ints.length), to);
        } else if (array instanceof double[] doubles) {
            doubles(DoubleList.of(doubles), to);
        } else if (array instanceof float[] floats) {
            doubles(DoubleList.of(widened(floats)), to);
        } else if (array instanceof boolean[] truths) {
            Headers.array(truths.length, to);
            for (boolean truth : truths) {
                to.int8(truth ? Format.TRUE : Format.FALSE);
            }
        } else {
            return false;
        }
        return true;
    }

    private static double[] widened(float[] floats) {
        double[] widened = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            widened[i] = floats[i];
        }
        return widened;
    }

    /** Writes a list of which all elements are ints or all are floats; leaves other lists alone, and short ones. */
    static boolean write(List<?> list, WireBuffer to) {
        if (list instanceof LongList longs) {
            longs(longs, to);
            return true;
        }
        if (list instanceof DoubleList doubles) {
            doubles(doubles, to);
            return true;
        }
        if (list.size() < LONG_ENOUGH) {
            return false;
        }
        Object first = list.get(0);
        if (first instanceof Double) {
            return boxedDoubles(list, to);
        }
        return (first instanceof Long || first instanceof Integer) && boxedLongs(list, to);
    }

    private static boolean boxedLongs(List<?> list, WireBuffer to) {
        long[] longs = new long[list.size()];
        int i = 0;
        for (Object element : list) {
            if (!(element instanceof Long || element instanceof Integer)) {
                return false;
            }
            longs[i++] = ((Number) element).longValue();
        }
        longs(LongList.of(longs), to);
        return true;
    }

    private static boolean boxedDoubles(List<?> list, WireBuffer to) {
        double[] doubles = new double[list.size()];
        int i = 0;
        for (Object element : list) {
            if (!(element instanceof Double number)) {
                return false;
            }
            doubles[i++] = number;
        }
        doubles(DoubleList.of(doubles), to);
        return true;
    }

    private static void longs(LongList list, WireBuffer to) {
        int size = list.size();
        if (size < LONG_ENOUGH) {
            Headers.array(size, to);
            for (int i = 0; i < size; i++) {
                Headers.integer(list.at(i), to);
            }
        } else if (isNarrow(list)) {
            ByteBuffer block = block(Extension.INT32_LIST, size, Integer.BYTES, to);
            for (int i = 0; i < size; i++) {
                block.putInt((int) list.at(i));
            }
        } else {
            ByteBuffer block = block(Extension.INT64_LIST, size, Long.BYTES, to);
            for (int i = 0; i < size; i++) {
                block.putLong(list.at(i));
            }
        }
    }

    private static boolean isNarrow(LongList list) {
        for (int i = 0; i < list.size(); i++) {
            if (list.at(i) != (int) list.at(i)) {
                return false;
            }
        }
        return true;
    }

    private static void doubles(DoubleList list, WireBuffer to) {
        int size = list.size();
        if (size < LONG_ENOUGH) {
            Headers.array(size, to);
            for (int i = 0; i < size; i++) {
                to.int8(Format.FLOAT64);
                to.int64(Double.doubleToRawLongBits(list.get(i)));
            }
            return;
        }
        ByteBuffer block = block(Extension.FLOAT64_LIST, size, Double.BYTES, to);
        for (int i = 0; i < size; i++) {
            block.putLong(Double.doubleToRawLongBits(list.get(i)));
        }
    }

    /** Begins a block and gives the place for its numbers. */
    private static ByteBuffer block(int type, int elements, int width, WireBuffer to) {
        int length = WireBuffer.length((long) elements * width);
        Headers.extension(type, length, to);
        to.room(length);
        int from = to.position();
        to.position(from + length);
        return ByteBuffer.wrap(to.array(), from, length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
