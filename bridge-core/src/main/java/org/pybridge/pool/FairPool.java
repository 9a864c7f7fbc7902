package org.pybridge.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PythonClosedException;

/**
 * Lends a fixed set of resources, each to one borrower at a time, in the order in which the borrowers came. Thread-safe; a virtual
 * thread that waits here does not pin.
 *
 * <p>A returned resource goes straight to the first waiter: it is never idle while somebody waits, so nobody can overtake. The most
 * recently used resource is lent first, because its code and data are warm.
 */
final class FairPool<R> {

    /** One borrower's place in the queue; {@code resource} is set once, under the lock, by whoever serves it. */
    private final class Waiter {
        private final Condition served = lock.newCondition();
        private @Nullable R resource;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<R> idle = new ArrayDeque<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final int size;
    private boolean closed;

    FairPool(Collection<? extends R> resources) {
        idle.addAll(resources);
        size = idle.size();
    }

    R borrow(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            requireOpen();
            R free = idle.pollFirst();
            return free != null ? free : await(limit);
        } finally {
            lock.unlock();
        }
    }

    void giveBack(R resource) {
        lock.lock();
        try {
            Waiter first = waiters.pollFirst();
            if (first == null) {
                idle.addFirst(resource);
            } else {
                first.resource = resource;
                first.served.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Refuses new borrowers and wakes the waiting ones; what is lent stays lent until it is given back. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiters.forEach(waiter -> waiter.served.signal());
        } finally {
            lock.unlock();
        }
    }

    int idle() {
        lock.lock();
        try {
            return idle.size();
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }

    private R await(Duration limit) throws InterruptedException {
        Waiter self = new Waiter();
        waiters.addLast(self);
        try {
            long left = limit.toNanos();
            while (self.resource == null && left > 0 && !closed) {
                left = self.served.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            giveBackUnused(self);
            throw interrupted;
        }
        if (self.resource != null) {
            return self.resource;
        }
        int waiting = waiters.size();
        waiters.remove(self);
        requireOpen();
        throw new PoolTimeoutException(limit, size, waiting);
    }

    /** A waiter can be served and interrupted at the same moment; then the resource goes to the next one. */
    private void giveBackUnused(Waiter self) {
        waiters.remove(self);
        if (self.resource != null) {
            giveBack(self.resource);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new PythonClosedException();
        }
    }
}
