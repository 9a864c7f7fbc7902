package org.pybridge.internal.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Interpreters that were started ahead, each in a place of its own; whoever takes one has the next one started. Thread-safe. */
final class Spares {
    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<PoolEntry> ready = new ArrayDeque<>();
    private final Supplier<PoolEntry> places;
    private final Executor threads;
    private final int most;
    private int coming;
    private boolean closed;

    Spares(int most, Supplier<PoolEntry> places, Executor threads) {
        this.most = most;
        this.places = places;
        this.threads = threads;
    }

    /** Gives a place whose interpreter is up, or null. */
    @Nullable
    PoolEntry take() {
        lock.lock();
        try {
            PoolEntry taken = ready.pollFirst();
            while (taken != null && !taken.isStarted()) {
                taken = ready.pollFirst();
            }
            return taken;
        } finally {
            lock.unlock();
            fill();
        }
    }

    /** Starts what is missing, in the background. */
    void fill() {
        while (isOneMissing()) {
            try {
                threads.execute(this::start);
            } catch (RejectedExecutionException shutDown) {
                return;
            }
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOneMissing() {
        lock.lock();
        try {
            boolean missing = !closed && ready.size() + coming < most;
            coming += missing ? 1 : 0;
            return missing;
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        PoolEntry place = places.get();
        try {
            place.interpreter();
        } catch (RuntimeException failed) {
            // Closing ends those that are starting, too.
            if (!isClosed()) {
                LOG.warn("no interpreter could be started ahead; the next one is tried when one is needed", failed);
            }
        }
        lock.lock();
        try {
            coming--;
            if (!closed && place.isStarted()) {
                ready.addLast(place);
                return;
            }
        } finally {
            lock.unlock();
        }
        place.close();
    }

    int count() {
        lock.lock();
        try {
            return ready.size();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        Deque<PoolEntry> unused;
        lock.lock();
        try {
            closed = true;
            unused = new ArrayDeque<>(ready);
            ready.clear();
        } finally {
            lock.unlock();
        }
        unused.forEach(PoolEntry::close);
    }
}
