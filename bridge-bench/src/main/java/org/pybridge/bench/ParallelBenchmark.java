package org.pybridge.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
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
@State(Scope.Benchmark)
public class ParallelBenchmark {
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

    /** The rival: one caller keeps one interpreter busy. */
    @Benchmark
    @Threads(1)
    public int one() {
        return primes();
    }

    /** A caller for each processor. */
    @Benchmark
    @Threads(Threads.MAX)
    public int all() {
        return primes();
    }

    private int primes() {
        return python.call("bench:primes", List.of(1000), int.class);
    }
}
