package org.pybridge.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.pybridge.Python;
import org.pybridge.packages.PythonPackages;
import org.pybridge.process.PythonProcess;
import py4j.ClientServer;

/** A worker process against the least that two pipes can do, and against Py4J. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WorkerBenchmark {
    private static final int BLOCK = 10 << 20;
    private static final byte[] SMALL = new byte[24];
    private static final byte[] LARGE = new byte[BLOCK];

    /** The library; its environment has Py4J, too, so that both run on the same Python. */
    @State(Scope.Thread)
    public static class Worker {
        private Python python;
        private String interpreter;

        /** Starts a worker. */
        @Setup
        public void start() {
            PythonProcess backend = PythonProcess.builder()
                    .packages(PythonPackages.of("py4j==0.10.9.9"))
                    .path(PythonFiles.directory())
                    .build();
            python = Python.builder(backend).pool(pool -> pool.size(1)).build();
            interpreter = python.eval("import sys; sys.executable").as(String.class);
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
        public void start(Worker worker) throws IOException {
            child = new Child(worker.interpreter, "echo.py");
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            child.close();
        }
    }

    /** The rival. */
    @State(Scope.Thread)
    public static class Py4J {
        private Child child;
        private ClientServer server;
        private Py4JFunctions functions;

        /** Starts both sides. */
        @Setup
        public void start(Worker worker) throws IOException {
            server = new ClientServer(null);
            child = new Child(worker.interpreter, "py4j_side.py");
            child.awaitLine();
            functions = (Py4JFunctions) server.getPythonServerEntryPoint(new Class<?>[] {Py4JFunctions.class});
        }

        /** Ends both. */
        @TearDown
        public void stop() {
            server.shutdown();
            child.close();
        }
    }

    /** A frame there and back. */
    @Benchmark
    public byte[] echo(Echo echo) throws IOException {
        return echo.child.exchange(SMALL);
    }

    /** A small call. */
    @Benchmark
    public int call(Worker worker) {
        return worker.python.call("bench:add", List.of(20, 22), int.class);
    }

    /** The rival's small call. */
    @Benchmark
    public int py4jCall(Py4J rival) {
        return rival.functions.add(20, 22);
    }

    /** Ten mebibytes in. */
    @Benchmark
    public int bytesIn(Worker worker) {
        return worker.python.call("bench:length", List.of(LARGE), int.class);
    }

    /** The rival's ten mebibytes in. */
    @Benchmark
    public int py4jBytesIn(Py4J rival) {
        return rival.functions.length(LARGE);
    }

    /** Ten mebibytes out. */
    @Benchmark
    public byte[] bytesOut(Worker worker) {
        return worker.python.call("builtins:bytes", List.of(BLOCK), byte[].class);
    }

    /** The rival's ten mebibytes out. */
    @Benchmark
    public byte[] py4jBytesOut(Py4J rival) {
        return rival.functions.block(BLOCK);
    }
}
