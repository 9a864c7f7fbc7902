package org.pybridge.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.process.PythonProcess;

/** How long it takes until a worker is ready, and until a crash is an exception, against a Python that does nothing. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class WorkerStartBenchmark {

    /** A pool of one worker that has modules when it is ready. */
    @State(Scope.Thread)
    public static class Worker {
        /** What each worker has imported. */
        @Param({"none", "numpy"})
        private String preload;

        private Python python;
        private String interpreter;

        /** Starts it. */
        @Setup
        public void start() {
            PythonProcess.Builder backend = PythonProcess.builder().packages("numpy==2.2.6");
            if (!preload.equals("none")) {
                backend.preload(preload);
            }
            python = Python.builder(backend.build()).pool(pool -> pool.size(1)).build();
            interpreter = python.eval("import sys; sys.executable").as(String.class);
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The least: a Python that starts and ends. */
    @Benchmark
    public int pass(Worker worker) throws IOException, InterruptedException {
        return new ProcessBuilder(worker.interpreter, "-I", "-S", "-c", "pass")
                .start()
                .waitFor();
    }

    /** A Python that imports numpy by itself. */
    @Benchmark
    public int importNumpy(Worker worker) throws IOException, InterruptedException {
        return new ProcessBuilder(worker.interpreter, "-c", "import numpy")
                .start()
                .waitFor();
    }

    /** A worker that runs before each measurement. */
    @State(Scope.Thread)
    public static class Alive {
        /** Sees to it. */
        @Setup(Level.Invocation)
        public void start(Worker worker) {
            worker.python.eval("1");
        }
    }

    /** From the death of a worker to its exception. */
    @Benchmark
    public boolean crash(Worker worker, Alive before) {
        return dies(worker.python);
    }

    /** From the death of a worker to the first result of the one that replaces it. */
    @Benchmark
    public int replaced(Worker worker, Alive before) {
        dies(worker.python);
        return worker.python.eval("1 + 1").as(int.class);
    }

    private static boolean dies(Python python) {
        try {
            python.exec("import os; os._exit(3)");
            return false;
        } catch (InterpreterLostException lost) {
            return lost.crash().isPresent();
        }
    }
}
