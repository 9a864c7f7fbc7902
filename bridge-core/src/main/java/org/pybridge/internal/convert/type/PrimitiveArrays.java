package org.pybridge.internal.convert.type;

import java.lang.reflect.Array;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Unboxes checked elements. The common types have loops of their own, which are ten times as fast as reflection. */
public final class PrimitiveArrays {
    private PrimitiveArrays() {}

    public static Object of(Class<?> element, @Nullable Object[] boxes) {
        if (element == long.class) {
            return longs(boxes);
        }
        if (element == double.class) {
            return doubles(boxes);
        }
        return element == int.class ? ints(boxes) : any(element, boxes);
    }

    private static long[] longs(@Nullable Object[] boxes) {
        long[] longs = new long[boxes.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = unboxed(boxes[i]).longValue();
        }
        return longs;
    }

    private static double[] doubles(@Nullable Object[] boxes) {
        double[] doubles = new double[boxes.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = unboxed(boxes[i]).doubleValue();
        }
        return doubles;
    }

    private static int[] ints(@Nullable Object[] boxes) {
        int[] ints = new int[boxes.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = unboxed(boxes[i]).intValue();
        }
        return ints;
    }

    /** The decoders of primitive types never give null. */
    private static Number unboxed(@Nullable Object box) {
        return (Number) Objects.requireNonNull(box);
    }

    private static Object any(Class<?> element, @Nullable Object[] boxes) {
        Object array = Array.newInstance(element, boxes.length);
        for (int i = 0; i < boxes.length; i++) {
            Array.set(array, i, boxes[i]);
        }
        return array;
    }
}
