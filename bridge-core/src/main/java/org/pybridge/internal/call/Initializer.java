package org.pybridge.internal.call;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.pool.InterpreterPool;
import org.pybridge.internal.stop.RunningCall;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.internal.thread.CallHandoff;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;

/**
 * Runs the init script, imports and warm-up calls of a new interpreter before its first use, within a limit. It runs on a thread of its own: whoever waits for the
 * interpreter is let go even if nothing stops its code, which then counts as quarantined until it ends. Thread-safe.
 */
public final class Initializer {
    private final Duration limit;
    private final Duration grace;
    private final InterpreterPool pool;

    public Initializer(PoolConfig config, InterpreterPool pool) {
        this.limit = config.initTimeout();
        this.grace = config.grace();
        this.pool = pool;
    }

    /**
     * Runs them.
     *
     * @throws InterpreterLostException when they took too long; it tells where Python was
     * @throws CallCancelledException when the current thread was interrupted; its flag is set again
     */
    public void run(Interpreter interpreter, Runnable work) {
        if (limit.isZero()) {
            work.run();
            return;
        }
        CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        Thread thread = new DaemonThread("pybridge-init", () -> complete(end, work));
        thread.start();
        try {
            end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw CallHandoff.asSeenHere(Objects.requireNonNull(failed.getCause()));
        } catch (TimeoutException late) {
            throw tooLong(interpreter, end, stop(interpreter, thread, end));
        } catch (InterruptedException interrupted) {
            if (stop(interpreter, thread, end) == StopStep.ABANDON) {
                leaveBehind(interpreter, end);
            }
            Thread.currentThread().interrupt();
            throw new CallCancelledException(false);
        }
    }

    private static void complete(CompletableFuture<@Nullable Void> end, Runnable work) {
        try {
            work.run();
            end.complete(null);
        } catch (Throwable failed) {
            end.completeExceptionally(failed);
        }
    }

    /** Takes one step after the other until the code has ended; gives the last one. */
    private StopStep stop(Interpreter interpreter, Thread thread, CompletableFuture<@Nullable Void> end) {
        for (StopStep step : EnumSet.range(StopStep.CANCEL, StopStep.KILL)) {
            // It may not have come to the interpreter yet; until then it is as well given its time.
            if (interpreter.stop(thread, step, grace) != StopResult.NO_SUCH_STEP && hasEnded(end)) {
                return step;
            }
        }
        return StopStep.ABANDON;
    }

    private boolean hasEnded(CompletableFuture<@Nullable Void> end) {
        try {
            end.get(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException ended) {
            return true;
        } catch (TimeoutException running) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return end.isDone();
    }

    private InterpreterLostException tooLong(
            Interpreter interpreter, CompletableFuture<@Nullable Void> end, StopStep step) {
        if (step == StopStep.ABANDON) {
            leaveBehind(interpreter, end);
        }
        Throwable failed = end.isDone() ? end.handle((none, thrown) -> thrown).join() : null;
        CallTimeoutException cause = new CallTimeoutException(limit, step, RunningCall.framesOf(failed), failed);
        return new InterpreterLostException(
                "the interpreter did not start: its init script, imports and warm-up calls did not end within initTimeout ("
                        + limit + "): " + cause.getMessage(),
                cause,
                false,
                null);
    }

    private void leaveBehind(Interpreter interpreter, CompletableFuture<@Nullable Void> end) {
        pool.quarantine();
        end.whenComplete((none, thrown) -> {
            pool.endQuarantine();
            interpreter.close();
        });
    }
}
