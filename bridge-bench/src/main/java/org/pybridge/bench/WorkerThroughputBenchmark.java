package org.pybridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.pybridge.Call;
import org.pybridge.Python;
import org.pybridge.process.PythonProcess;

/** How many small calls a second one worker makes when nobody waits for one before the next is sent, against frames over two pipes. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class WorkerThroughputBenchmark {
    private static final int CALLS = 10_000;
    private static final int UNDER_WAY = 1_000;
    private static final byte[] SMALL = new byte[24];

    /** One worker. */
    @State(Scope.Thread)
    public static class Worker {
        private static final List<List<Integer>> ARGUMENTS = Collections.nCopies(CALLS, List.of(20, 22));

        private Python python;

        /** Starts it. */
        @Setup
        public void start() {
            python = start(1);
        }

        static Python start(int callers) {
            return Python.builder(PythonProcess.builder()
                            .path(PythonFiles.directory())
                            .build())
                    .pool(pool -> pool.size(1).callersPerInterpreter(callers))
                    .build();
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** One worker that many callers share. */
    @State(Scope.Thread)
    public static class SharedWorker {
        private Python python;

        /** Starts it. */
        @Setup
        public void start() {
            python = Worker.start(UNDER_WAY);
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** Two pipes. */
    @State(Scope.Thread)
    public static class Echo {
        private Child child;

        /** Starts the process. */
        @Setup
        public void start() throws IOException {
            child = new Child("python3", "echo.py");
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            child.close();
        }
    }

    /** Frames there and back, a thousand under way at once. */
    @Benchmark
    @OperationsPerInvocation(UNDER_WAY)
    public byte[] echo(Echo echo) throws IOException {
        return echo.child.exchange(SMALL, UNDER_WAY);
    }

    /** Calls of one function, in as many messages as the library takes for them. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public List<Integer> callAll(Worker worker) {
        return worker.python.callAll(Call.of("bench:add").returning(int.class), Worker.ARGUMENTS);
    }

    /** Calls of a coroutine function, a message for each, a thousand under way at once. */
    @Benchmark
    @OperationsPerInvocation(UNDER_WAY)
    public int coroutines(SharedWorker worker) {
        return underWay(worker.python, "bench:add_async");
    }

    /** Calls of a function. */
    @Benchmark
    @OperationsPerInvocation(UNDER_WAY)
    public int functions(SharedWorker worker) {
        return underWay(worker.python, "bench:add");
    }

    /** Calls of a function in a worker that nobody shares. */
    @Benchmark
    @OperationsPerInvocation(UNDER_WAY)
    public int oneByOne(Worker worker) {
        return underWay(worker.python, "bench:add");
    }

    private static int underWay(Python python, String function) {
        List<CompletableFuture<Integer>> calls = new ArrayList<>(UNDER_WAY);
        for (int i = 0; i < UNDER_WAY; i++) {
            calls.add(python.async().call(function, List.of(20, 22), Integer.class));
        }
        return calls.stream().mapToInt(CompletableFuture::join).sum();
    }
}
