package org.pybridge.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.PythonClosedException;
import org.pybridge.internal.call.CallExecutor;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.Shared;
import org.pybridge.internal.stop.RunningCall;
import org.pybridge.internal.support.DiagnosticContext;

/**
 * Work that runs in the background and can be stopped. Thread-safe.
 *
 * <p>A cancel first cancels the future and then looks for a call; a call is first noted and then looks whether the future is cancelled.
 * So one of the two sees the other.
 */
final class PythonFuture<T> extends CompletableFuture<T> implements Runnable, CallExecutor.Watcher {
    private final Shared shared;
    private final Function<Dispatcher, @Nullable T> work;
    private final DiagnosticContext context = DiagnosticContext.current();
    private volatile @Nullable RunningCall running;

    PythonFuture(Shared shared, Function<Dispatcher, @Nullable T> work) {
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
            context.enter();
            try {
                complete(work.apply(invocation -> shared.executor().call(invocation, this)));
            } finally {
                context.leave();
            }
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
        RunningCall call = running;
        if (cancelled && call != null) {
            call.stop(RunningCall.Reason.CANCEL);
        }
        return cancelled;
    }

    @Override
    public void begin(RunningCall call) {
        running = call;
        if (isCancelled()) {
            throw new CallCancelledException(false);
        }
    }

    @Override
    public void end() {
        running = null;
    }
}
