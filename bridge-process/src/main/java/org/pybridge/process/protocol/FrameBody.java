package org.pybridge.process.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is in a frame by what its kind says. A body of another shape is a {@link BrokenFrameException} and nothing else: the worker
 * that sent it is ended, and no caller sees what exactly did not fit.
 */
public final class FrameBody {
    private FrameBody() {}

    /** Reads a body that is a number. */
    public static long number(Frame frame) throws LineException {
        ByteBuffer body = frame.body();
        if (body.remaining() != Long.BYTES) {
            throw broken(frame, "has a body of " + body.remaining() + " bytes and not a number's");
        }
        return body.getLong();
    }

    /** Reads a number at the beginning of a body; the rest is read next. */
    static long leadingNumber(Frame frame) throws LineException {
        ByteBuffer body = frame.body();
        if (body.remaining() < Long.BYTES) {
            throw broken(frame, "ends within a number");
        }
        return body.getLong();
    }

    /** Reads a body that is numbers. */
    public static long[] numbers(Frame frame) throws LineException {
        ByteBuffer body = frame.body();
        if (body.remaining() % Long.BYTES != 0) {
            throw broken(frame, "ends within a number");
        }
        long[] numbers = new long[body.remaining() / Long.BYTES];
        body.asLongBuffer().get(numbers);
        return numbers;
    }

    /** Reads a body that is true or false. */
    public static boolean flag(Frame frame) throws LineException {
        ByteBuffer body = frame.body();
        if (body.remaining() != Byte.BYTES) {
            throw broken(frame, "has a body of " + body.remaining() + " bytes and not one");
        }
        return body.get() != 0;
    }

    /** Takes a value for a list that has at least so many elements. */
    public static List<?> list(Frame frame, @Nullable Object value, int least) throws LineException {
        if (value instanceof List<?> list && list.size() >= least) {
            return list;
        }
        throw broken(frame, "does not carry a list of at least " + least);
    }

    /** Makes something of a value whose parts can have any types. */
    public static <T> T made(Frame frame, Supplier<T> making) throws LineException {
        try {
            return making.get();
        } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException | IllegalArgumentException odd) {
            throw broken(frame, "carries parts of other types than it has: " + odd.getMessage());
        }
    }

    public static LineException broken(Frame frame, String problem) {
        return new LineException(new BrokenFrameException("a frame " + frame.kind() + " " + problem));
    }
}
