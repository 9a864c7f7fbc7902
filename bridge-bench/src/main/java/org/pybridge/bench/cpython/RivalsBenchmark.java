package org.pybridge.bench.cpython;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** The same work by each library; {@link Rivals} runs it in turns and writes the tables. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RivalsBenchmark {
    private static final int LARGE = 1_000_000;
    private static final int PRIMES = 2_000;
    private static final int CALLS = 1_000;
    private static final Map<String, Integer> FIVE = Map.of("a", 1, "b", 2, "c", 3, "d", 4, "e", 5);

    /** A library that has started. */
    @State(Scope.Benchmark)
    public static class Started {
        /** Which one. */
        @Param
        private Library library;

        private Contender shared;

        /** Starts it, unless each thread does. */
        @Setup
        public void start() throws Exception {
            shared = library.isOfOneThread() ? null : library.start();
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            if (shared != null) {
                shared.close();
            }
        }
    }

    /** What one thread uses. */
    @State(Scope.Thread)
    public static class Client {
        private Contender contender;

        /** Takes the library that all share, or starts an interpreter. */
        @Setup
        public void start(Started started) throws Exception {
            contender = started.shared == null ? started.library.start() : started.shared;
        }

        /** Ends what it has started. */
        @TearDown
        public void stop(Started started) {
            if (started.shared == null) {
                contender.close();
            }
        }
    }

    /** Java's values. */
    @State(Scope.Benchmark)
    public static class Given {
        private final List<Integer> numbers = IntStream.range(0, 1_000).boxed().toList();
        private final long[] many = IntStream.range(0, LARGE).asLongStream().toArray();
        private final byte[] block = new byte[16 << 20];
        private final Map<String, Map<String, Object>> cities = BridgeRival.cities(1_000);
    }

    /** A function that does nearly nothing. */
    @Benchmark
    public int call(Client client) throws Throwable {
        return client.contender.add(70_001, 22);
    }

    /** The same before anything is warm. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public int firstCalls(Client client) throws Throwable {
        int sum = 0;
        for (int i = 0; i < CALLS; i++) {
            sum += client.contender.add(sum, i);
        }
        return sum;
    }

    /** The same where the state lasts. */
    @Benchmark
    public int session(Client client) throws Throwable {
        return client.contender.addInSession(70_001, 22);
    }

    /** An attribute of an object in Python. */
    @Benchmark
    public int attribute(Client client) throws Throwable {
        return client.contender.attribute();
    }

    /** A text of Python's. */
    @Benchmark
    public int eval(Client client) throws Throwable {
        return client.contender.evaluated(70_001);
    }

    /** A line with five variables. */
    @Benchmark
    public int run(Client client) throws Throwable {
        return client.contender.run(FIVE);
    }

    /** A coroutine, one at a time. */
    @Benchmark
    public int async(Client client) throws Throwable {
        return client.contender.addAsync(70_001, 22);
    }

    /** A thousand ints there and back. */
    @Benchmark
    public Object list(Client client, Given given) throws Throwable {
        return client.contender.thereAndBack(given.numbers);
    }

    /** A thousand records there, and new ones back. */
    @Benchmark
    public Object records(Client client, Given given) throws Throwable {
        return client.contender.records(given.cities);
    }

    /** A million ints to Java. */
    @Benchmark
    public Object intsOut(Client client) throws Throwable {
        return client.contender.ints(LARGE);
    }

    /** A million ints to Python. */
    @Benchmark
    public int intsIn(Client client, Given given) throws Throwable {
        return client.contender.take(given.many);
    }

    /** 16 MiB to Java. */
    @Benchmark
    public byte[] bytesOut(Client client) throws Throwable {
        return client.contender.bytes();
    }

    /** 16 MiB to Python. */
    @Benchmark
    public int bytesIn(Client client, Given given) throws Throwable {
        return client.contender.takeBytes(given.block);
    }

    /** A generator of ten thousand. */
    @Benchmark
    public long generator(Client client) throws Throwable {
        return client.contender.generated(10_000);
    }

    /** A thousand calls of a function of Java's. */
    @Benchmark
    public long callbacks(Client client) throws Throwable {
        return client.contender.callbacks(CALLS);
    }

    /** An exception that Java catches. */
    @Benchmark
    public Throwable failure(Client client) throws Throwable {
        return client.contender.failure();
    }

    /** Work for the processor, from four threads. */
    @Benchmark
    @Threads(4)
    public int fourThreads(Client client) throws Throwable {
        return client.contender.primes(PRIMES);
    }
}
