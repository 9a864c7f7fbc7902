package org.pybridge.bench;

import java.nio.file.Path;
import java.time.Duration;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.pybridge.Python;
import org.pybridge.graalpy.GraalPy;
import org.pybridge.process.PythonProcess;
import org.pybridge.spi.Backend;

/** What each home of Python costs for the same code: the figures that help to choose one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HomeBenchmark {
    /** Where Python runs. */
    public enum Home {
        /** In the JVM, on GraalPy. */
        GRAALPY {
            @Override
            Backend backend() {
                return GraalPy.builder().pythonPath(PythonFiles.directory()).build();
            }
        },
        /** In worker processes, on the {@code python3} of the PATH. */
        WORKERS {
            @Override
            Backend backend() {
                return PythonProcess.builder().path(PythonFiles.directory()).build();
            }
        },
        /** In the JVM, on the CPython that Maven brings. On JDK 22 and later, so this module's code does not name it. */
        CPYTHON {
            @Override
            Backend backend() throws ReflectiveOperationException {
                Object builder = Class.forName("org.pybridge.cpython.CPython")
                        .getMethod("builder")
                        .invoke(null);
                Object found = builder.getClass()
                        .getMethod("path", Path[].class)
                        .invoke(builder, (Object) new Path[] {PythonFiles.directory()});
                return (Backend) found.getClass().getMethod("build").invoke(found);
            }
        };

        abstract Backend backend() throws ReflectiveOperationException;
    }

    /** A home in which nothing runs yet. */
    @State(Scope.Benchmark)
    public static class Chosen {
        /** All of them, one after the other. */
        @Param({"GRAALPY", "CPYTHON", "WORKERS"})
        private Home home;

        Python python() throws ReflectiveOperationException {
            return Python.builder(home.backend())
                    .pool(pool -> pool.size(2).acquireTimeout(Duration.ofMinutes(2)))
                    .build();
        }
    }

    /** A home whose interpreters are up. */
    @State(Scope.Benchmark)
    public static class Running {
        private Python python;

        /** Starts it. */
        @Setup
        public void start(Chosen chosen) throws ReflectiveOperationException {
            python = chosen.python();
        }

        Python python() {
            return python;
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** From nothing to the first result, in a JVM of its own. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(5)
    public int firstResult(Chosen chosen) throws ReflectiveOperationException {
        try (Python python = chosen.python()) {
            return python.eval("1 + 1").as(int.class);
        }
    }

    /** A function that does nearly nothing. */
    @Benchmark
    public int call(Running running) {
        return running.python.call("bench:add", List.of(20, 22), int.class);
    }

    /** Python code that keeps a processor busy. */
    @Benchmark
    public int loop(Running running) {
        return primes(running);
    }

    /** The same from four threads, on two interpreters: each has to wait for another one as long as it works. */
    @Benchmark
    @Threads(4)
    public int fourClients(Running running) {
        return primes(running);
    }

    private static int primes(Running running) {
        return running.python.call("bench:primes", List.of(2_000), int.class);
    }
}
