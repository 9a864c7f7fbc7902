package org.pybridge.process;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.spi.Callback;
import org.pybridge.spi.RaisedErrors;
import org.pybridge.spi.Shape;
import org.pybridge.spi.Target;
import org.pybridge.spi.WrongArguments;
import org.pybridge.wire.ValueReader;
import org.pybridge.wire.ValueWriter;
import org.pybridge.wire.WireFormatException;

/**
 * A Java thread and a Python thread that take turns: a call, the callbacks that it makes, the calls that those make. The frames of one
 * never mix with those of another, because each has a line of its own. For one thread at a time.
 */
final class Conversation {
    private final Line line;
    private final ProcessInterpreter interpreter;
    private final Sending sending;
    private final ValueWriter writer;
    private final ValueReader reader;
    private final FrameWriter frames = new FrameWriter();

    /** The number of the call, or of the Python thread whose callback runs. */
    private long number;

    /** The thread that makes a value of what has arrived, which can take further calls: a map wants to know its keys' hashes. */
    private volatile @Nullable Thread reading;

    Conversation(Line line, ProcessInterpreter interpreter) {
        this.line = line;
        this.interpreter = interpreter;
        this.sending = new Sending(interpreter.things(), interpreter.met());
        this.writer = new ValueWriter(sending);
        this.reader = new ValueReader(interpreter);
    }

    /** Makes a call inside of the callback or of the reading that this conversation is at. */
    @Nullable
    Object call(
            Target target,
            @Nullable Object[] arguments,
            Map<String, @Nullable Object> named,
            Shape wanted,
            Output output)
            throws LineException {
        return call(number, target, arguments, named, wanted, output);
    }

    /** Makes a call and waits for its end. */
    @Nullable
    Object call(
            long newNumber,
            Target target,
            @Nullable Object[] arguments,
            Map<String, @Nullable Object> named,
            Shape wanted,
            Output output)
            throws LineException {
        number = newNumber;
        try {
            Request.write(target, arguments, named, wanted, number, frames, writer);
            line.begin(number);
            try {
                send();
                return outcome(output);
            } finally {
                line.end();
            }
        } finally {
            sending.releaseGiven();
        }
    }

    private void send() throws LineException {
        try {
            line.send(frames.end());
        } catch (LineException failed) {
            throw failed.unsent();
        }
    }

    private @Nullable Object outcome(Output output) throws LineException {
        Printing printing = new Printing(output);
        while (true) {
            Frame frame = line.receive();
            ByteBuffer body = frame.body();
            switch (frame.kind()) {
                case OUTPUT -> printing.print(body);
                case LOG -> interpreter.log(read(body));
                case CALLBACK -> answer(frame);
                case SYNC -> interpreter.side().await(body.getLong());
                case FORGET -> interpreter.things().forget(body);
                default -> {
                    Object result = Ended.result(frame, interpreter, this::read);
                    printing.check();
                    return result;
                }
            }
        }
    }

    private @Nullable Object read(ByteBuffer body) throws LineException {
        line.keep(true);
        Thread before = reading;
        reading = Thread.currentThread();
        try {
            return reader.read(body);
        } catch (WireFormatException malformed) {
            throw new LineException(malformed);
        } finally {
            reading = before;
            line.keep(before != null);
        }
    }

    /** Tells whether a thread is about to read what has arrived here, so that it may speak. */
    boolean isReadOn(Thread thread) {
        return reading == thread;
    }

    /** Tells which call the Python thread works for that sent a callback; 0 for none. */
    static long callOf(Frame callback) {
        return callback.body().getLong(callback.body().position() + Long.BYTES);
    }

    /** Runs a callback for Python. Whatever it throws is sent back, and raised there. */
    void answer(Frame frame) throws LineException {
        number = frame.number();
        try {
            Object result = run(frame.body());
            writer.write(result, frames.begin(FrameKind.ANSWER, frame.number()));
        } catch (LineException broken) {
            throw broken;
        } catch (Throwable thrown) {
            String message = thrown.getMessage();
            List<?> failure = List.of(
                    thrown.getClass().getName(),
                    message == null ? "" : message,
                    interpreter.things().keep(thrown),
                    interpreter.passing().number(thrown),
                    thrown instanceof WrongArguments);
            writer.write(failure, frames.begin(FrameKind.FAILURE, frame.number()));
        }
        line.send(frames.end());
    }

    @SuppressWarnings("unchecked") // the names of keyword arguments are strings
    private @Nullable Object run(ByteBuffer body) throws Throwable {
        long function = body.getLong();
        body.position(body.position() + Long.BYTES);
        List<@Nullable Object> parts = (List<@Nullable Object>) Objects.requireNonNull(read(body));
        Callback callback = interpreter.things().function(function, parts.get(0));
        Object named = parts.get(1);
        List<@Nullable Object> arguments = Collections.unmodifiableList(
                Arrays.asList(parts.subList(2, parts.size()).toArray()));
        return interpreter
                .callbacks()
                .run(
                        this,
                        callback,
                        arguments,
                        named == null ? Collections.emptyMap() : (Map<String, @Nullable Object>) named);
    }

    /** Prints for a call; one whose output fails goes on to its end, and fails there. */
    private static final class Printing {
        private final Output output;
        private @Nullable Throwable failure;

        Printing(Output output) {
            this.output = output;
        }

        void print(ByteBuffer body) {
            if (failure != null) {
                return;
            }
            try {
                Printed.of(body).to(output);
            } catch (RuntimeException | Error failed) {
                failure = failed;
            }
        }

        void check() {
            if (failure != null) {
                throw RaisedErrors.asItIs(failure);
            }
        }
    }
}
