package org.pybridge.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.pybridge.internal.support.DaemonThread;

/**
 * Makes calls in interpreters that callers share: as many as the pool has slots are under way at once, on a few threads; the others wait
 * in a queue. Thread-safe.
 */
final class NonBlockingCalls implements AutoCloseable {
    private final int most;
    private final Semaphore slots;
    private final Queue<NonBlockingCall<?>> queue = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads;
    private volatile boolean closed;

    NonBlockingCalls(int slots) {
        this.most = slots;
        this.slots = new Semaphore(slots);
        int few = Math.min(slots, 2 * Runtime.getRuntime().availableProcessors());
        this.threads = new ThreadPoolExecutor(
                few,
                few,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new DaemonThread("pybridge-floating", task));
        threads.allowCoreThreadTimeOut(true);
    }

    <T> NonBlockingCall<T> submit(NonBlockingCall<T> call) {
        queue.add(call);
        drain();
        return call;
    }

    /** Begins what waits, as far as there are slots. */
    private void drain() {
        while (!closed && !queue.isEmpty() && slots.tryAcquire()) {
            NonBlockingCall<?> next = queue.poll();
            if (next == null) {
                slots.release();
            } else {
                start(next);
            }
        }
        if (closed) {
            refuseAll();
        }
    }

    /** Whoever closes may end the threads after this one has looked. */
    private void start(NonBlockingCall<?> call) {
        try {
            threads.execute(() -> begin(call));
        } catch (RejectedExecutionException shutDown) {
            slots.release();
            call.refuse();
        } catch (RuntimeException | Error noThread) {
            slots.release();
            call.completeExceptionally(noThread);
        }
    }

    private void begin(NonBlockingCall<?> call) {
        try {
            if (!call.begin(() -> endSoon(call))) {
                call.makeOnThread(this::leave);
            }
        } catch (Throwable failed) {
            call.completeExceptionally(failed);
            leave();
        }
    }

    /** The slot is held until the call has ended, so the threads are there; but there may be no memory for one. */
    private void endSoon(NonBlockingCall<?> call) {
        try {
            threads.execute(() -> end(call));
        } catch (RuntimeException | Error noThread) {
            end(call);
        }
    }

    private void end(NonBlockingCall<?> call) {
        try {
            call.end();
        } finally {
            leave();
        }
    }

    private void leave() {
        slots.release();
        endThreadsIfClosed();
        drain();
    }

    private void refuseAll() {
        for (NonBlockingCall<?> waiting; (waiting = queue.poll()) != null; ) {
            waiting.refuse();
        }
    }

    /** The threads are needed until the last call under way has ended. */
    private void endThreadsIfClosed() {
        if (closed && slots.availablePermits() == most) {
            threads.shutdown();
        }
    }

    @Override
    public void close() {
        closed = true;
        refuseAll();
        endThreadsIfClosed();
    }
}
