package org.pybridge.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.Call;
import org.pybridge.CallCancelledException;
import org.pybridge.Output;
import org.pybridge.PythonClosedException;
import org.pybridge.internal.call.CallExecutor;
import org.pybridge.internal.call.CallFitting;
import org.pybridge.internal.convert.type.Reader;
import org.pybridge.internal.observe.TimedCall;
import org.pybridge.internal.pool.Slot;
import org.pybridge.internal.stop.RunningCall;
import org.pybridge.internal.support.DiagnosticContext;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.PendingCall;

/**
 * A call that holds a slot while Python works on it, but no thread: one begins it, and perhaps another ends it. Thread-safe.
 *
 * <p>As with {@link PythonFuture}, a cancel first cancels the future and then looks for a call; a call is first noted and then looks
 * whether the future is cancelled.
 */
final class NonBlockingCall<T> extends CompletableFuture<T> {
    private final Operations operations;
    private final Call<T> call;
    private final Function<Call<T>, CompletableFuture<T>> onThread;
    private final Reader reader;
    private final DiagnosticContext context = DiagnosticContext.current();
    private volatile @Nullable Running running;

    /** The call while it is in an interpreter. */
    private record Running(
            Slot slot,
            RunningCall call,
            PendingCall pending,
            Output output,
            @Nullable TimedCall timed) {

        /** Tells whoever wants to know that it has ended. */
        void ended(@Nullable Throwable thrown) {
            if (timed != null) {
                timed.ended(thrown);
            }
        }
    }

    /**
     * Describes it.
     *
     * @param onThread makes it where it needs a thread
     */
    NonBlockingCall(Operations operations, Call<T> call, Function<Call<T>, CompletableFuture<T>> onThread) {
        this.operations = operations;
        this.call = call;
        this.onThread = onThread;
        this.reader = operations.conversions().reader(call.type());
    }

    /**
     * Begins it in the current thread.
     *
     * @param whenEnded is run when {@link #end} is to be called
     * @return false when it has to be made by a thread that waits for it
     */
    boolean begin(Runnable whenEnded) {
        if (isDone()) {
            whenEnded.run();
            return true;
        }
        context.enter();
        try {
            return beginForCaller(whenEnded);
        } finally {
            context.leave();
        }
    }

    private boolean beginForCaller(Runnable whenEnded) {
        CallExecutor executor = operations.shared.executor();
        Invocation invocation = operations.invocation(call, reader);
        Slot slot = executor.borrowFor(invocation);
        boolean begun = false;
        try {
            Interpreter interpreter = executor.interpreter(slot);
            Output output = call.output().orElse(slot.output());
            PendingCall pending = interpreter.pending(CallFitting.fitted(invocation), output);
            if (pending != null) {
                Running now = new Running(
                        slot,
                        executor.floating(slot, invocation.options()),
                        pending,
                        output,
                        executor.measure(invocation));
                begin(now, interpreter, whenEnded);
                begun = true;
            }
            return pending != null;
        } finally {
            if (!begun) {
                running = null;
                executor.giveBack(slot, CallOptions.DEFAULT, true);
            }
        }
    }

    private void begin(Running now, Interpreter interpreter, Runnable whenEnded) {
        CallExecutor executor = operations.shared.executor();
        now.call().holdsNoThread(now.pending());
        running = now;
        try {
            if (isCancelled()) {
                throw new CallCancelledException(false);
            }
            now.slot().place().entered(now.slot());
            executor.watch().begin(now.call(), interpreter);
            send(now, whenEnded);
        } catch (RuntimeException | Error failed) {
            now.ended(failed);
            throw failed;
        }
    }

    private void send(Running now, Runnable whenEnded) {
        try {
            now.pending().begin(whenEnded);
        } catch (RuntimeException | Error unsent) {
            if (operations.shared.executor().watch().end(now.call())) {
                throw unsent;
            }
            throw now.call().stopped(unsent);
        }
    }

    /** Takes the result, gives the slot back, and completes the future. */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // the reader was made for the type, and gives null where it can be null
    void end() {
        Running now = running;
        if (now == null) {
            return;
        }
        try {
            context.enter();
            try {
                complete((T) reader.read(measuredOutcome(now)));
            } finally {
                context.leave();
            }
        } catch (Throwable failed) {
            completeExceptionally(failed);
        }
    }

    private @Nullable Object measuredOutcome(Running now) {
        try {
            Object result = outcome(now);
            now.ended(null);
            return result;
        } catch (Throwable failed) {
            now.ended(failed);
            throw failed;
        }
    }

    private @Nullable Object outcome(Running now) {
        CallExecutor executor = operations.shared.executor();
        try {
            Object result;
            try {
                result = now.pending().result();
            } catch (Throwable failed) {
                if (executor.watch().end(now.call())) {
                    throw failed;
                }
                throw now.call().stopped(failed);
            }
            if (executor.watch().end(now.call())) {
                now.slot().place().prove();
                return result;
            }
            throw now.call().stopped(null);
        } finally {
            running = null;
            now.output().end();
            executor.giveBack(now.slot(), CallOptions.DEFAULT, true);
        }
    }

    /** Ends a call that was never begun. */
    void refuse() {
        completeExceptionally(new PythonClosedException());
    }

    /**
     * Makes the call on a thread that waits for it.
     *
     * @param afterwards is run when it has ended
     */
    void makeOnThread(Runnable afterwards) {
        CompletableFuture<T> made = onThread.apply(call);
        whenComplete((result, failed) -> {
            if (isCancelled()) {
                made.cancel(true);
            }
        });
        made.whenComplete((result, failed) -> {
            afterwards.run();
            take(result, failed);
        });
    }

    @SuppressWarnings("NullAway") // a future may hold null, as Python may return None
    private void take(@Nullable T result, @Nullable Throwable failed) {
        if (failed == null) {
            complete(result);
        } else {
            completeExceptionally(failed);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Running now = running;
        if (cancelled && now != null) {
            now.call().stop(RunningCall.Reason.CANCEL);
        }
        return cancelled;
    }
}
