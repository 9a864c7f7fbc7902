package org.pybridge.grpc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pybridge.PythonException;
import org.pybridge.StaleObjectException;
import org.pybridge.grpc.protocol.Failure;
import org.pybridge.internal.runtime.Releases;
import org.pybridge.spi.Callback;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.Reference;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.wire.Exports;
import org.pybridge.wire.Imports;

/**
 * What one client knows by number: objects in Python, and Python's exceptions on their way through its callbacks; and what stands here for
 * things of the client's. Thread-safe.
 */
final class ServedObjects implements Exports, Imports {
    private final ServerStream stream;
    private final Served served;
    private final Releases forgotten;
    private final Map<Long, Reference> references = new ConcurrentHashMap<>();
    private final Map<Long, PythonException> passing = new ConcurrentHashMap<>();
    private final Map<PythonException, Long> thrown = Collections.synchronizedMap(new WeakHashMap<>());
    private final AtomicLong last = new AtomicLong();

    ServedObjects(ServerStream stream, Served served, Releases forgotten) {
        this.stream = stream;
        this.served = served;
        this.forgotten = forgotten;
    }

    boolean isEmpty() {
        return references.isEmpty();
    }

    @Override
    public long reference(Reference reference) {
        int most = served.limits().maxObjects();
        if (references.size() >= most) {
            throw new IllegalStateException(
                    "a client may hold " + most + " objects of an interpreter at once; close some, or"
                            + " allow more: PythonServer.builder(python).maxObjects(n)");
        }
        long number = last.incrementAndGet();
        references.put(number, reference);
        return number;
    }

    @Override
    public Reference reference(long number) {
        Reference reference = references.get(number);
        if (reference == null) {
            throw new StaleObjectException(
                    "the server has no object " + number + " for this client any more; get it again");
        }
        return reference;
    }

    void release(List<Long> numbers) {
        for (Long number : numbers) {
            Reference reference = references.remove(number);
            if (reference != null) {
                reference.release();
            }
        }
    }

    /** Lets go of all objects. */
    void clear() {
        release(List.copyOf(references.keySet()));
    }

    @Override
    public boolean toJava() {
        return true;
    }

    @Override
    public boolean fromJava() {
        return true;
    }

    @Override
    public OptionalLong returned(Object object) {
        return object instanceof ClientObject known ? OptionalLong.of(known.number()) : OptionalLong.empty();
    }

    @Override
    public long callback(Callback callback) {
        throw new IllegalArgumentException("a Java function of the server's is no result");
    }

    @Override
    public long object(JavaObject object) {
        throw new IllegalArgumentException("a Java object of the server's is no result");
    }

    @Override
    public void shares(SharedBuffer buffer) {
        throw new IllegalArgumentException("memory cannot be shared with another machine");
    }

    @Override
    public Callback callback(long number) {
        ClientFunction function = new ClientFunction(stream, number, null, null);
        whenForgotten(function, number);
        return function;
    }

    @Override
    public Object object(long number) {
        throw new IllegalArgumentException("a client gives no Java object back");
    }

    @Override
    public JavaObject object(long number, String className, List<String> methods) {
        ClientObject object = new ClientObject(className, number);
        whenForgotten(object, number);
        Map<String, Callback> functions = new LinkedHashMap<>();
        methods.forEach(name -> functions.put(name, new ClientFunction(stream, number, name, object)));
        return new JavaObject(object, functions);
    }

    @Override
    public Object made(EntryPoint maker, List<? extends @Nullable Object> arguments) {
        return served.extensions().made(maker, arguments);
    }

    private void whenForgotten(Object standIn, long number) {
        served.cleaner().register(standIn, forget(forgotten, number));
    }

    /** Static, because a cleaning action that knows its object keeps it for ever. */
    private static Runnable forget(Releases forgotten, long number) {
        return () -> forgotten.add(number);
    }

    /** Gives a number to an exception of a call inside of a callback, which the callback may throw again. */
    long passes(PythonException raised) {
        long number = last.incrementAndGet();
        passing.put(number, raised);
        return number;
    }

    /** Forgets them all: no callback runs any more. */
    void endPassing() {
        passing.clear();
    }

    /** Gives what a callback has thrown: the same Python exception that it got, or what stands for one of Java's. */
    RuntimeException thrown(Failure failure) {
        PythonException known = passing.get(failure.getPassing());
        if (known != null) {
            thrown.put(known, failure.getThrown());
            whenForgotten(known, failure.getThrown());
            return known;
        }
        ClientFailure made = failure.getWrongArguments()
                ? new ClientFailure.OfArguments(failure.getType(), failure.getMessage(), failure.getThrown())
                : new ClientFailure(failure.getType(), failure.getMessage(), failure.getThrown());
        whenForgotten(made, failure.getThrown());
        return made;
    }

    /** Gives the client's number of what it threw itself; null for what is not its own. */
    @Nullable
    Long numberOf(Throwable failed) {
        if (failed instanceof ClientFailure own) {
            return own.number();
        }
        return failed instanceof PythonException raised ? thrown.get(raised) : null;
    }
}
