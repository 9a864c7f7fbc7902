package org.pybridge.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.pybridge.ConversionException;

/**
 * Bytes that grow at their end, big-endian, to be filled, sent and {@linkplain #clear() cleared} again and again without allocation. For
 * one thread at a time.
 */
public final class WireBuffer {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private static final int FIRST = 512;

    /** A buffer that one large value made longer than this is not kept. */
    private static final int KEPT = 1 << 20;

    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private byte[] bytes = new byte[FIRST];
    private int size;

    /** Makes an empty buffer. */
    public WireBuffer() {}

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
    }

    /** Empties the buffer. */
    public void clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[FIRST];
        }
    }

    /**
     * Tells how many bytes there are.
     *
     * @return the number of bytes since the last {@link #clear()}
     */
    public int size() {
        return size;
    }

    /**
     * Gives the bytes without copying them.
     *
     * @return a read-only view, right until the buffer is changed
     */
    public ByteBuffer content() {
        return ByteBuffer.wrap(bytes, 0, size).slice().asReadOnlyBuffer();
    }

    /**
     * Writes the bytes to a stream.
     *
     * @param stream the stream
     * @throws IOException when the stream fails
     */
    public void writeTo(OutputStream stream) throws IOException {
        stream.write(bytes, 0, size);
    }

    /**
     * Adds a byte.
     *
     * @param value the byte, in the lowest eight bits
     */
    public void int8(int value) {
        room(Byte.BYTES);
        bytes[size++] = (byte) value;
    }

    /**
     * Adds two bytes.
     *
     * @param value the number, in the lowest 16 bits
     */
    public void int16(int value) {
        room(Short.BYTES);
        SHORT.set(bytes, size, (short) value);
        size += Short.BYTES;
    }

    /**
     * Adds four bytes.
     *
     * @param value the number
     */
    public void int32(int value) {
        room(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    /**
     * Adds eight bytes.
     *
     * @param value the number
     */
    public void int64(long value) {
        room(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /**
     * Adds bytes.
     *
     * @param block the bytes, which are copied
     */
    public void bytes(byte[] block) {
        room(block.length);
        System.arraycopy(block, 0, bytes, size, block.length);
        size += block.length;
    }

    /**
     * Overwrites four bytes, as a length that is known only after what it counts.
     *
     * @param at where the first of them is, from 0
     * @param value the number
     * @throws IndexOutOfBoundsException when they are not all there yet
     */
    public void setInt32(int at, int value) {
        Objects.checkFromIndexSize(at, Integer.BYTES, size);
        INT.set(bytes, at, value);
    }

    /** The array itself, for what writes blocks; {@link #room} replaces it. */
    byte[] array() {
        return bytes;
    }

    /** Moves the end, over bytes that were written into {@link #array()} or back over what is taken back. */
    void size(int newSize) {
        size = newSize;
    }

    /** Makes room at the end. */
    void room(int more) {
        if (bytes.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        int needed = length((long) size + more);
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(needed, 2L * bytes.length)));
    }

    /** Checks that so many bytes can be. */
    static int length(long wanted) {
        if (wanted > LARGEST) {
            throw ConversionException.ofArgument(
                    "a value of more than 2 GiB", "Python", "send it in parts, or through a file");
        }
        return (int) wanted;
    }
}
