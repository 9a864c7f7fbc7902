package org.pybridge.internal.stop;

import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.pool.DiscardReason;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.PendingCall;
import org.pybridge.spi.Rung;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stop under way: takes one rung after the other until the call has returned, or lets its caller go. The call's thread and the
 * stop's agree on which of the two it is by {@link #outcome}, which is set once.
 */
final class Stop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Stop.class);

    private enum Outcome {
        RETURNED,
        ABANDONED
    }

    private final RunningCall call;
    private final RunningCall.Reason reason;
    private final CountDownLatch returned = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    private volatile Rung rung = Rung.CANCEL;
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

    /** The last rung that was taken. */
    Rung rung() {
        return rung;
    }

    @Override
    public void run() {
        try {
            climb();
        } finally {
            letGo();
        }
    }

    /** Says that this stop will not touch the interpreter any more. */
    void letGo() {
        gone.countDown();
    }

    private void climb() {
        for (Rung next : EnumSet.range(Rung.CANCEL, Rung.KILL)) {
            if (hasReturned() || take(next)) {
                return;
            }
            if (next == Rung.INTERRUPT && !call.rules().killable()) {
                // What comes now ends the interpreter, if it can, but not for certain: no reason to keep the caller.
                abandon();
            }
        }
        abandon();
    }

    private boolean take(Rung next) {
        Duration grace = call.rules().grace();
        long until = System.nanoTime() + grace.toNanos();
        try {
            if (!isTaken(next, grace)) {
                return hasReturned();
            }
            if (outcome.get() != Outcome.ABANDONED) {
                rung = next;
            }
            return returned.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
            return hasReturned();
        } catch (RuntimeException failed) {
            LOG.warn("a running call could not be stopped by {}", next, failed);
            return hasReturned();
        }
    }

    /** Tells whether a rung was there to take. */
    private boolean isTaken(Rung next, Duration grace) {
        PendingCall pending = call.pending();
        if (pending != null) {
            return pending.stop(next, grace);
        }
        return runner != null && interpreter != null && interpreter.stop(runner, next, grace);
    }

    private boolean hasReturned() {
        return returned.getCount() == 0;
    }

    /** Gives up the interpreter and lets the caller go, in this order: the caller gives back a slot that is vacant then. */
    private void abandon() {
        Consumer<BridgeException> release = call.release();
        if (release != null && outcome.compareAndSet(null, Outcome.ABANDONED)) {
            rung = Rung.ABANDON;
            discard(DiscardReason.STUCK);
            call.rules().pool().quarantine();
            release.accept(call.exception(this, null));
        }
    }

    /** The call's thread is out of Python; it goes on when nobody can mistake the next call for it. */
    void returned() {
        boolean abandoned = !outcome.compareAndSet(null, Outcome.RETURNED);
        returned.countDown();
        awaitGone();
        if (abandoned) {
            call.rules().pool().endQuarantine();
            close();
        } else if (rung.compareTo(call.rules().survivable()) > 0) {
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
