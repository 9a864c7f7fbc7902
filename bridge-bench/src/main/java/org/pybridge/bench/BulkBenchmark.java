package org.pybridge.bench;

import java.nio.DoubleBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
import org.pybridge.process.PythonProcess;
import org.pybridge.spi.Backend;

/** Ten million doubles to Python and back, as a view and as a copy, and many calls as one, in this JVM and in a worker. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class BulkBenchmark {
    private static final int COUNT = 10_000_000;
    private static final int CALLS = 1000;

    /** Java's numbers, for the rival that stays in Java. */
    @State(Scope.Thread)
    public static class Given {
        private final double[] numbers = new double[COUNT];
    }

    /** The library. */
    @State(Scope.Thread)
    public static class Bridged {
        private final List<List<Object>> arguments = Collections.nCopies(CALLS, List.of(1, 2));

        /** Where Python runs. */
        @Param({"graalpy", "worker"})
        private String backend;

        private Python python;
        private SharedArray shared;

        /** Starts Python. */
        @Setup
        public void start() {
            Backend chosen = backend.equals("worker")
                    ? PythonProcess.builder().path(PythonFiles.directory()).build()
                    : GraalPy.builder().pythonPath(PythonFiles.directory()).build();
            python = Python.builder(chosen)
                    .pool(pool -> pool.size(1).eager(true))
                    .build();
            shared = python.allocateShared(ItemType.DOUBLE, COUNT);
            python.exec("bulk.make(n)", Map.of("n", COUNT, "bulk", python.eval("import bulk; bulk")));
            python.call("bulk:hold", List.of(shared));
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            shared.close();
            python.close();
        }
    }

    /** The rival of a view: a call with nothing. */
    @Benchmark
    public void nothing(Bridged bridged) {
        bridged.python.call("bulk:nothing", List.of());
    }

    /** What the view's work takes in Python, on a view that it has. */
    @Benchmark
    public void touchHeld(Bridged bridged) {
        bridged.python.call("bulk:touch_held", List.of());
    }

    /** Java writes a number, Python copies it, and Java reads the copy. */
    @Benchmark
    public double view(Bridged bridged) {
        bridged.shared.asDoubleBuffer().put(0, 1.5);
        bridged.python.call("bulk:touch", List.of(bridged.shared));
        return bridged.shared.asDoubleBuffer().get(1);
    }

    /** The rival of a copy in one direction. */
    @Benchmark
    public double[] arraycopy(Given given) {
        double[] copy = new double[COUNT];
        System.arraycopy(given.numbers, 0, copy, 0, COUNT);
        return copy;
    }

    /** A copy to Python. */
    @Benchmark
    public int copyIn(Bridged bridged, Given given) {
        return bridged.python.call("bulk:length", List.of(DoubleBuffer.wrap(given.numbers)), int.class);
    }

    /** A copy to Java. */
    @Benchmark
    public double[] copyOut(Bridged bridged) {
        return bridged.python.call("bulk:made", List.of(), double[].class);
    }

    /** The rival of many calls as one. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int callEach(Bridged bridged) {
        int sum = 0;
        for (List<Object> each : bridged.arguments) {
            sum += bridged.python.call("bulk:add", each, int.class);
        }
        return sum;
    }

    /** Many calls as one; the time is that of each. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public List<Integer> callAll(Bridged bridged) {
        return bridged.python.callAll("bulk:add", bridged.arguments, int.class);
    }
}
