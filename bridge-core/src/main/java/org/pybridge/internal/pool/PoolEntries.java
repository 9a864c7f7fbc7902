package org.pybridge.internal.pool;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.spi.Interpreter;

/** The places where the interpreters of one pool live, and the spares that take over from them. Thread-safe. */
final class PoolEntries {
    private final Supplier<PoolEntry> maker;
    private final Spares spares;
    private final Executor threads;
    private final RetiredInterpreters retired;
    private final List<PoolEntry> all = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** Makes places; nothing is started. */
    PoolEntries(int count, int spares, Supplier<PoolEntry> maker, Executor threads, RetiredInterpreters retired) {
        this.retired = retired;
        this.maker = maker;
        this.spares = new Spares(spares, maker, threads);
        this.threads = threads;
        for (int i = 0; i < count; i++) {
            all.add(maker.get());
        }
    }

    List<PoolEntry> all() {
        return all;
    }

    int started() {
        return (int) all.stream().filter(PoolEntry::isStarted).count();
    }

    /** Counts the interpreters that are up and that nobody uses: all their slots are among those that are unused. */
    int idle(List<Slot> unused, int callers) {
        Map<PoolEntry, Long> free = unused.stream().collect(Collectors.groupingBy(Slot::place, Collectors.counting()));
        return (int) all.stream()
                .filter(place -> place.isStarted() && free.getOrDefault(place, 0L) == callers)
                .count();
    }

    /** How much memory each interpreter has that is up; empty where the backend cannot tell. */
    List<OptionalLong> memory() {
        return all.stream().flatMap(place -> place.memory().stream()).toList();
    }

    int spares() {
        return spares.count();
    }

    /** Starts the first interpreter, or all of them when the pool is eager. The others start side by side, after the first. */
    void start(boolean eager) {
        all.get(0).interpreter();
        if (eager) {
            try {
                CompletableFuture.allOf(all.stream()
                                .skip(1)
                                .map(place -> CompletableFuture.runAsync(place::interpreter, PoolEntries::onNewThread))
                                .toArray(CompletableFuture[]::new))
                        .join();
            } catch (CompletionException failed) {
                throw failed.getCause() instanceof RuntimeException reason ? reason : failed;
            }
        }
        spares.fill();
    }

    /** Starts an interpreter in the background; what is to be done then is done even if it cannot be started. */
    void start(PoolEntry place, Runnable then) {
        Runnable start = () -> {
            try {
                place.interpreter();
            } catch (RuntimeException again) {
                // The next borrower's own start says why.
            } finally {
                then.run();
            }
        };
        inBackground(start, then);
    }

    /** Moves the slots of a place to a spare; false when none is ready. */
    boolean moveToSpare(List<Slot> slots) {
        PoolEntry spare = spares.take();
        if (spare == null) {
            return false;
        }
        move(slots, spare);
        return true;
    }

    /** Moves the slots of a place to a new one, whose interpreter has to be started. */
    PoolEntry moveToNew(List<Slot> slots) {
        PoolEntry next = maker.get();
        move(slots, next);
        return next;
    }

    /** Closes the interpreter that is left behind, unless its results are in use. Whichever comes last, a move or the end, closes the one that is moved to. */
    private void move(List<Slot> slots, PoolEntry next) {
        PoolEntry before = slots.get(0).place();
        Interpreter old = retired.keep(before) ? null : before.leave();
        slots.forEach(slot -> slot.moveTo(next));
        all.add(next);
        all.remove(before);
        if (closed) {
            next.close();
        }
        if (old != null) {
            inBackground(old::close, old::close);
        }
    }

    @Nullable
    PoolEntry of(Interpreter interpreter) {
        for (PoolEntry place : all) {
            if (place.holds(interpreter)) {
                return place;
            }
        }
        return retired.of(interpreter);
    }

    void close() {
        closed = true;
        all.forEach(PoolEntry::close);
        retired.closeAll();
        spares.close();
    }

    private void inBackground(Runnable work, Runnable whenClosed) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException shutDown) {
            whenClosed.run();
        }
    }

    private static void onNewThread(Runnable start) {
        new DaemonThread("pybridge-start", start).start();
    }
}
