package org.pybridge.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.pybridge.Output;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.internal.pool.InterpreterPool;
import org.pybridge.internal.pool.Slot;
import org.pybridge.pool.PoolConfig;

/** Borrowing and returning, without any Python; contended also with some work, about as long as a small call, while it is lent. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class PoolBenchmark {
    private static final int INTERPRETERS = 4;
    private static final int CALLERS = 8;

    /** Blackhole tokens: some 500 ns. */
    private static final long WORK = 250;

    private final ReentrantLock lock = new ReentrantLock();
    private final InterpreterPool pool = new InterpreterPool(
            PoolConfig.builder().size(INTERPRETERS).build(),
            place -> new Idle(),
            Output::toLog,
            Runnable::run,
            Telemetry.NONE);
    private GenericObjectPool<Idle> commons;
    private GenericObjectPool<Idle> fairCommons;

    /** Fills the pools. */
    @Setup
    public void fill() throws Exception {
        pool.start();
        commons = commons(false);
        fairCommons = commons(true);
    }

    private static GenericObjectPool<Idle> commons(boolean fair) throws Exception {
        GenericObjectPoolConfig<Idle> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(INTERPRETERS);
        config.setMaxIdle(INTERPRETERS);
        config.setFairness(fair);
        GenericObjectPool<Idle> pool = new GenericObjectPool<>(new Factory(), config);
        pool.addObjects(INTERPRETERS);
        return pool;
    }

    /** The rival of one thread. */
    @Benchmark
    public void lock() {
        lock.lock();
        lock.unlock();
    }

    /** The library, one thread. */
    @Benchmark
    public Slot pool() {
        Slot slot = pool.borrow(null);
        pool.giveBack(slot, true);
        return slot;
    }

    /** The library, more threads than interpreters. */
    @Benchmark
    @Threads(CALLERS)
    public void crowdedPool() {
        pool.giveBack(pool.borrow(null), true);
    }

    /** The rival of many threads. */
    @Benchmark
    @Threads(CALLERS)
    public void crowdedCommons() throws Exception {
        commons.returnObject(commons.borrowObject());
    }

    /** The rival with its fairness, which it does not have by default. */
    @Benchmark
    @Threads(CALLERS)
    public void crowdedFairCommons() throws Exception {
        fairCommons.returnObject(fairCommons.borrowObject());
    }

    /** The library, more threads than interpreters, with work. */
    @Benchmark
    @Threads(CALLERS)
    public void workingPool() {
        Slot slot = pool.borrow(null);
        Blackhole.consumeCPU(WORK);
        pool.giveBack(slot, true);
    }

    /** The rival of many threads, with work. */
    @Benchmark
    @Threads(CALLERS)
    public void workingCommons() throws Exception {
        Idle lent = commons.borrowObject();
        Blackhole.consumeCPU(WORK);
        commons.returnObject(lent);
    }

    private static final class Factory extends BasePooledObjectFactory<Idle> {
        @Override
        public Idle create() {
            return new Idle();
        }

        @Override
        public PooledObject<Idle> wrap(Idle made) {
            return new DefaultPooledObject<>(made);
        }
    }
}
