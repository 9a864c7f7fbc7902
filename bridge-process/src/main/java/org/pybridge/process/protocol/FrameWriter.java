package org.pybridge.process.protocol;

import org.pybridge.wire.WireBuffer;

/** Begins and ends frames in a buffer that it keeps. For one thread at a time. */
public final class FrameWriter {
    private final WireBuffer buffer = new WireBuffer();

    /** Begins a frame; its body is to be added to the buffer. */
    public WireBuffer begin(FrameKind kind, long number) {
        buffer.clear();
        buffer.int32(0);
        buffer.int8(kind.ordinal());
        buffer.int64(number);
        return buffer;
    }

    /** Ends the frame, which is then ready to be sent. */
    public WireBuffer end() {
        buffer.setInt32(0, buffer.size() - Integer.BYTES);
        return buffer;
    }

    /** Makes a frame of numbers. */
    public static WireBuffer numbers(FrameKind kind, long number, long... body) {
        FrameWriter frame = new FrameWriter();
        WireBuffer buffer = frame.begin(kind, number);
        for (long each : body) {
            buffer.int64(each);
        }
        return frame.end();
    }
}
