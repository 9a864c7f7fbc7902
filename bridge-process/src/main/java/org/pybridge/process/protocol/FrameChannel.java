package org.pybridge.process.protocol;

import org.pybridge.wire.WireBuffer;

/** Carries the frames of a conversation both ways. For one thread at a time. */
public interface FrameChannel {
    /** Sends a whole frame. */
    void send(WireBuffer frame) throws LineException;

    /** Waits for the next frame. */
    Frame receive() throws LineException;

    /** Says whether the last frame is to stay as it is when further ones are received. */
    default void keep(boolean whole) {}

    /** A call begins: from now on frames are received, and all have this number. */
    default void begin(long number) {}

    /** The call has ended: no frame will be received until the next one begins. */
    default void end() {}
}
