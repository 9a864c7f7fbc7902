package org.pybridge.bench.cpython;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.pybridge.Call;
import org.pybridge.PyModule;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.TypeRef;
import org.pybridge.cpython.CPython;

/** The library. */
final class BridgedRival implements BridgeRival {
    private static final TypeRef<List<String>> TEXTS = new TypeRef<>() {};
    private static final TypeRef<List<Map<String, Object>>> RECORDS = new TypeRef<>() {};

    private final Python python = start();
    private final Bound bound = python.bind(Bound.class);

    private static final LongUnaryOperator NEXT = number -> number + 1;

    /** Python's side as an interface. */
    @PyModule(MODULE)
    interface Bound {
        int add(int a, int b);
    }

    static Python start() {
        CPython.Builder builder = CPython.builder().path(Path.of(DIRECTORY));
        CPython backend = (PYTHON.isEmpty() ? builder : builder.executable(PYTHON)).build();
        return Python.builder(backend).pool(pool -> pool.size(1).eager(true)).build();
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
    public void close() {
        python.close();
    }
}
