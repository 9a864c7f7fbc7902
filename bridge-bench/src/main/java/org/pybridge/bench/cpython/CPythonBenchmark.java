package org.pybridge.bench.cpython;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.pybridge.ItemType;
import org.pybridge.PyObject;
import org.pybridge.SharedArray;
import org.pybridge.cpython.CPython;

/**
 * The library on CPython in the JVM, next to the C API called by hand and to jep, which needs {@code -Dpybridge.jep} and is left out without
 * it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class CPythonBenchmark {
    private static final int CALLBACKS = 1000;
    private static final int RECORDS = 1000;
    private static final int BLOCK = 16 << 20;

    /** All ways. */
    @State(Scope.Thread)
    public static class Any {
        /** Which one. */
        @Param({"bridge", "hand", "jep"})
        private String way;

        private Rival rival;

        /** Starts it, on the thread that uses it. */
        @Setup
        public void start() throws Throwable {
            rival = switch (way) {
                case "hand" -> new HandWrittenRival();
                case "jep" -> new JepRival();
                default -> new BridgedRival();
            };
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            rival.close();
        }
    }

    /** The libraries. */
    @State(Scope.Thread)
    public static class Library {
        /** Which one. */
        @Param({"bridge", "jep"})
        private String way;

        private BridgeRival rival;

        /** Starts it, on the thread that uses it. */
        @Setup
        public void start() throws Throwable {
            rival = way.equals("jep") ? new JepRival() : new BridgedRival();
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            rival.close();
        }
    }

    /** The library alone. */
    @State(Scope.Thread)
    public static class Bridge {
        private BridgedRival rival;

        /** Starts it. */
        @Setup
        public void start() {
            rival = new BridgedRival();
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            rival.close();
        }
    }

    /** 80 MB of doubles, of Python's and of Java's. */
    @State(Scope.Thread)
    public static class Large {
        private static final int COUNT = 10_000_000;

        private final SharedArray ours = CPython.allocate(ItemType.DOUBLE, COUNT);
        private PyObject pythons;

        /** Has Python make them. */
        @Setup
        public void start(Bridge bridge) {
            pythons = bridge.rival.object("zeros", COUNT);
        }
    }

    /** Java's values. */
    @State(Scope.Thread)
    public static class Given {
        /** How many. */
        @Param({"1000", "1000000"})
        private int size;

        private long[] ints;
        private double[] doubles;
        private final List<String> texts = new ArrayList<>();

        /** Makes them. */
        @Setup
        public void fill() {
            ints = new long[size];
            doubles = new double[size];
            for (int i = 0; i < size; i++) {
                ints[i] = i * 7919L % 100_003;
                doubles[i] = i * 0.5;
                texts.add("text " + i % 1000);
            }
        }
    }

    /** Records and bytes. */
    @State(Scope.Thread)
    public static class Whole {
        private final Map<String, Map<String, Object>> cities = BridgeRival.cities(RECORDS);
        private final byte[] block = new byte[BLOCK];
    }

    /** A function that does nearly nothing. */
    @Benchmark
    public int call(Any any) throws Throwable {
        return any.rival.add(70_001, 22);
    }

    /** The same by an interface. */
    @Benchmark
    public int boundCall(Bridge bridge) {
        return bridge.rival.boundAdd(70_001, 22);
    }

    /** A thousand calls of Java's function in one of Python's. */
    @Benchmark
    public long callbacks(Any any) throws Throwable {
        return any.rival.callbacks(CALLBACKS);
    }

    /** Ints into a list. */
    @Benchmark
    public int intsIn(Any any, Given given) throws Throwable {
        return any.rival.take(given.ints);
    }

    /** Floats into a list. */
    @Benchmark
    public int doublesIn(Any any, Given given) throws Throwable {
        return any.rival.take(given.doubles);
    }

    /** Short texts into a list. */
    @Benchmark
    public int textsIn(Any any, Given given) throws Throwable {
        return any.rival.take(given.texts);
    }

    /** Ints of a list. */
    @Benchmark
    public Object intsOut(Any any, Given given) throws Throwable {
        return any.rival.ints(given.size);
    }

    /** Floats of a list. */
    @Benchmark
    public Object doublesOut(Any any, Given given) throws Throwable {
        return any.rival.doubles(given.size);
    }

    /** Short texts of a list. */
    @Benchmark
    public Object textsOut(Any any, Given given) throws Throwable {
        return any.rival.texts(given.size);
    }

    /** 16 MiB to Python. */
    @Benchmark
    public int bytesIn(Any any, Whole whole) throws Throwable {
        return any.rival.takeBytes(whole.block);
    }

    /** 16 MiB to Java. */
    @Benchmark
    public byte[] bytesOut(Any any) throws Throwable {
        return any.rival.bytes();
    }

    /** What a view is compared with. */
    @Benchmark
    public void nothing(Bridge bridge) {
        bridge.rival.nothing();
    }

    /** Java's memory as a view in Python. */
    @Benchmark
    public int viewIn(Bridge bridge, Large large) {
        return bridge.rival.length(large.ours);
    }

    /** Python's memory as a view in Java. */
    @Benchmark
    public SharedArray viewOut(Bridge bridge, Large large) {
        return CPython.view(large.pythons);
    }

    /** A map of a thousand dicts to Python, and a list of new ones back. */
    @Benchmark
    public Object records(Library library, Whole whole) throws Throwable {
        return library.rival.records(whole.cities);
    }

    /** An exception of Python's. */
    @Benchmark
    public Throwable failure(Library library) throws Throwable {
        return library.rival.failure();
    }
}
