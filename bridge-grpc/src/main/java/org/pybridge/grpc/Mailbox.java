package org.pybridge.grpc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to one waiting thread until it is closed. An interrupt does not end the wait, and is for others to see, who look at the
 * thread's mark. Thread-safe.
 */
final class Mailbox<T> {
    private static final long SHOWN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<T> messages = new ArrayDeque<>();
    private boolean closed;

    void put(T message) {
        lock.lock();
        try {
            messages.addLast(message);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Puts a message back that is for somebody who waits outside of the present one. */
    void putBack(T message) {
        lock.lock();
        try {
            messages.addFirst(message);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next message; null once there is none and will be none. */
    @Nullable
    T take() {
        boolean interrupted = false;
        try {
            while (true) {
                lock.lock();
                try {
                    T next = messages.poll();
                    if (next != null || closed) {
                        return next;
                    }
                    changed.awaitNanos(interrupted ? SHOWN_NANOS : Long.MAX_VALUE);
                } catch (InterruptedException shown) {
                    interrupted = true;
                } finally {
                    lock.unlock();
                }
                if (interrupted) {
                    show();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Bears the mark of an interrupt for a while, in which no wait is possible. */
    private void show() {
        Thread.currentThread().interrupt();
        long until = System.nanoTime() + SHOWN_NANOS;
        while (isEmpty() && System.nanoTime() - until < 0) {
            Thread.yield();
        }
        // Gone when a wait begins; borne again after it.
        Thread.interrupted();
    }

    private boolean isEmpty() {
        lock.lock();
        try {
            return messages.isEmpty() && !closed;
        } finally {
            lock.unlock();
        }
    }
}
