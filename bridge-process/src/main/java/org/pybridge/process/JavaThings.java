package org.pybridge.process;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.Callback;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.Reference;

/**
 * What the worker knows by number: callbacks, Java objects, exceptions. Each time that one is sent it gets another number, which is
 * forgotten when the worker's garbage collector says so. Thread-safe.
 */
final class JavaThings {
    private final ProcessInterpreter interpreter;
    private final Map<Long, Object> things = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    JavaThings(ProcessInterpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Gives the number that Python knows an object by. */
    long reference(Reference reference) {
        return ((ProcessReference) reference).in(interpreter);
    }

    /** Keeps a thing and gives it a number. */
    long keep(Object thing) {
        long number = last.incrementAndGet();
        things.put(number, thing);
        return number;
    }

    /** Gives a thing back. */
    Object get(long number) {
        Object thing = things.get(number);
        if (thing == null) {
            throw new StaleObjectException("Python gave back a Java object that it had let go");
        }
        return thing;
    }

    /** Gives a callback, or a method of an object. */
    Callback function(long number, @Nullable Object method) {
        Object thing = get(number);
        return thing instanceof JavaObject object
                ? Objects.requireNonNull(object.methods().get(String.valueOf(method)), "an exposed method")
                : (Callback) thing;
    }

    /** Forgets the things of these numbers. */
    void forget(ByteBuffer numbers) {
        while (numbers.hasRemaining()) {
            things.remove(numbers.getLong());
        }
    }
}
