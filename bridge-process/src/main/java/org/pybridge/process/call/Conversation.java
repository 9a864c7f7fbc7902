package org.pybridge.process.call;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.internal.runtime.Deliveries;
import org.pybridge.internal.runtime.ElsewhereInJava;
import org.pybridge.process.protocol.Frame;
import org.pybridge.process.protocol.FrameBody;
import org.pybridge.process.protocol.FrameChannel;
import org.pybridge.process.protocol.FrameKind;
import org.pybridge.process.protocol.FrameWriter;
import org.pybridge.process.protocol.LineException;
import org.pybridge.process.protocol.Printed;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.WrongArguments;
import org.pybridge.wire.ValueWriter;

/**
 * A Java thread and a Python thread that take turns: a call, the callbacks that it makes, the calls that those make. The frames of one
 * never mix with those of another, because each has a line of its own. For one thread at a time.
 */
final class Conversation {
    private final FrameChannel line;
    private final ProcessInterpreter interpreter;
    private final OutgoingHandles sending;
    private final ValueWriter writer;
    private final FrameWriter frames = new FrameWriter();

    /** The number of the call, or of the Python thread whose callback runs. */
    private long number;

    /** The thread that makes a value of what has arrived, which can take further calls: a map wants to know its keys' hashes. */
    private volatile @Nullable Thread reading;

    Conversation(FrameChannel line, ProcessInterpreter interpreter) {
        this.line = line;
        this.interpreter = interpreter;
        this.sending = new OutgoingHandles(interpreter.things(), interpreter.met());
        this.writer = new ValueWriter(sending);
    }

    /** Makes a call inside of the callback or of the reading that this conversation is at. */
    @Nullable
    Object call(Invocation invocation, Output output) throws LineException {
        return call(number, invocation, output);
    }

    /** Makes a call and waits for its end. */
    @Nullable
    Object call(long newNumber, Invocation invocation, Output output) throws LineException {
        number = newNumber;
        try {
            CallFrame.write(invocation, number, frames, writer);
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
        Deliveries deliveries = new Deliveries();
        while (true) {
            Frame frame = line.receive();
            switch (frame.kind()) {
                case OUTPUT -> {
                    Printed printed = Printed.of(frame);
                    deliveries.deliver(() -> printed.to(output));
                }
                case LOG -> deliveries.deliver(interpreter.record(frame, read(frame.body())));
                case CALLBACK -> answer(frame);
                case SYNC -> interpreter.side().await(FrameBody.number(frame));
                case FORGET -> interpreter.things().forget(frame);
                default -> {
                    Object result = CallResultFrame.result(frame, interpreter, this::read);
                    deliveries.check();
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
            return interpreter.read(body);
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
    static long callOf(Frame callback) throws LineException {
        ByteBuffer body = callback.body();
        if (body.remaining() < 2 * Long.BYTES) {
            throw FrameBody.broken(callback, "does not say whom it calls");
        }
        return body.getLong(body.position() + Long.BYTES);
    }

    /** Runs a callback for Python. Whatever it throws is sent back, and raised there. */
    void answer(Frame frame) throws LineException {
        number = frame.number();
        try {
            Object result = run(frame);
            writer.write(result, frames.begin(FrameKind.ANSWER, frame.number()));
        } catch (LineException broken) {
            throw broken;
        } catch (Throwable thrown) {
            String message = thrown.getMessage();
            List<?> failure = List.of(
                    ElsewhereInJava.nameOf(thrown),
                    message == null ? "" : message,
                    interpreter.things().keep(thrown),
                    interpreter.passing().number(thrown),
                    thrown instanceof WrongArguments);
            writer.write(failure, frames.begin(FrameKind.FAILURE, frame.number()));
        }
        line.send(frames.end());
    }

    @SuppressWarnings("unchecked") // the names of keyword arguments are strings
    private @Nullable Object run(Frame frame) throws Throwable {
        long call = callOf(frame);
        ByteBuffer body = frame.body();
        long function = body.getLong();
        body.position(body.position() + Long.BYTES);
        List<@Nullable Object> parts = (List<@Nullable Object>) FrameBody.list(frame, read(body), 2);
        Callback callback = interpreter.things().function(frame, function, parts.get(0));
        Object named = parts.get(1);
        if (named != null
                && !(named instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance))) {
            throw FrameBody.broken(frame, "names its arguments with something else than text");
        }
        List<@Nullable Object> arguments = Collections.unmodifiableList(
                Arrays.asList(parts.subList(2, parts.size()).toArray()));
        return interpreter
                .callbacks()
                .run(
                        this,
                        call,
                        callback,
                        arguments,
                        named == null ? Collections.emptyMap() : (Map<String, @Nullable Object>) named);
    }
}
