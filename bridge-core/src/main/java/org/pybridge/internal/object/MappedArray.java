package org.pybridge.internal.object;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.pybridge.ItemType;
import org.pybridge.SharedArray;
import org.pybridge.StaleObjectException;
import org.pybridge.internal.convert.type.Sharable;
import org.pybridge.internal.value.ArrayShape;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.spi.SharedMemory;

/**
 * An array in a file that both sides have mapped.
 *
 * @param memory the file's content
 * @param itemType what is in it
 * @param shape the length of each dimension
 * @param isReadOnly whether it can only be read through this object
 */
@SuppressWarnings("ArrayRecordComponent") // each caller gets a copy
public record MappedArray(SharedMemory memory, ItemType itemType, int[] shape, boolean isReadOnly)
        implements SharedArray, Sharable {

    public static MappedArray allocate(ItemType itemType, int... shape) {
        int bytes = ArrayShape.bytes(Objects.requireNonNull(itemType, "itemType"), shape);
        if (shape.length > 1 && bytes == 0) {
            throw new IllegalArgumentException("shape is " + Arrays.toString(shape)
                    + "; Python's memoryview has no empty array of more than one dimension");
        }
        return new MappedArray(SharedMemory.allocate(bytes), itemType, shape.clone(), false);
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    @Override
    public int size() {
        return ArrayShape.items(shape);
    }

    @Override
    public SharedArray asReadOnly() {
        requireOpen();
        return new MappedArray(memory, itemType, shape, true);
    }

    @Override
    public SharedBuffer share() {
        requireOpen();
        return new SharedBuffer(memory, itemType, shape, isReadOnly, false);
    }

    @Override
    public ByteBuffer asByteBuffer() {
        requireOpen();
        ByteBuffer bytes = memory.bytes();
        return isReadOnly ? bytes.asReadOnlyBuffer().order(ByteOrder.nativeOrder()) : bytes;
    }

    private void requireOpen() {
        if (memory.isReleased()) {
            throw new StaleObjectException("the shared array was closed; allocate another one");
        }
    }

    @Override
    public void close() {
        memory.release();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MappedArray that && that.memory == memory && that.isReadOnly == isReadOnly;
    }

    @Override
    public int hashCode() {
        return memory.key().hashCode();
    }

    @Override
    public String toString() {
        return itemType + " array of shape " + Arrays.toString(shape) + (memory.isReleased() ? ", closed" : "");
    }
}
