package org.pybridge.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** As much as a pipe holds, and is written at once: for more, the JDK takes memory from the system and gives it back each time. */
    private static final int LARGE = 1 << 16;

    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private byte[] bytes = new byte[FIRST];
    private int size;
    private final List<Splice> splices = new ArrayList<>(0);
    private int spliced;

    /** A block that is not copied, and before which of the bytes it belongs. */
    @SuppressWarnings("ArrayRecordComponent") // only read, never compared
    private record Splice(int position, byte[] block) {}

    /** Makes an empty buffer. */
    public WireBuffer() {}

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
    }

    /** Empties the buffer. */
    public void clear() {
        size = 0;
        splices.clear();
        spliced = 0;
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
        return size + spliced;
    }

    /**
     * Gives the bytes.
     *
     * @return a read-only view, right until the buffer is changed
     */
    public ByteBuffer content() {
        if (splices.isEmpty()) {
            return ByteBuffer.wrap(bytes, 0, size).slice().asReadOnlyBuffer();
        }
        ByteBuffer all = ByteBuffer.allocate(size());
        int from = 0;
        for (Splice splice : splices) {
            all.put(bytes, from, splice.position - from).put(splice.block);
            from = splice.position;
        }
        return all.put(bytes, from, size - from).flip().asReadOnlyBuffer();
    }

    /**
     * Writes the bytes to a stream.
     *
     * @param stream the stream
     * @throws IOException when the stream fails
     */
    public void writeTo(OutputStream stream) throws IOException {
        int from = 0;
        for (Splice splice : splices) {
            write(bytes, from, splice.position, stream);
            write(splice.block, 0, splice.block.length, stream);
            from = splice.position;
        }
        write(bytes, from, size, stream);
    }

    private static void write(byte[] array, int from, int to, OutputStream stream) throws IOException {
        for (int at = from; at < to; at += LARGE) {
            stream.write(array, at, Math.min(LARGE, to - at));
        }
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
     * @param block the bytes; many of them are not copied, so they must not change until the buffer is cleared
     */
    public void bytes(byte[] block) {
        if (block.length >= LARGE) {
            spliced = length((long) size() + block.length) - size;
            splices.add(new Splice(size, block));
            return;
        }
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
        int position = at;
        for (Splice splice : splices) {
            position -= position >= splice.position ? Math.min(position - splice.position, splice.block.length) : 0;
        }
        Objects.checkFromIndexSize(position, Integer.BYTES, size);
        INT.set(bytes, position, value);
    }

    /** The array itself, for what writes blocks; {@link #room} replaces it. */
    byte[] array() {
        return bytes;
    }

    /** Tells where the next byte goes in {@link #array()}. */
    int position() {
        return size;
    }

    /** Moves the end, over bytes that were written into {@link #array()} or back over what is taken back. */
    void position(int end) {
        size = end;
    }

    /** Makes room at the end. */
    void room(int more) {
        if (bytes.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        int needed = length((long) size() + more) - spliced;
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
