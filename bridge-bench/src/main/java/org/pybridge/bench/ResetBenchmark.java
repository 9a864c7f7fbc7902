package org.pybridge.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.pybridge.graalpy.GraalPy;
import org.pybridge.pool.ResetPolicy;
import org.pybridge.process.PythonProcess;
import org.pybridge.spi.Backend;

/** What each reset policy costs a borrower: a small call of a function, and a small script. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class ResetBenchmark {
    /** Where Python runs. */
    @Param({"graalpy", "process"})
    public String backend;

    /** What becomes of the state that a borrower leaves. */
    @Param
    public ResetPolicy policy;

    private Python python;

    /** Starts Python; interpreters that are used once come from a spare. */
    @Setup
    public void start() {
        Backend chosen = backend.equals("graalpy")
                ? GraalPy.builder().pythonPath(PythonFiles.directory()).build()
                : PythonProcess.builder().path(PythonFiles.directory()).build();
        python = Python.builder(chosen)
                .pool(pool -> pool.size(1).resetPolicy(policy).spares(policy == ResetPolicy.FRESH ? 1 : 0))
                .build();
    }

    /** Stops Python. */
    @TearDown
    public void stop() {
        python.close();
    }

    /** A function of a module. */
    @Benchmark
    public int call() {
        return python.call("bench:add", List.of(7, 7), int.class);
    }

    /** A script. */
    @Benchmark
    public int script() {
        return python.eval("1+1").as(int.class);
    }
}
