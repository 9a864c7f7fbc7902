package org.pybridge.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Value;
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

/** 16 MiB of bytes, out and in. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BytesBenchmark {

    /** Java's bytes. */
    @State(Scope.Thread)
    public static class Given {
        private final byte[] block = new byte[16 << 20];
    }

    /** The rival. */
    @State(Scope.Thread)
    public static class Raw {
        private RawPython python;
        private Value encode;

        /** Starts Python. */
        @Setup
        public void start() {
            python = RawPython.alone();
            encode = python.function("length_of_latin1");
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The library. */
    @State(Scope.Thread)
    public static class Bridged {
        private Python python;

        /** Starts Python. */
        @Setup
        public void start() {
            python = BridgedPython.start(1);
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The rival of the way out: a copy inside Java. */
    @Benchmark
    public byte[] copy(Given given) {
        byte[] copy = new byte[given.block.length];
        System.arraycopy(given.block, 0, copy, 0, copy.length);
        return copy;
    }

    /** The library, out. */
    @Benchmark
    public byte[] out(Bridged bridged) {
        return bridged.python.call("bench:block", List.of(), byte[].class);
    }

    /** The rival of the way in. */
    @Benchmark
    public int rawIn(Raw raw, Given given) {
        return raw.encode
                .execute(new String(given.block, StandardCharsets.ISO_8859_1))
                .asInt();
    }

    /** The library, in. */
    @Benchmark
    public int in(Bridged bridged, Given given) {
        return bridged.python.call("bench:length", List.of(given.block), int.class);
    }
}
