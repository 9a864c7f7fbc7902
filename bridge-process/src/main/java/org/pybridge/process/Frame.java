package org.pybridge.process;

import java.nio.ByteBuffer;

/**
 * A frame that has arrived.
 *
 * @param kind what it says
 * @param number the conversation that it belongs to
 * @param body the rest; right until the next frame is read from the same reader
 */
record Frame(FrameKind kind, long number, ByteBuffer body) {

    /** Gives a frame whose body lasts. */
    Frame copy() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return new Frame(kind, number, ByteBuffer.wrap(bytes));
    }
}
