package org.pybridge.bench.cpython;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.Call;
import org.pybridge.PyModule;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.TypeRef;
import org.pybridge.cpython.CPython;
import org.pybridge.spi.Backend;

/** The library, in any of its homes. */
final class BridgedRival implements Contender {
    private static final TypeRef<List<Integer>> INTS = new TypeRef<>() {};
    private static final TypeRef<List<String>> TEXTS = new TypeRef<>() {};
    private static final TypeRef<List<Map<String, Object>>> RECORDS = new TypeRef<>() {};

    private final Python python;
    private final Bound bound;
    private @Nullable PyObject thing;
    private @Nullable Session session;

    private static final LongUnaryOperator NEXT = number -> number + 1;

    /** Python's side as an interface. */
    @PyModule(MODULE)
    interface Bound {
        int add(int a, int b);
    }

    /** CPython in the JVM. */
    BridgedRival() {
        this(cpython(), 1);
    }

    /**
     * Starts it.
     *
     * @param interpreters how many, of which a session keeps one
     */
    BridgedRival(Backend backend, int interpreters) {
        python = start(backend, interpreters);
        bound = python.bind(Bound.class);
    }

    static Backend cpython() {
        CPython.Builder builder = CPython.builder().path(Path.of(DIRECTORY));
        return (PYTHON.isEmpty() ? builder : builder.executable(PYTHON)).build();
    }

    static Python start(Backend backend, int interpreters) {
        return Python.builder(backend).pool(pool -> pool.size(interpreters)).build();
    }

    int boundAdd(int a, int b) {
        return bound.add(a, b);
    }

    void nothing() {
        python.call(MODULE + ":nothing", List.of());
    }

    PyObject object(String function, int count) {
        return python.call(Call.of(MODULE + ":" + function).with(count).returning(PyObject.class));
    }

    @Override
    public int add(int a, int b) {
        return python.call(MODULE + ":add", List.of(a, b), int.class);
    }

    @Override
    public long callbacks(int times) {
        return python.call(MODULE + ":repeat", List.of(NEXT, times), long.class);
    }

    int length(Object value) {
        return python.call(MODULE + ":length", List.of(value), int.class);
    }

    @Override
    public int take(long[] numbers) {
        return length(numbers);
    }

    @Override
    public int take(double[] numbers) {
        return length(numbers);
    }

    @Override
    public int take(List<String> texts) {
        return length(texts);
    }

    @Override
    public Object ints(int count) {
        return python.call(MODULE + ":ints", List.of(count), long[].class);
    }

    @Override
    public Object doubles(int count) {
        return python.call(MODULE + ":doubles", List.of(count), double[].class);
    }

    @Override
    public Object texts(int count) {
        return python.call(MODULE + ":texts", List.of(count), TEXTS);
    }

    @Override
    public int takeBytes(byte[] block) {
        return length(block);
    }

    @Override
    public byte[] bytes() {
        return python.call(MODULE + ":block", List.of(), byte[].class);
    }

    @Override
    public Object records(Map<String, Map<String, Object>> cities) {
        return python.call(MODULE + ":grown", List.of(cities), RECORDS);
    }

    @Override
    public Throwable failure() {
        try {
            python.call(MODULE + ":fail", List.of());
            throw new AssertionError("nothing was raised");
        } catch (PythonException raised) {
            return raised;
        }
    }

    @Override
    public Object thereAndBack(List<Integer> numbers) {
        return python.call(MODULE + ":copied", List.of(numbers), INTS);
    }

    @Override
    public long generated(int count) {
        try (PyObject generator = object("generated", count);
                Stream<Long> numbers = generator.stream(Long.class)) {
            return numbers.mapToLong(Long::longValue).sum();
        }
    }

    @Override
    public int evaluated(int x) {
        return python.eval("x + 1", Map.of("x", x)).as(int.class);
    }

    @Override
    public int run(Map<String, Integer> variables) {
        return python.run("total = a + b + c + d + e", variables)
                .globals()
                .get("total")
                .as(int.class);
    }

    @Override
    public int attribute() {
        if (thing == null) {
            thing = python.call(MODULE + ":thing", List.of(), PyObject.class);
        }
        return thing.attribute("size").as(int.class);
    }

    @Override
    public int addInSession(int a, int b) {
        if (session == null) {
            session = python.session();
        }
        return session.call(MODULE + ":add", List.of(a, b), int.class);
    }

    @Override
    public int addAsync(int a, int b) {
        return python.async()
                .call(MODULE + ":add_async", List.of(a, b), int.class)
                .join();
    }

    @Override
    public int primes(int limit) {
        return python.call(MODULE + ":primes", List.of(limit), int.class);
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
        python.close();
    }
}
