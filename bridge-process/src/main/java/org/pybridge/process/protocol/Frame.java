package org.pybridge.process.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A frame that has arrived.
 *
 * @param kind what it says
 * @param number the conversation that it belongs to
 * @param body the rest; right until the next frame is read from the same reader
 * @param block what the body is when it is one large block of bytes, which nobody else has, and null when it is anything else
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
public record Frame(FrameKind kind, long number, ByteBuffer body, byte @Nullable [] block) {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    static Frame of(FrameKind kind, long number, ByteBuffer body) {
        return new Frame(kind, number, body, null);
    }

    static Frame ofBlock(FrameKind kind, long number, byte[] block) {
        return new Frame(kind, number, NOTHING, block);
    }

    /** Gives a frame whose body lasts. */
    public Frame copy() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return new Frame(kind, number, ByteBuffer.wrap(bytes), block);
    }
}
