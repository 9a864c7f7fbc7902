package org.pybridge.internal.value;

import java.util.Arrays;
import org.pybridge.ItemType;

/** Checks the shape of an array, and counts what is in it. */
public final class ArrayShape {
    /** As many as Python's {@code memoryview} has. */
    private static final int MOST_DIMENSIONS = 64;

    /** As many as a Java buffer has. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private ArrayShape() {}

    /**
     * Counts items.
     *
     * @param shape the length of each dimension
     * @return how many there are
     * @throws IllegalArgumentException when a length is negative, or there are no dimensions, more than 64, or more items than 2^31
     */
    public static int items(int... shape) {
        requireDimensions(shape.length);
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException(
                        "shape is " + Arrays.toString(shape) + "; a length cannot be negative");
            }
        }
        long items = 1;
        for (int length : shape) {
            items = Math.min(items * length, 1L << 31);
        }
        if (items > MOST_BYTES) {
            throw tooLarge(shape, "");
        }
        return (int) items;
    }

    /**
     * Checks how many dimensions there are.
     *
     * @param dimensions their number
     * @throws IllegalArgumentException when there are none, or more than 64
     */
    public static void requireDimensions(int dimensions) {
        if (dimensions == 0 || dimensions > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "shape has " + dimensions + " dimensions; it has 1 to " + MOST_DIMENSIONS);
        }
    }

    /**
     * Counts bytes.
     *
     * @param type the items' type
     * @param shape the length of each dimension
     * @return how many there are
     * @throws IllegalArgumentException when the shape is none, or has more than 2 GiB
     */
    public static int bytes(ItemType type, int... shape) {
        long bytes = (long) items(shape) * type.bytes();
        if (bytes > MOST_BYTES) {
            throw tooLarge(shape, " of " + type);
        }
        return (int) bytes;
    }

    private static IllegalArgumentException tooLarge(int[] shape, String type) {
        return new IllegalArgumentException("shape " + Arrays.toString(shape) + type
                + " takes more than 2 GiB, which no Java buffer holds; use several arrays");
    }
}
