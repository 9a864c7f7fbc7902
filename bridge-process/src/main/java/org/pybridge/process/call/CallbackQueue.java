package org.pybridge.process.call;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the callbacks of the threads that one worker's Python code has started: so many at once, and the others in their order. Thread-safe. */
final class CallbackQueue {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackQueue.class);
    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_WAITING = 1 << 14;

    private final Executor threads;
    private final ReentrantLock changing = new ReentrantLock();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    CallbackQueue(Executor threads) {
        this.threads = threads;
    }

    /** Takes a callback; false when there are more than any program has threads. */
    boolean add(Runnable callback) {
        changing.lock();
        try {
            if (running == MOST_AT_ONCE) {
                return waiting.size() < MOST_WAITING && waiting.add(callback);
            }
            threads.execute(() -> work(callback));
            running++;
            return true;
        } catch (RejectedExecutionException closed) {
            LOG.debug("a callback came after the end of its Python");
            return true;
        } finally {
            changing.unlock();
        }
    }

    private void work(Runnable first) {
        Runnable next = first;
        while (next != null) {
            try {
                next.run();
            } catch (RuntimeException | Error failed) {
                LOG.warn("a callback of a thread that Python code started was not answered", failed);
            }
            next = next();
        }
    }

    private @Nullable Runnable next() {
        changing.lock();
        try {
            Runnable next = waiting.poll();
            if (next == null) {
                running--;
            }
            return next;
        } finally {
            changing.unlock();
        }
    }
}
