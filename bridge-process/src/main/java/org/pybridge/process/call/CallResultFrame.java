package org.pybridge.process.call;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.internal.runtime.RaisedErrors;
import org.pybridge.process.protocol.BrokenFrameException;
import org.pybridge.process.protocol.Frame;
import org.pybridge.process.protocol.FrameBody;
import org.pybridge.process.protocol.LineException;

/** The frame that ends a call. */
final class CallResultFrame {
    /** Reads a value. */
    interface Reading {
        @Nullable
        Object read(ByteBuffer body) throws LineException;
    }

    private static final int PARTS_OF_AN_ERROR = 11;
    private static final int PARTS_OF_A_MISFIT = 3;

    private CallResultFrame() {}

    /** Reads the result, or throws what the call ended with. */
    static @Nullable Object result(Frame frame, ProcessInterpreter interpreter, Reading reading) throws LineException {
        switch (frame.kind()) {
            case RESULT -> {
                return frame.block() != null ? frame.block() : reading.read(frame.body());
            }
            case KEPT -> {
                return interpreter.reference(FrameBody.number(frame));
            }
            case THROWN -> throw RaisedErrors.asItIs(interpreter.things().thrown(frame));
            case INTERRUPTED -> {
                List<?> error = parts(frame, reading, PARTS_OF_AN_ERROR);
                throw FrameBody.made(frame, () -> new CallCancelledException(true, RaisedErrors.frames(error)));
            }
            case ERROR -> {
                List<?> error = parts(frame, reading, PARTS_OF_AN_ERROR);
                throw FrameBody.made(frame, () -> interpreter.passing().of(error));
            }
            case UNCONVERTIBLE -> {
                List<?> misfit = parts(frame, reading, PARTS_OF_A_MISFIT);
                if (!misfit.subList(0, PARTS_OF_A_MISFIT).stream().allMatch(String.class::isInstance)) {
                    throw FrameBody.broken(frame, "does not tell in text what does not fit");
                }
                throw FrameBody.made(frame, () -> RaisedErrors.unconvertible(misfit));
            }
            default -> throw new LineException(new BrokenFrameException("a call cannot end with " + frame.kind()));
        }
    }

    private static List<?> parts(Frame frame, Reading reading, int least) throws LineException {
        return FrameBody.list(frame, reading.read(frame.body()), least);
    }
}
