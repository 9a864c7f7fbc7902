package org.pybridge.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.pybridge.ItemType;
import org.pybridge.Python;
import org.pybridge.SharedArray;
import org.pybridge.graalpy.GraalPy;
import org.pybridge.packages.PythonPackages;
import org.pybridge.process.PythonProcess;
import org.pybridge.spi.Backend;

/**
 * The sum of ten million doubles by numpy: by calls from Java, and in a loop inside of Python. On GraalPy it takes the wheel from the
 * directory that the system property {@code pybridge.wheels} names, or builds it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class NumpyBenchmark {
    private static final int COUNT = 10_000_000;
    private static final int TIMES = 10;

    /** The library with numpy. */
    @State(Scope.Thread)
    public static class Bridged {
        /** Where Python runs. */
        @Param({"graalpy", "worker"})
        private String backend;

        private Python python;
        private SharedArray numbers;

        /** Starts Python. */
        @Setup
        public void start() {
            PythonPackages packages = PythonPackages.builder()
                    .require("numpy==2.2.6")
                    .findLinks(System.getProperty("pybridge.wheels", "."))
                    .build();
            Backend chosen = backend.equals("worker")
                    ? PythonProcess.builder()
                            .packages(packages)
                            .path(PythonFiles.directory())
                            .build()
                    : GraalPy.builder()
                            .packages(packages)
                            .pythonPath(PythonFiles.directory())
                            .build();
            python = Python.builder(chosen)
                    .pool(pool -> pool.size(1).eager(true))
                    .build();
            numbers = python.allocateShared(ItemType.DOUBLE, COUNT);
            python.call("bulk:keep", List.of(numbers));
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            numbers.close();
            python.close();
        }
    }

    /** The rival: the time of each sum in a loop of Python's. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public double sumInside(Bridged bridged) {
        return bridged.python.call("bulk:totals", List.of(TIMES), double.class);
    }

    /** A call for each sum. */
    @Benchmark
    public double sumByCall(Bridged bridged) {
        return bridged.python.call("bulk:total", List.of(bridged.numbers), double.class);
    }
}
