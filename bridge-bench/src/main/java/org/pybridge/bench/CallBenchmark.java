package org.pybridge.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Value;
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
import org.pybridge.Call;
import org.pybridge.PyModule;
import org.pybridge.Python;
import org.pybridge.Session;

/** The smallest call, {@code add(a, b)}: all that it costs is the way there and back. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 15, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallBenchmark {

    /** The numbers to add: small ones, whose boxes Java shares, and large ones. */
    @State(Scope.Thread)
    public static class Operand {
        /** The number. */
        @Param({"7", "70000"})
        public int value;
    }

    /** Python's side as an interface. */
    @PyModule("bench")
    public interface Adder {
        /**
         * Adds.
         *
         * @param a a number
         * @param b a number
         * @return the sum
         */
        int add(int a, int b);
    }

    /** The rival. */
    @State(Scope.Thread)
    public static class Raw {
        private RawPython python;
        private Value add;

        /** Starts Python. */
        @Setup
        public void start() {
            python = RawPython.alone();
            add = python.function("add");
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The rival as a pool needs it. */
    @State(Scope.Thread)
    public static class Pooled {
        private RawPython python;
        private Value add;

        /** Starts Python. */
        @Setup
        public void start() {
            python = RawPython.pooled();
            add = python.function("add");
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
        private Adder adder;

        /** Starts Python. */
        @Setup
        public void start() {
            python = BridgedPython.start(1);
            adder = python.bind(Adder.class);
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The library without Python. */
    @State(Scope.Thread)
    public static class Without {
        private Python python;

        /** Starts it. */
        @Setup
        public void start() {
            python = Python.builder(Idle.backend())
                    .pool(pool -> pool.size(1).eager(true))
                    .build();
        }

        /** Stops it. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The library, with its only interpreter held. */
    @State(Scope.Thread)
    public static class Held {
        private Python python;
        private Session session;

        /** Starts Python. */
        @Setup
        public void start() {
            python = BridgedPython.start(1);
            session = python.session();
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            session.close();
            python.close();
        }
    }

    /**
     * The rival.
     *
     * @param raw Python
     * @param operand what to add
     * @return the sum
     */
    @Benchmark
    public int raw(Raw raw, Operand operand) {
        return raw.add.execute(operand.value, operand.value).asInt();
    }

    /**
     * The least that any library's call takes which lends contexts and does not take 2.0 for an int: on an engine that contexts can share,
     * entered for each question because the next caller may come from another thread, and asked for the number as it is.
     *
     * @param pooled Python
     * @param operand what to add
     * @return the sum
     */
    @Benchmark
    public int least(Pooled pooled, Operand operand) {
        return (Integer) pooled.add.execute(operand.value, operand.value).as(Number.class);
    }

    /**
     * By name, through the pool.
     *
     * @param bridged Python
     * @param operand what to add
     * @return the sum
     */
    @Benchmark
    public int call(Bridged bridged, Operand operand) {
        return bridged.python.call("bench:add", List.of(operand.value, operand.value), int.class);
    }

    /**
     * The same without Python: what the library itself takes.
     *
     * @param without no Python
     * @param operand what to pass
     * @return the first of the numbers
     */
    @Benchmark
    public int own(Without without, Operand operand) {
        return without.python.call("bench:add", List.of(operand.value, operand.value), int.class);
    }

    /**
     * As a described call, through the pool.
     *
     * @param bridged Python
     * @param operand what to add
     * @return the sum
     */
    @Benchmark
    public int described(Bridged bridged, Operand operand) {
        return bridged.python.call(
                Call.of("bench:add").with(operand.value, operand.value).returning(int.class));
    }

    /**
     * Through a bound interface.
     *
     * @param bridged Python
     * @param operand what to add
     * @return the sum
     */
    @Benchmark
    public int bound(Bridged bridged, Operand operand) {
        return bridged.adder.add(operand.value, operand.value);
    }

    /**
     * In a session.
     *
     * @param held Python
     * @param operand what to add
     * @return the sum
     */
    @Benchmark
    public int session(Held held, Operand operand) {
        return held.session.call("bench:add", List.of(operand.value, operand.value), int.class);
    }
}
