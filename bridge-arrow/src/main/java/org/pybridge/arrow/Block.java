package org.pybridge.arrow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow. For one thread. */
final class Block {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final int LARGEST = Integer.MAX_VALUE - 64;

    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int size;
    private int expected = 256;

    int size() {
        return size;
    }

    /** Says how many bytes are to come; more are as well. */
    void expect(long bytes) {
        expected = (int) Math.min(LARGEST, Math.max(expected, bytes));
    }

    /** Makes room for that many bytes more. */
    void room(int more) {
        if (more > bytes.length - size) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) size + more;
        if (needed > LARGEST) {
            throw new IllegalArgumentException("a batch has more than 2 GiB in one column; make smaller batches");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(Math.max(needed, expected), 2L * bytes.length)));
    }

    void int64(long value) {
        room(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    void int32(int value) {
        room(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void int16(short value) {
        room(Short.BYTES);
        SHORT.set(bytes, size, value);
        size += Short.BYTES;
    }

    void int8(byte value) {
        room(1);
        bytes[size++] = value;
    }

    void fill(int count, byte value) {
        room(count);
        Arrays.fill(bytes, size, size + count, value);
        size += count;
    }

    void bytes(byte[] content) {
        room(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
    }

    /** Sets a bit of what is there. */
    void setBit(int index) {
        bytes[index >> 3] |= (byte) (1 << (index & 7));
    }

    /**
     * Adds a text in UTF-8. It is written from the characters, because most texts of tables are short and of ASCII.
     *
     * @throws IllegalArgumentException when it has half of a surrogate pair, which UTF-8 has no form for
     */
    void utf8(String text) {
        int length = text.length();
        if (length > LARGEST / 3) {
            throw new IllegalArgumentException("a text of " + length + " characters is too long for a table");
        }
        room(3 * length);
        int at = size;
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes[at++] = (byte) unit;
            } else if (unit < 0x800) {
                bytes[at++] = (byte) (0xC0 | (unit >> 6));
                bytes[at++] = following(unit);
            } else if (!Character.isSurrogate(unit)) {
                bytes[at++] = (byte) (0xE0 | (unit >> 12));
                bytes[at++] = following(unit >> 6);
                bytes[at++] = following(unit);
            } else {
                int point = text.codePointAt(i++);
                if (!Character.isSupplementaryCodePoint(point)) {
                    throw new IllegalArgumentException("a text has half of a surrogate pair at " + (i - 1)
                            + ", which a table cannot hold; pass it in a list");
                }
                bytes[at++] = (byte) (0xF0 | (point >> 18));
                bytes[at++] = following(point >> 12);
                bytes[at++] = following(point >> 6);
                bytes[at++] = following(point);
            }
        }
        size = at;
    }

    private static byte following(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    /** Returns all bytes and begins anew, expecting as many again. */
    ByteBuffer take() {
        ByteBuffer taken = ByteBuffer.wrap(bytes, 0, size);
        bytes = NONE;
        expected = Math.max(256, size);
        size = 0;
        return taken;
    }
}
