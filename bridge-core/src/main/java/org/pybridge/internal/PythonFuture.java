package org.pybridge.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.PythonClosedException;
import org.pybridge.spi.Interpreter;

/**
 * Work that runs in the background and can be stopped. Thread-safe.
 *
 * <p>The lock is held while the interpreter is interrupted, and {@link #end} takes it before the interpreter is given back. So an
 * interrupt never meets the next caller's call.
 */
final class PythonFuture<T> extends CompletableFuture<T> implements Runnable, Lending.Watcher {
    private final Shared shared;
    private final Function<Operations, @Nullable T> work;
    private final ReentrantLock stopping = new ReentrantLock();
    private @Nullable Interpreter running;
    private @Nullable Thread runner;

    PythonFuture(Shared shared, Function<Operations, @Nullable T> work) {
        this.shared = shared;
        this.work = work;
    }

    @Override
    @SuppressWarnings("NullAway") // a future may hold null, as Python may return None
    public void run() {
        if (isDone()) {
            return;
        }
        try {
            complete(work.apply(new WatchedCalls(shared, this)));
        } catch (Throwable failed) {
            completeExceptionally(failed);
        }
    }

    /** Ends work that was never begun. */
    void refuse() {
        completeExceptionally(new PythonClosedException());
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            shared.threads().executor().execute(this::stop);
        }
        return cancelled;
    }

    @Override
    public void begin(Interpreter interpreter) {
        stopping.lock();
        try {
            if (isCancelled()) {
                throw new CallCancelledException(false);
            }
            running = interpreter;
            runner = Thread.currentThread();
        } finally {
            stopping.unlock();
        }
    }

    @Override
    public void end() {
        stopping.lock();
        try {
            running = null;
            runner = null;
        } finally {
            stopping.unlock();
        }
    }

    private void stop() {
        stopping.lock();
        try {
            if (running != null && runner != null) {
                running.interrupt(runner);
            }
        } finally {
            stopping.unlock();
        }
    }
}
