package org.pybridge.testing.support;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.pybridge.Call;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;

/** Calls of all kinds whose results are known, made by many threads. Thread-safe. */
public final class Load {
    /** Far more than a call takes; with a limit, it runs on a thread of Python's. */
    private static final Duration NEVER_REACHED = Duration.ofMinutes(10);

    private static final int MOST = 20;

    private final Python python;
    private final boolean callsBack;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    /** What one caller does until there is nothing to do. */
    public interface Caller {
        void call() throws Exception;
    }

    public Load(Python python, boolean callsBack) {
        this.python = python;
        this.callsBack = callsBack;
    }

    /** Has many threads do the same, and waits for all of them. */
    public static void inParallel(int callers, Caller caller) {
        List<CompletableFuture<Object>> all = IntStream.range(0, callers)
                .mapToObj(any -> Background.<Object>start(() -> {
                    caller.call();
                    return true;
                }))
                .toList();
        all.forEach(CompletableFuture::join);
    }

    /** Makes a call and looks at its result; the number decides which. */
    public void call(int number) {
        try {
            Object expected = number;
            Object actual = result(number);
            if (!expected.equals(actual)) {
                note("call " + number + " gave " + actual);
            }
        } catch (RuntimeException failed) {
            note("call " + number + " failed: " + failed);
        }
    }

    /** The first results that were wrong. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    public void note(String mistake) {
        if (wrong.size() < MOST) {
            wrong.add(mistake);
        }
    }

    private Object result(int number) {
        return switch (number % 8) {
            case 0 -> python.eval("a + 1", Map.of("a", number - 1)).as(int.class);
            case 1 ->
                python.call(Call.of("endurance:add").with(number, 0).timeout(NEVER_REACHED))
                        .as(int.class);
            case 2 -> inTree(number);
            case 3 -> inError(number);
            case 4 -> callsBack ? inCallback(number) : number;
            case 5 -> inSession(number);
            default -> python.call("endurance:add", List.of(number - 1, 1), int.class);
        };
    }

    private Object inTree(int number) {
        Map<String, Object> tree = Map.of("numbers", Map.of("one", number), "bytes", new byte[] {1, 2});
        return python.call("endurance:echo", List.of(tree), Tree.class)
                .numbers()
                .getOrDefault("one", -1);
    }

    /** The tree, read as a record. */
    record Tree(Map<String, Integer> numbers, byte[] bytes) {}

    private Object inError(int number) {
        try {
            python.call("endurance:fail", List.of(number));
            return "no error";
        } catch (PythonException raised) {
            return Integer.valueOf(raised.error().message());
        }
    }

    private Object inCallback(int number) {
        UnaryOperator<Long> next = value -> value + 1;
        return python.call("endurance:apply", List.of(next, number - 1), int.class);
    }

    private Object inSession(int number) {
        try (Session session = python.session();
                PyObject counter = session.call("endurance:Counter", List.of(number - 2), PyObject.class)) {
            counter.callMethod("increment");
            return counter.callMethod("increment").as(int.class);
        }
    }
}
