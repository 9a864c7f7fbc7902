package org.pybridge.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes that are being read. What goes past their end is a {@link BufferUnderflowException}, which {@link ValueReader} names. */
final class WireInput {
    private final ByteBuffer bytes;

    WireInput(ByteBuffer bytes) {
        this.bytes = bytes.duplicate();
    }

    int position() {
        return bytes.position();
    }

    int remaining() {
        return bytes.remaining();
    }

    /** Gives a byte without reading it. */
    int peek(int ahead) {
        if (ahead >= bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        return bytes.get(bytes.position() + ahead) & 0xFF;
    }

    void skip(int count) {
        bytes.position(bytes.position() + length(count));
    }

    int uint8() {
        return bytes.get() & 0xFF;
    }

    int uint16() {
        return bytes.getShort() & 0xFFFF;
    }

    int int32() {
        return bytes.getInt();
    }

    long int64() {
        return bytes.getLong();
    }

    /** Reads a length, which can be no more than the bytes that are there. */
    int length(long announced) {
        if (announced < 0 || announced > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        return (int) announced;
    }

    /** Reads a length of four bytes. */
    int length32() {
        return length(Integer.toUnsignedLong(bytes.getInt()));
    }

    byte[] block(int length) {
        byte[] block = new byte[length(length)];
        bytes.get(block);
        return block;
    }

    String string(int length) {
        length(length);
        if (!bytes.hasArray()) {
            return Utf8.read(block(length), 0, length);
        }
        int from = bytes.arrayOffset() + bytes.position();
        skip(length);
        return Utf8.read(bytes.array(), from, length);
    }

    /** Reads a block as little-endian numbers. */
    ByteBuffer littleEndian(int length) {
        ByteBuffer block = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        skip(length);
        return block;
    }
}
