package org.pybridge.grpc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.pybridge.internal.runtime.NumberedReference;
import org.pybridge.spi.Callback;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.Reference;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.wire.Exports;
import org.pybridge.wire.WireFormatException;

/**
 * What the server knows by number: callbacks, Java objects, exceptions. Each time that one is sent it gets another number, which is
 * forgotten when the garbage collectors there say so. Thread-safe.
 */
final class JavaHandles implements Exports {
    private final RemoteInterpreter interpreter;
    private final Map<Long, Object> things = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    JavaHandles(RemoteInterpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public long reference(Reference reference) {
        return ((NumberedReference) reference).in(interpreter);
    }

    @Override
    public long callback(Callback callback) {
        return keep(callback);
    }

    @Override
    public long object(JavaObject object) {
        return keep(object);
    }

    @Override
    public void shares(SharedBuffer buffer) {
        throw new IllegalArgumentException("memory cannot be shared with another machine");
    }

    @Override
    public boolean toJava() {
        return true;
    }

    /** Keeps a thing and gives it a number. */
    long keep(Object thing) {
        long number = last.incrementAndGet();
        things.put(number, thing);
        return number;
    }

    /** Finds a Java object that comes back. */
    Object object(long number) {
        if (things.get(number) instanceof JavaObject known) {
            return known.object();
        }
        throw new WireFormatException("it gives back a Java object " + number + " that it does not have", null);
    }

    /** Finds what a callback has thrown. */
    Throwable thrown(long number) {
        if (things.get(number) instanceof Throwable thrown) {
            return thrown;
        }
        throw new WireFormatException("it tells of a Java exception " + number + " that it does not have", null);
    }

    /** Finds a callback. */
    Callback function(org.pybridge.grpc.protocol.Callback called) {
        Object thing = things.get(called.getFunction());
        Object function = thing instanceof JavaObject object && called.hasMethod()
                ? object.methods().get(called.getMethod())
                : thing;
        if (function instanceof Callback callback) {
            return callback;
        }
        throw new WireFormatException(
                "it calls a Java function " + called.getFunction() + " that it does not have", null);
    }

    void forget(List<Long> numbers) {
        numbers.forEach(things::remove);
    }
}
