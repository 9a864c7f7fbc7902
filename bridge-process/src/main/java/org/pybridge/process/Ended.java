package org.pybridge.process;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.spi.RaisedErrors;

/** The frame that ends a call. */
final class Ended {
    /** Reads a value. */
    interface Reading {
        @Nullable
        Object read(ByteBuffer body) throws LineException;
    }

    private Ended() {}

    /** Gives the result, or throws what the call ended with. */
    static @Nullable Object result(Frame frame, ProcessInterpreter interpreter, Reading reading) throws LineException {
        ByteBuffer body = frame.body();
        return switch (frame.kind()) {
            case RESULT -> frame.block() != null ? frame.block() : reading.read(body);
            case KEPT -> interpreter.reference(body.getLong());
            case INTERRUPTED -> throw new CallCancelledException(true, RaisedErrors.frames(parts(body, reading)));
            case ERROR -> throw interpreter.passing().of(parts(body, reading));
            case THROWN ->
                throw RaisedErrors.asItIs((Throwable) interpreter.things().get(body.getLong()));
            case UNCONVERTIBLE -> throw RaisedErrors.unconvertible(parts(body, reading));
            default -> throw new LineException(new BrokenFrameException("a call cannot end with " + frame.kind()));
        };
    }

    private static List<?> parts(ByteBuffer body, Reading reading) throws LineException {
        return (List<?>) Objects.requireNonNull(reading.read(body));
    }
}
