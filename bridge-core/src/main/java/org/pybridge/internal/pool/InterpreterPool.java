package org.pybridge.internal.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.Output;
import org.pybridge.pool.PoolConfig;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.spi.DaemonThread;
import org.pybridge.spi.Interpreter;

/** The interpreters of one Python and who has them. Thread-safe. It knows nothing of engines, only {@link Interpreter}. */
public final class InterpreterPool {
    private final PoolConfig config;
    private final Duration acquireTimeout;
    private final List<Place> places = new ArrayList<>();
    private final FairPool<Slot> slots;
    private final Quarantine quarantine;
    private final LongAdder stopped = new LongAdder();

    /**
     * Makes a pool; no interpreter is started yet.
     *
     * @param config its configuration
     * @param starter starts the interpreter of a place
     * @param output makes the output of each slot
     */
    public InterpreterPool(PoolConfig config, Function<Place, Interpreter> starter, Supplier<? extends Output> output) {
        this.config = config;
        this.acquireTimeout = config.acquireTimeout();
        for (int i = 0; i < config.size(); i++) {
            places.add(new Place(starter));
        }
        List<Slot> all = new ArrayList<>();
        for (int caller = 0; caller < config.callersPerInterpreter(); caller++) {
            places.forEach(place -> all.add(new Slot(all.size(), place, output.get())));
        }
        this.quarantine = new Quarantine(config.maxQuarantined());
        this.slots = new FairPool<>(all);
    }

    /** Starts the first interpreter, or all of them when the pool is eager. The others start side by side, after the first. */
    public void start() {
        places.get(0).interpreter();
        if (config.eager()) {
            try {
                CompletableFuture.allOf(places.stream()
                                .skip(1)
                                .map(place ->
                                        CompletableFuture.runAsync(place::interpreter, InterpreterPool::onNewThread))
                                .toArray(CompletableFuture[]::new))
                        .join();
            } catch (CompletionException failed) {
                throw failed.getCause() instanceof RuntimeException reason ? reason : failed;
            }
        }
    }

    /**
     * Borrows a slot, to be given back.
     *
     * @param where the only place that will do, or null for any
     * @return a slot
     * @throws org.pybridge.PoolTimeoutException when none came free in time
     * @throws org.pybridge.PoolStuckException when none is left that could come free
     * @throws CallCancelledException when the thread was interrupted; its flag is set again
     */
    public Slot borrow(@Nullable Place where) {
        try {
            return slots.borrow(acquireTimeout, where == null ? null : slot -> slot.place() == where);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException(false);
        }
    }

    /**
     * Takes a slot back.
     *
     * @param slot a borrowed one
     */
    public void giveBack(Slot slot) {
        slots.giveBack(slot);
    }

    /**
     * Takes back a slot whose interpreter was given up. Another one starts before the slot is lent again, so that no caller waits for
     * the start while others could be served; or the slot stays out of use, when too many are stuck already.
     *
     * @param slot a borrowed one
     * @param threads runs the start
     */
    public void replace(Slot slot, Executor threads) {
        if (quarantine.keepsOut(slot)) {
            slots.withdraw();
        } else {
            restart(slot, threads);
        }
    }

    /** Counts a call that is stopped. */
    public void countStopped() {
        stopped.increment();
    }

    /** Counts an interpreter that was given up with a call still in it. */
    public void quarantine() {
        quarantine.enter();
    }

    /**
     * Counts one that has ended after all, and uses again a slot that was kept out because of it.
     *
     * @param threads runs the start of its interpreter
     */
    public void endQuarantine(Executor threads) {
        Slot slot = quarantine.leave(slots::readmit);
        if (slot != null) {
            restart(slot, threads);
        }
    }

    private void restart(Slot slot, Executor threads) {
        try {
            threads.execute(() -> {
                try {
                    slot.interpreter();
                } catch (RuntimeException again) {
                    // The next borrower's own start says why.
                } finally {
                    slots.giveBack(slot);
                }
            });
        } catch (RejectedExecutionException closed) {
            slots.giveBack(slot);
        }
    }

    /**
     * Finds the place of an interpreter.
     *
     * @param interpreter an interpreter of this pool, or of none
     * @return its place, or null when it is not here, or no more
     */
    public @Nullable Place placeOf(Interpreter interpreter) {
        for (Place place : places) {
            if (place.holds(interpreter)) {
                return place;
            }
        }
        return null;
    }

    /**
     * Counts the slots.
     *
     * @return how many calls can run at once
     */
    public int slots() {
        return config.size() * config.callersPerInterpreter();
    }

    /**
     * Counts.
     *
     * @return the figures now
     */
    public PoolStatistics statistics() {
        FairPool.Figures figures = slots.figures();
        int size = slots();
        return new PoolStatistics(
                size,
                (int) places.stream().filter(Place::isStarted).count(),
                size - figures.idle(),
                figures.idle(),
                figures.waiting(),
                figures.borrowed(),
                figures.timeouts(),
                places.stream().mapToLong(Place::lost).sum(),
                stopped.sum(),
                quarantine.stuck(),
                Duration.ofNanos(figures.waitedNanos()));
    }

    /**
     * Closes all interpreters.
     *
     * @param patience how long to wait for what is lent
     */
    public void close(Duration patience) {
        slots.close();
        try {
            slots.awaitAll(patience);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        places.forEach(Place::close);
    }

    private static void onNewThread(Runnable start) {
        new DaemonThread("pybridge-start", start).start();
    }
}
