package org.pybridge.process.call;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pybridge.process.protocol.Frame;
import org.pybridge.process.protocol.LineException;
import org.pybridge.process.worker.CallRegistry;
import org.pybridge.spi.Invocation;

/**
 * The calls in one worker that hold no thread: they are sent over the side lane, and so are their results, whose order is the order in
 * which they end. Thread-safe.
 */
final class PendingCalls {
    private final ProcessInterpreter interpreter;
    private final Map<Long, ProcessCall> pending = new ConcurrentHashMap<>();
    private volatile boolean ended;

    PendingCalls(ProcessInterpreter interpreter) {
        this.interpreter = interpreter;
    }

    ProcessCall prepare(Invocation invocation, CallRegistry.Running running) {
        return new ProcessCall(interpreter, this, invocation, running);
    }

    /** Notes a call that is about to be sent. */
    void add(long number, ProcessCall call) throws LineException {
        pending.put(number, call);
        if (ended && pending.remove(number) != null) {
            throw new LineException(new IOException("the connection ended")).unsent();
        }
    }

    /** Forgets a call that was not sent; tells whether it was there, so that nobody else has ended it. */
    boolean remove(long number) {
        return pending.remove(number) != null;
    }

    /** Takes a frame that ends a call; false when none of these has its number. */
    boolean heard(Frame frame) {
        ProcessCall call = pending.remove(frame.number());
        if (call != null) {
            call.ended(frame.copy());
        }
        return call != null;
    }

    /** The connection has ended, and so have all calls. */
    void disconnect() {
        ended = true;
        pending.keySet().forEach(number -> {
            ProcessCall call = pending.remove(number);
            if (call != null) {
                call.ended(null);
            }
        });
    }
}
