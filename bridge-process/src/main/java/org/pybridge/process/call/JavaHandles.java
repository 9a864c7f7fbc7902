package org.pybridge.process.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.runtime.NumberedReference;
import org.pybridge.process.protocol.Frame;
import org.pybridge.process.protocol.FrameBody;
import org.pybridge.process.protocol.LineException;
import org.pybridge.spi.Callback;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.Reference;
import org.pybridge.wire.WireFormatException;

/**
 * What the worker knows by number: callbacks, Java objects, exceptions. Each time that one is sent it gets another number, which is
 * forgotten when the worker's garbage collector says so. Thread-safe.
 */
final class JavaHandles {
    private final ProcessInterpreter interpreter;
    private final Map<Long, Object> things = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    JavaHandles(ProcessInterpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Gives the number that Python knows an object by. */
    long reference(Reference reference) {
        return ((NumberedReference) reference).in(interpreter);
    }

    /** Keeps a thing and gives it a number. */
    long keep(Object thing) {
        long number = last.incrementAndGet();
        things.put(number, thing);
        return number;
    }

    /** Finds a Java object that Python gives back. */
    Object object(long number) {
        if (things.get(number) instanceof JavaObject known) {
            return known.object();
        }
        throw new WireFormatException("it gives back a Java object " + number + " that it does not have", null);
    }

    /** Finds what a callback has thrown. */
    Throwable thrown(Frame frame) throws LineException {
        long number = FrameBody.number(frame);
        if (things.get(number) instanceof Throwable thrown) {
            return thrown;
        }
        throw FrameBody.broken(frame, "is of a Java exception " + number + " that it does not have");
    }

    /** Finds a callback, or a method of an object. */
    Callback function(Frame frame, long number, @Nullable Object method) throws LineException {
        Object thing = things.get(number);
        Object function = thing instanceof JavaObject object && method instanceof String
                ? object.methods().get(method)
                : thing;
        if (function instanceof Callback callback) {
            return callback;
        }
        throw FrameBody.broken(frame, "is to a Java function " + number + " that it does not have");
    }

    /** Forgets the things of these numbers. */
    void forget(Frame frame) throws LineException {
        for (long number : FrameBody.numbers(frame)) {
            things.remove(number);
        }
    }
}
