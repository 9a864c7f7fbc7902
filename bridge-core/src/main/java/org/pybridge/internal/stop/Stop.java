package org.pybridge.internal.stop;

import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.pool.DiscardReason;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.PendingCall;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stop under way: takes one step after the other until the call has returned, or lets its caller go. The call's thread and the
 * stop's agree on which of the two it is by {@link #outcome}, which is set once.
 */
final class Stop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Stop.class);

    /** How long it waits before it looks again for a call that was not in its interpreter. */
    private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(2);

    private enum Outcome {
        RETURNED,
        ABANDONED
    }

    private final RunningCall call;
    private final RunningCall.Reason reason;
    private final CountDownLatch returned = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

    /** Set by the thread that runs this, or by the call's when it returns before: then nothing is left to stop, nor to wait for. */
    private final AtomicBoolean begun = new AtomicBoolean();

    private volatile boolean unserved;
    private volatile StopStep step = StopStep.CANCEL;
    private @Nullable Thread runner;
    private @Nullable Interpreter interpreter;

    Stop(RunningCall call, RunningCall.Reason reason) {
        this.call = call;
        this.reason = reason;
    }

    /**
     * Says what to stop, once, before anybody else knows this.
     *
     * @param thread the one that began the call, and is in Python for it where nothing is pending; null when it is gone
     * @param where the interpreter, or null when nobody has that any more
     */
    void aim(@Nullable Thread thread, @Nullable Interpreter where) {
        runner = thread;
        interpreter = where;
    }

    RunningCall.Reason reason() {
        return reason;
    }

    /** The last step that was taken. */
    StopStep stoppedBy() {
        return step;
    }

    /**
     * Gives the stop to a thread. Where none is to be had, the watch tries again; the call ends without it if it returns before.
     *
     * @param threads give one
     */
    void begin(Executor threads) {
        unserved = false;
        try {
            threads.execute(this);
        } catch (RejectedExecutionException closed) {
            // The pool closes, which ends its interpreters by force.
            unserved = true;
        } catch (RuntimeException | Error failed) {
            LOG.warn("no thread could be had to stop a running call; it is tried again", failed);
            unserved = true;
        }
    }

    /** Whether no thread could be had for it. */
    boolean isUnserved() {
        return unserved;
    }

    /** Whether a thread works on it, or nothing is left to do. */
    boolean hasBegun() {
        return begun.get();
    }

    @Override
    public void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            escalate();
        } finally {
            gone.countDown();
        }
    }

    /**
     * Takes the steps until nothing is left to do. A call that no step has found may still be on its way to the interpreter, for as long
     * as a busy machine lets it wait: it is looked for again until it has returned.
     */
    private void escalate() {
        EnumSet<StopResult> results = EnumSet.noneOf(StopResult.class);
        do {
            for (StopStep next : EnumSet.range(StopStep.CANCEL, StopStep.KILL)) {
                results.add(take(next));
                if (hasReturned()) {
                    return;
                }
                if (next == StopStep.INTERRUPT && !call.rules().killable()) {
                    // What comes now ends the interpreter, if it can, but not for certain: no reason to keep the
                    // caller.
                    abandon();
                }
            }
            abandon();
        } while (results.contains(StopResult.NOT_HERE) && !results.contains(StopResult.TAKEN));
    }

    /** Takes a step, and waits until its grace time is over or the call has returned. */
    private StopResult take(StopStep next) {
        long until = System.nanoTime() + call.rules().grace().toNanos();
        StopResult result;
        do {
            result = ask(next);
            if (result == StopResult.TAKEN && outcome.get() != Outcome.ABANDONED) {
                step = next;
            }
            if (result != StopResult.NO_SUCH_STEP) {
                awaitReturn(result == StopResult.TAKEN ? until - System.nanoTime() : ROUND);
            }
        } while (result == StopResult.NOT_HERE && !hasReturned() && until - System.nanoTime() > 0);
        return result;
    }

    private StopResult ask(StopStep next) {
        Duration grace = call.rules().grace();
        PendingCall pending = call.pending();
        try {
            if (pending != null) {
                return pending.stop(next, grace);
            }
            return runner == null || interpreter == null
                    ? StopResult.NO_SUCH_STEP
                    : interpreter.stop(runner, next, grace);
        } catch (RuntimeException | Error failed) {
            LOG.warn("a running call could not be stopped by {}", next, failed);
            return StopResult.NO_SUCH_STEP;
        }
    }

    private void awaitReturn(long nanos) {
        try {
            returned.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException meaningless) {
            // Nobody has a reason to interrupt a thread that stops a call. The grace time is shorter then, and the stop
            // goes on.
        }
    }

    private boolean hasReturned() {
        return returned.getCount() == 0;
    }

    /** Gives up the interpreter and lets the caller go, in this order: the caller gives back a slot that is vacant then. */
    private void abandon() {
        Consumer<BridgeException> release = call.release();
        if (release != null && outcome.compareAndSet(null, Outcome.ABANDONED)) {
            step = StopStep.ABANDON;
            call.rules().pool().quarantine();
            try {
                discard(DiscardReason.STUCK);
            } finally {
                release.accept(call.exception(this, null));
            }
        }
    }

    /** The call's thread is out of Python; it goes on when nobody can mistake the next call for it. */
    void returned() {
        boolean abandoned = !outcome.compareAndSet(null, Outcome.RETURNED);
        returned.countDown();
        if (!begun.compareAndSet(false, true)) {
            awaitGone();
        }
        if (abandoned) {
            call.rules().pool().endQuarantine();
            close();
        } else if (step.compareTo(call.rules().survivable()) > 0) {
            discard(DiscardReason.STOPPED);
            closeApart();
        }
    }

    private void discard(DiscardReason why) {
        if (interpreter != null) {
            call.slot().place().discard(interpreter, why);
        }
    }

    private void closeApart() {
        try {
            call.rules().threads().execute(this::close);
        } catch (RejectedExecutionException closed) {
            close();
        }
    }

    private void close() {
        if (interpreter != null) {
            interpreter.close();
        }
    }

    private void awaitGone() {
        boolean interrupted = false;
        while (true) {
            try {
                gone.await();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
