package org.pybridge.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
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
import org.pybridge.Python;

/** A million elements from a Java list to a real Python list. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ListsInBenchmark {
    private static final int SIZE = 1_000_000;

    /** The list. */
    @State(Scope.Thread)
    public static class Given {
        /** What is in it. */
        @Param({"ints", "doubles", "strings"})
        public String elements;

        private List<Object> list;

        /** Makes the list. */
        @Setup
        public void fill() {
            list = IntStream.range(0, SIZE).mapToObj(this::element).toList();
        }

        private Object element(int i) {
            return switch (elements) {
                case "ints" -> (long) i * 7919 % 100_003;
                case "doubles" -> i * 0.5;
                default -> "text " + i % 1000;
            };
        }
    }

    /** The rival. */
    @State(Scope.Thread)
    public static class Raw {
        private RawPython python;
        private Value function;

        /** Starts Python. */
        @Setup
        public void start() {
            python = RawPython.alone();
            function = python.function("length_of_list");
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The library. */
    @State(Scope.Thread)
    public static class Bridged {
        private Python python;

        /** Starts Python. */
        @Setup
        public void start() {
            python = BridgedPython.start(1);
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The rival. */
    @Benchmark
    public int raw(Raw raw, Given given) {
        return raw.function.execute(ProxyArray.fromList(given.list)).asInt();
    }

    /** The library. */
    @Benchmark
    public int list(Bridged bridged, Given given) {
        return bridged.python.call("bench:length", List.of(given.list), int.class);
    }
}
