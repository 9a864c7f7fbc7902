package org.pybridge;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Numbers in memory that Java and Python see at once: what one writes, the other reads, and passing the array copies nothing. Python
 * gets a {@code memoryview} of the array's type and shape; {@code numpy.asarray} makes an array of it in place.
 *
 * <pre>{@code
 * try (SharedArray matrix = python.allocateShared(ItemType.DOUBLE, 1000, 1000)) {
 *     matrix.asDoubleBuffer().put(0, 1.5);
 *     python.call("kit:invert_in_place", List.of(matrix));
 *     double corner = matrix.asDoubleBuffer().get(0);
 * }
 * }</pre>
 *
 * <p>Rows lie one after the other, without gaps (C order). The array can be passed to any interpreter and to more than one at once.
 * After {@link #close()} it can be used no more on either side: Java's methods throw, and in Python the {@code memoryview} is released
 * when the interpreter's next call begins. What was taken from it before, a buffer in Java or an array of numpy over the view, can still
 * be read and written without harm; the memory is given back when the last of these is gone. An array that was not closed, and that nothing
 * in Java refers to any more, stays as it is in Python, and its memory goes with the last view there.
 *
 * <p>Thread-safe itself; who writes while another reads has to arrange it as with any memory.
 */
public interface SharedArray extends AutoCloseable {

    /**
     * Gives the type of the numbers.
     *
     * @return the item type
     */
    ItemType itemType();

    /**
     * Gives the shape.
     *
     * @return the length of each dimension, in an array of the caller's own
     */
    int[] shape();

    /**
     * Counts the numbers.
     *
     * @return how many there are in all dimensions together
     */
    int size();

    /**
     * Tells whether Python and this object's buffers can only read.
     *
     * @return true for what {@link #asReadOnly()} gave
     */
    boolean isReadOnly();

    /**
     * Gives the same array for reading only: Python gets a read-only view.
     *
     * @return a view that is closed with this array; closing it closes this array, too
     * @throws StaleObjectException when the array was closed
     */
    SharedArray asReadOnly();

    /**
     * Gives the memory as bytes.
     *
     * @return a new buffer over all of it, in the machine's byte order
     * @throws StaleObjectException when the array was closed
     */
    ByteBuffer asByteBuffer();

    /**
     * Gives the memory as doubles.
     *
     * @return a new buffer over all of it
     * @throws StaleObjectException when the array was closed
     * @throws IllegalStateException when it has another item type
     */
    default DoubleBuffer asDoubleBuffer() {
        return as(ItemType.DOUBLE).asDoubleBuffer();
    }

    /**
     * Gives the memory as floats.
     *
     * @return a new buffer over all of it
     * @throws StaleObjectException when the array was closed
     * @throws IllegalStateException when it has another item type
     */
    default FloatBuffer asFloatBuffer() {
        return as(ItemType.FLOAT).asFloatBuffer();
    }

    /**
     * Gives the memory as longs.
     *
     * @return a new buffer over all of it
     * @throws StaleObjectException when the array was closed
     * @throws IllegalStateException when it has another item type
     */
    default LongBuffer asLongBuffer() {
        return as(ItemType.LONG).asLongBuffer();
    }

    /**
     * Gives the memory as ints.
     *
     * @return a new buffer over all of it
     * @throws StaleObjectException when the array was closed
     * @throws IllegalStateException when it has another item type
     */
    default IntBuffer asIntBuffer() {
        return as(ItemType.INT).asIntBuffer();
    }

    /**
     * Gives the memory as shorts.
     *
     * @return a new buffer over all of it
     * @throws StaleObjectException when the array was closed
     * @throws IllegalStateException when it has another item type
     */
    default ShortBuffer asShortBuffer() {
        return as(ItemType.SHORT).asShortBuffer();
    }

    private ByteBuffer as(ItemType wanted) {
        if (itemType() != wanted) {
            throw new IllegalStateException("the array's items are " + itemType() + " and not " + wanted
                    + "; take asByteBuffer(), or allocate another array");
        }
        return asByteBuffer();
    }

    /** Ends the use of the array on both sides. Safe to call again. */
    @Override
    void close();
}
