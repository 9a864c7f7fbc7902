package org.pybridge.service.http;

import io.grpc.Status;
import io.grpc.StatusException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message of a stream of the Connect protocol: a byte of flags, four of the length, and the message.
 *
 * @param flags see the constants
 * @param data the message as it was sent
 */
record Envelope(int flags, byte[] data) {
    static final int COMPRESSED = 1;
    static final int END = 2;
    static final int HEADER = 5;

    /**
     * Reads the next one.
     *
     * @return null at the end of the stream
     * @throws StatusException when it is larger than allowed, or ends in its middle
     */
    static @Nullable Envelope read(InputStream stream, int max) throws IOException, StatusException {
        int flags = stream.read();
        if (flags < 0) {
            return null;
        }
        DataInputStream in = new DataInputStream(stream);
        try {
            int length = in.readInt();
            if (length < 0 || length > max) {
                throw Bodies.tooLarge(max);
            }
            // An announced length reserves no memory: what is announced may never come.
            byte[] data = in.readNBytes(length);
            if (data.length < length) {
                throw new EOFException();
            }
            return new Envelope(flags, data);
        } catch (EOFException cut) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("the stream ends within a message")
                    .withCause(cut)
                    .asException();
        }
    }

    /**
     * Gives the message unpacked.
     *
     * @param encoding how messages of the stream are packed; empty when no header says so
     * @throws StatusException when it cannot be unpacked, or is larger than allowed then
     */
    byte[] unpacked(String encoding, int max) throws StatusException {
        if ((flags & COMPRESSED) == 0) {
            return data;
        }
        if (encoding.isEmpty() || encoding.equals(Bodies.IDENTITY)) {
            throw Status.INTERNAL
                    .withDescription("a message is packed, and no header says how")
                    .asException();
        }
        return Bodies.unpacked(data, encoding, max);
    }

    boolean isEnd() {
        return (flags & END) != 0;
    }

    byte[] bytes() {
        return ByteBuffer.allocate(HEADER + data.length)
                .put((byte) flags)
                .putInt(data.length)
                .put(data)
                .array();
    }
}
