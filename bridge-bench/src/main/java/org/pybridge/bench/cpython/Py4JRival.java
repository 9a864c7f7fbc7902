package org.pybridge.bench.cpython;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.pybridge.bench.Child;
import org.pybridge.bench.Py4JFunctions;
import py4j.ClientServer;
import py4j.Py4JException;

/** Py4J with the one thread for both directions that its documentation calls the ClientServer. */
final class Py4JRival implements Contender {
    private final ClientServer server;
    private final Child child;
    private final Py4JFunctions functions;

    /** Py4J calls by reflection, so the class has to be public. */
    public static final class Next implements LongUnaryOperator {
        @Override
        public long applyAsLong(long number) {
            return number + 1;
        }
    }

    Py4JRival() throws IOException {
        server = new ClientServer(null);
        child = new Child(PYTHON, "py4j_side.py");
        child.awaitLine();
        functions = (Py4JFunctions) server.getPythonServerEntryPoint(new Class<?>[] {Py4JFunctions.class});
    }

    @Override
    public int add(int a, int b) {
        return functions.add(a, b);
    }

    @Override
    public long callbacks(int times) {
        return functions.repeat(new Next(), times);
    }

    @Override
    public int takeBytes(byte[] block) {
        return functions.length(block);
    }

    @Override
    public byte[] bytes() {
        return functions.block(16 << 20);
    }

    @Override
    public Object records(Map<String, Map<String, Object>> cities) {
        return functions.grown(cities);
    }

    @Override
    public Throwable failure() {
        try {
            functions.fail();
            throw new AssertionError("nothing was raised");
        } catch (Py4JException raised) {
            return raised;
        }
    }

    @Override
    public Object thereAndBack(List<Integer> numbers) {
        return functions.copied(numbers);
    }

    @Override
    public int primes(int limit) {
        return functions.primes(limit);
    }

    @Override
    public void close() {
        server.shutdown();
        child.close();
    }
}
