package org.pybridge.internal.pool;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The objects, generators and iterators of one interpreter that Java still holds. They keep the interpreter from being retired, up to a
 * limit. Those that Java forgets leave by themselves. Thread-safe.
 */
final class LiveResults {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition noneLeft = lock.newCondition();
    private final Set<Object> live = Collections.newSetFromMap(new WeakHashMap<>());
    private final long limit;
    private long until;
    private boolean waiting;
    private boolean closed;

    LiveResults(Duration limit) {
        this.limit = limit.toNanos();
    }

    void add(Object result) {
        lock.lock();
        try {
            live.add(result);
        } finally {
            lock.unlock();
        }
    }

    void remove(Object result) {
        lock.lock();
        try {
            live.remove(result);
            if (live.isEmpty()) {
                noneLeft.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets the interpreter go, because the pool is closed. */
    void close() {
        lock.lock();
        try {
            closed = true;
            noneLeft.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return live.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the interpreter, which is due to be retired, has to wait for them. The limit begins with the first question. */
    boolean keepInterpreter() {
        lock.lock();
        try {
            if (closed || live.isEmpty()) {
                return false;
            }
            if (!waiting) {
                waiting = true;
                until = System.nanoTime() + limit;
            }
            return until - System.nanoTime() > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until they do not keep the interpreter any more. What the garbage collector finds tells nobody, so it is looked for. */
    void awaitEnd() throws InterruptedException {
        lock.lock();
        try {
            while (keepInterpreter()) {
                noneLeft.awaitNanos(Math.min(POLL_NANOS, until - System.nanoTime()));
            }
        } finally {
            lock.unlock();
        }
    }
}
