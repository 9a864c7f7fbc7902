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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.pybridge.Python;

/** Python that keeps a processor busy, on one interpreter and on as many as there are processors: calls in a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParallelBenchmark {
    private static final int SIZE = 1000;

    /** The library: a pool with an interpreter for each processor. */
    @State(Scope.Benchmark)
    public static class Bridged {
        private Python python;

        /** Starts Python. */
        @Setup
        public void start() {
            python = BridgedPython.start(Runtime.getRuntime().availableProcessors());
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }

        private int primes() {
            return python.call("bench:primes", List.of(SIZE), int.class);
        }
    }

    /** The raw engine: a context for each thread. */
    @State(Scope.Thread)
    public static class Raw {
        private RawPython python;
        private Value primes;

        /** Starts Python. */
        @Setup
        public void start() {
            python = RawPython.alone();
            primes = python.function("primes");
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The rival: one caller keeps one interpreter busy. */
    @Benchmark
    @Threads(1)
    public int one(Bridged bridged) {
        return bridged.primes();
    }

    /** A caller for each processor. */
    @Benchmark
    @Threads(Threads.MAX)
    public int all(Bridged bridged) {
        return bridged.primes();
    }

    /** What the machine gives one raw context. */
    @Benchmark
    @Threads(1)
    public int rawOne(Raw raw) {
        return raw.primes.execute(SIZE).asInt();
    }

    /** What the machine gives a raw context for each processor. */
    @Benchmark
    @Threads(Threads.MAX)
    public int rawAll(Raw raw) {
        return raw.primes.execute(SIZE).asInt();
    }
}
