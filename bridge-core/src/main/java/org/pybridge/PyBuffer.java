package org.pybridge;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.value.ArrayShape;

/**
 * Numbers in one block, with a shape, to be copied to Python as a {@code memoryview} or read from any Python object that has a buffer:
 * {@code array.array}, {@code memoryview}, an array of numpy.
 *
 * <pre>{@code
 * double[] samples = {1, 2, 3, 4, 5, 6};
 * PyBuffer matrix = PyBuffer.of(DoubleBuffer.wrap(samples), 2, 3);
 * python.call("numpy.linalg:pinv", List.of(matrix), double[][].class);
 * }</pre>
 *
 * <p>It does not copy the numbers that it is made of: they are read when they are passed to Python. Thread-safe as far as these are.
 */
public final class PyBuffer {
    private final ItemType itemType;
    private final Buffer values;
    private final int[] shape;

    /** What the values are a view of, where that are bytes in the machine's order. */
    private final @Nullable ByteBuffer bytes;

    private PyBuffer(ItemType itemType, Buffer values, @Nullable ByteBuffer bytes, int... shape) {
        this.itemType = itemType;
        this.values = values;
        this.bytes = bytes;
        this.shape = shape.length == 0 ? new int[] {values.remaining()} : shape.clone();
        if (ArrayShape.items(this.shape) != values.remaining()) {
            throw new IllegalArgumentException("shape is " + Arrays.toString(shape) + ", which is "
                    + ArrayShape.items(this.shape) + " items, and there are " + values.remaining());
        }
    }

    /**
     * Describes the numbers that remain in a buffer.
     *
     * @param values numbers of any type but {@code char}; those of a {@code ByteBuffer} are bytes without a sign
     * @param shape the length of each dimension, the last one of items that are neighbours; none for one dimension
     * @return the buffer
     * @throws IllegalArgumentException when the shape is one of another number of items, or there is no such item type
     */
    public static PyBuffer of(Buffer values, int... shape) {
        ItemType type = typeOf(values);
        return values instanceof ByteBuffer bytes
                ? of(type, bytes, shape)
                : new PyBuffer(type, values.slice(), null, shape);
    }

    /**
     * Describes numbers that are given as their bytes.
     *
     * @param itemType the numbers' type
     * @param bytes the bytes that remain in it, in its byte order
     * @param shape the length of each dimension; none for one dimension
     * @return the buffer
     * @throws IllegalArgumentException when the shape is one of another number of bytes
     */
    public static PyBuffer of(ItemType itemType, ByteBuffer bytes, int... shape) {
        if (bytes.remaining() % itemType.bytes() != 0) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes are no whole number of items of "
                    + itemType.bytes() + " bytes (" + itemType + ")");
        }
        ByteBuffer own = bytes.slice().order(bytes.order());
        return new PyBuffer(
                itemType,
                switch (itemType) {
                    case BOOLEAN, BYTE, UNSIGNED_BYTE -> own;
                    case SHORT -> own.asShortBuffer();
                    case INT -> own.asIntBuffer();
                    case LONG -> own.asLongBuffer();
                    case FLOAT -> own.asFloatBuffer();
                    case DOUBLE -> own.asDoubleBuffer();
                },
                own.order() == ByteOrder.nativeOrder() || itemType.bytes() == 1 ? own : null,
                shape);
    }

    private static ItemType typeOf(Buffer values) {
        if (values instanceof DoubleBuffer) {
            return ItemType.DOUBLE;
        } else if (values instanceof LongBuffer) {
            return ItemType.LONG;
        } else if (values instanceof IntBuffer) {
            return ItemType.INT;
        } else if (values instanceof FloatBuffer) {
            return ItemType.FLOAT;
        } else if (values instanceof ShortBuffer) {
            return ItemType.SHORT;
        } else if (values instanceof ByteBuffer) {
            return ItemType.UNSIGNED_BYTE;
        }
        throw new IllegalArgumentException(
                "values are a " + values.getClass().getSimpleName() + "; give text as String, numbers in their buffer");
    }

    /**
     * Gives the type of the numbers.
     *
     * @return the item type
     */
    public ItemType itemType() {
        return itemType;
    }

    /**
     * Gives the shape.
     *
     * @return the length of each dimension, in an array of the caller's own
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * Counts the numbers.
     *
     * @return how many there are in all dimensions together
     */
    public int size() {
        return values.limit();
    }

    /**
     * Gives the numbers as bytes, row by row.
     *
     * @return a read-only buffer in the machine's byte order; not another copy where the numbers were given as bytes in that order, as those of
     *     a result of Python are
     */
    public ByteBuffer bytes() {
        if (bytes != null) {
            return bytes.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
        }
        ByteBuffer copy = ByteBuffer.allocate(ArrayShape.bytes(itemType, shape)).order(ByteOrder.nativeOrder());
        copyTo(copy, 0, size());
        return copy.flip().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }

    /**
     * Copies numbers as bytes in the machine's order.
     *
     * @param target takes the bytes, at its position, which moves
     * @param from the first number's index over all dimensions
     * @param count how many numbers
     */
    public void copyTo(ByteBuffer target, int from, int count) {
        ByteBuffer ordered = target.slice().order(ByteOrder.nativeOrder());
        if (values instanceof DoubleBuffer doubles) {
            ordered.asDoubleBuffer().put(doubles.slice(from, count));
        } else if (values instanceof LongBuffer longs) {
            ordered.asLongBuffer().put(longs.slice(from, count));
        } else if (values instanceof IntBuffer ints) {
            ordered.asIntBuffer().put(ints.slice(from, count));
        } else if (values instanceof FloatBuffer floats) {
            ordered.asFloatBuffer().put(floats.slice(from, count));
        } else if (values instanceof ShortBuffer shorts) {
            ordered.asShortBuffer().put(shorts.slice(from, count));
        } else {
            ordered.put(((ByteBuffer) values).slice(from, count));
        }
        target.position(target.position() + count * itemType.bytes());
    }

    @Override
    public String toString() {
        return itemType + " buffer of shape " + Arrays.toString(shape);
    }
}
