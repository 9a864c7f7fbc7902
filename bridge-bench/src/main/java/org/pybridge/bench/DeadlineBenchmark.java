package org.pybridge.bench;

import java.time.Duration;
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
import org.openjdk.jmh.annotations.Warmup;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.pool.CallThread;

/** What a time limit costs a small call that stays within it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 15, time = 1)
@Measurement(iterations = 5, time = 1)
public class DeadlineBenchmark {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** A Python with one interpreter. */
    @State(Scope.Thread)
    public abstract static class Started {
        private Python python;

        /** Changes the description of the Python. */
        abstract PythonBuilder describe(PythonBuilder builder);

        /** Starts Python. */
        @Setup
        public void start() {
            python = BridgedPython.start(1, this::describe);
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }

        int add() {
            return python.call("bench:add", List.of(7, 7), int.class);
        }
    }

    /** Without a limit. */
    @State(Scope.Thread)
    public static class Unlimited extends Started {
        @Override
        PythonBuilder describe(PythonBuilder builder) {
            return builder;
        }
    }

    /** With a limit, on the caller's thread. */
    @State(Scope.Thread)
    public static class OnCaller extends Started {
        @Override
        PythonBuilder describe(PythonBuilder builder) {
            return builder.callTimeout(LIMIT).pool(pool -> pool.callsRunOn(CallThread.CALLER));
        }
    }

    /** With a limit, on a thread of Python's. */
    @State(Scope.Thread)
    public static class OnOwn extends Started {
        @Override
        PythonBuilder describe(PythonBuilder builder) {
            return builder.callTimeout(LIMIT);
        }
    }

    /**
     * The rival.
     *
     * @param python Python
     * @return the sum
     */
    @Benchmark
    public int unlimited(Unlimited python) {
        return python.add();
    }

    /**
     * The caller's thread.
     *
     * @param python Python
     * @return the sum
     */
    @Benchmark
    public int onCaller(OnCaller python) {
        return python.add();
    }

    /**
     * A thread of Python's.
     *
     * @param python Python
     * @return the sum
     */
    @Benchmark
    public int onOwn(OnOwn python) {
        return python.add();
    }
}
