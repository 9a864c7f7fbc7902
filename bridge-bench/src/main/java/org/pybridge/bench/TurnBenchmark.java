package org.pybridge.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.pybridge.PythonException;

/** Ways back that are no results: an exception that Java catches, and a function of Java's that Python calls. {@link HomeBenchmark#call} is a plain call. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 15, time = 1)
@Measurement(iterations = 5, time = 1)
public class TurnBenchmark {
    private static final int CALLBACKS = 1_000;

    private static final LongUnaryOperator NEXT = number -> number + 1;

    /** The rival. */
    @State(Scope.Thread)
    public static class Raw {
        private final ProxyExecutable next = arguments -> arguments[0].asLong() + 1;
        private RawPython python;
        private Value add;
        private Value fail;
        private Value repeat;

        /** Starts Python. */
        @Setup
        public void start() {
            python = RawPython.pooled();
            add = python.function("add");
            fail = python.function("fail");
            repeat = python.function("repeat");
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** A call, to compare with. */
    @Benchmark
    public int rawCall(Raw raw) {
        return raw.add.execute(20, 22).asInt();
    }

    /** The message, and all frames with their lines. */
    @Benchmark
    public int rawError(Raw raw) {
        try {
            raw.fail.executeVoid();
            throw new AssertionError("nothing was raised");
        } catch (PolyglotException raised) {
            int lines = raised.getMessage().length();
            for (PolyglotException.StackFrame frame : raised.getPolyglotStackTrace()) {
                lines += frame.getSourceLocation() == null
                        ? 0
                        : frame.getSourceLocation().getStartLine();
            }
            return lines;
        }
    }

    /** Raised in the fourth frame. */
    @Benchmark
    public int error(HomeBenchmark.Running running) {
        try {
            running.python().call("bench:fail", List.of());
            throw new AssertionError("nothing was raised");
        } catch (PythonException raised) {
            return raised.error().frames().size();
        }
    }

    /** One of a thousand in a loop. */
    @Benchmark
    @OperationsPerInvocation(CALLBACKS)
    public long rawCallback(Raw raw) {
        return raw.repeat.execute(raw.next, CALLBACKS).asLong();
    }

    /** One of a thousand in a loop. */
    @Benchmark
    @OperationsPerInvocation(CALLBACKS)
    public long callback(HomeBenchmark.Running running) {
        return running.python().call("bench:repeat", List.of(NEXT, CALLBACKS), long.class);
    }
}
