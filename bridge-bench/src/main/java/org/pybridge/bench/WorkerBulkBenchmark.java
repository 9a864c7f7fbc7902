package org.pybridge.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.Python;
import org.pybridge.SharedArray;
import org.pybridge.process.PythonProcess;

/** Large blocks to a worker and back: by value, through memory, and against the same bytes over a pipe. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WorkerBulkBenchmark {

    /** A worker, and a block. */
    @State(Scope.Thread)
    public static class Worker {
        /** How many bytes the block has. */
        @Param({"67108864"})
        private int size;

        private Python python;
        private SharedArray array;
        private byte[] bytes;

        /** Starts it. */
        @Setup
        public void start() {
            python = Python.builder(PythonProcess.builder()
                            .path(PythonFiles.directory())
                            .build())
                    .pool(pool -> pool.size(1))
                    .build();
            array = python.allocateShared(ItemType.DOUBLE, size / Double.BYTES);
            bytes = new byte[size];
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            array.close();
            python.close();
        }
    }

    /** Two pipes. */
    @State(Scope.Thread)
    public static class Pipe {
        private Child child;

        /** Starts the process. */
        @Setup
        public void start() throws IOException {
            child = new Child("python3", "swallow.py");
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            child.close();
        }
    }

    /** The bytes over a pipe, and a word back. */
    @Benchmark
    public byte[] pipe(Worker worker, Pipe pipe) throws IOException {
        return pipe.child.exchange(worker.bytes);
    }

    /** An array that both sides have, handed over. */
    @Benchmark
    public int sharedArray(Worker worker) {
        return worker.python.call("bench:length", List.of(worker.array), int.class);
    }

    /** The bytes as an argument. */
    @Benchmark
    public int bytesIn(Worker worker) {
        return worker.python.call("bench:length", List.of(worker.bytes), int.class);
    }

    /** The same as a buffer, which is a {@code memoryview} in Python. */
    @Benchmark
    public int bufferIn(Worker worker) {
        PyBuffer buffer = PyBuffer.of(ItemType.UNSIGNED_BYTE, ByteBuffer.wrap(worker.bytes), worker.size);
        return worker.python.call("bench:length", List.of(buffer), int.class);
    }

    /** Bytes as a result. */
    @Benchmark
    public byte[] bytesOut(Worker worker) {
        return worker.python.call("builtins:bytes", List.of(worker.size), byte[].class);
    }

    /** Numbers as a result. */
    @Benchmark
    public double[] numbersOut(Worker worker) {
        return worker.python.call("bench:zeros", List.of(worker.size / Double.BYTES), double[].class);
    }
}
