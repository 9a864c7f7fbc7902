package org.pybridge.process.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Hands things to one waiting thread until it is closed. Waiting goes on when the thread is interrupted. Thread-safe. */
final class Mailbox<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<T> things = new ArrayDeque<>();
    private boolean closed;

    void put(T thing) {
        lock.lock();
        try {
            things.add(thing);
            changed.signal();
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

    /** Takes the next thing; throws once there is none and will be none. */
    T take() throws IOException {
        lock.lock();
        try {
            for (T next = things.poll(); ; next = things.poll()) {
                if (next != null) {
                    return next;
                }
                if (closed) {
                    throw new EOFException("the connection ended");
                }
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
