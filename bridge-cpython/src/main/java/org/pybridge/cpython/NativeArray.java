package org.pybridge.cpython;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pybridge.ItemType;
import org.pybridge.SharedArray;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.BackendValue;

/**
 * Numbers in memory of this process, of Java's or of Python's, of any size. The memory lives as long as its segment, and whatever was made of
 * that, can be reached on either side.
 */
final class NativeArray implements SharedArray, BackendValue {
    private final MemorySegment segment;
    private final ItemType itemType;
    private final long[] shape;
    private final boolean readOnly;
    private final AtomicBoolean closed;

    /**
     * Describes memory.
     *
     * @param segment the memory, of an automatic arena
     * @param shape the length of each dimension
     */
    NativeArray(MemorySegment segment, ItemType itemType, boolean readOnly, long... shape) {
        this(segment, itemType, readOnly, new AtomicBoolean(), shape);
    }

    private NativeArray(
            MemorySegment segment, ItemType itemType, boolean readOnly, AtomicBoolean closed, long... shape) {
        this.segment = readOnly ? segment.asReadOnly() : segment;
        this.itemType = itemType;
        this.readOnly = readOnly;
        this.closed = closed;
        this.shape = shape.clone();
    }

    /** Returns the memory. */
    MemorySegment segment() {
        if (closed.get()) {
            throw new StaleObjectException("the array was closed; take or allocate another one");
        }
        return segment;
    }

    long[] lengths() {
        return shape.clone();
    }

    @Override
    public ItemType itemType() {
        return itemType;
    }

    @Override
    public int[] shape() {
        return Arrays.stream(shape).mapToInt(NativeArray::asInt).toArray();
    }

    @Override
    public int size() {
        return asInt(segment.byteSize() / itemType.bytes());
    }

    private static int asInt(long length) {
        if (length > Integer.MAX_VALUE) {
            throw tooLarge(length + " items");
        }
        return (int) length;
    }

    private static IllegalStateException tooLarge(String what) {
        return new IllegalStateException(
                what + " are more than an int counts and a Java buffer holds; take CPython.segment(array)");
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public SharedArray asReadOnly() {
        return new NativeArray(segment(), itemType, true, closed, shape);
    }

    @Override
    public ByteBuffer asByteBuffer() {
        MemorySegment memory = segment();
        if (memory.byteSize() > Integer.MAX_VALUE) {
            throw tooLarge(memory.byteSize() + " bytes");
        }
        return memory.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        closed.set(true);
    }

    @Override
    public String toString() {
        return itemType + " array of shape " + Arrays.toString(shape) + " in this process"
                + (closed.get() ? ", closed" : "");
    }
}
