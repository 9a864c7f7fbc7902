package org.pybridge.internal.stop;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.pool.Slot;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.spi.Interpreter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops calls whose time is up or whose caller was interrupted. Thread-safe.
 *
 * <p>A call costs no task and no lock: it is in its slot's place in an array. One daemon thread, started by the first call, looks through
 * the array when the earliest deadline comes, and at least every {@link #POLL_INTERVAL}; when there has been nothing to see for a while, it sleeps
 * until a call wakes it.
 *
 * <p>No deadline is missed: a call first begins in the array and then reads when the thread will look next; the thread first says when
 * it will look next and then reads the array. So either it sees the call, or the call sees that it has to wake it.
 */
public final class CallWatchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallWatchdog.class);

    /** How often it looks for interrupted callers. */
    private static final long POLL_INTERVAL = TimeUnit.MILLISECONDS.toNanos(20);

    /** Looking more often would cost more than being so much late. */
    private static final long SHORTEST_POLL_INTERVAL = TimeUnit.MILLISECONDS.toNanos(1);

    /** How often it finds nothing before it sleeps: for five seconds, as a rule. */
    private static final int LOOKS_BEFORE_SLEEP = 250;

    /** Keeps the entries of different slots out of one cache line. */
    private static final int STRIDE = 32;

    private final StopRules rules;
    private final int patience;
    private final AtomicReferenceArray<@Nullable RunningCall> calls;
    private final ReentrantLock starting = new ReentrantLock();
    private final String name;
    private @Nullable Thread thread;
    private volatile boolean asleep = true;
    private volatile boolean closed;
    private volatile long nextLook;
    private volatile long pollInterval = POLL_INTERVAL;

    /**
     * Makes a watch.
     *
     * @param name its thread's
     * @param rules how calls are stopped
     */
    public CallWatchdog(String name, StopRules rules) {
        this(name, rules, LOOKS_BEFORE_SLEEP);
    }

    /** The same, which sleeps after it has found nothing another number of times. */
    CallWatchdog(String name, StopRules rules, int patience) {
        this.name = name;
        this.rules = rules;
        this.patience = patience;
        this.calls = new AtomicReferenceArray<>(rules.pool().slotNumbers() * STRIDE);
    }

    /**
     * Gives the call that the current thread is about to make, which nobody else gets to know. As a rule, it is the same object for one call
     * of the slot after the other, so that a call allocates nothing.
     *
     * @param slot where it runs, which the current thread has
     * @param limit how long Python may run, or null
     * @return a pending call
     */
    public RunningCall own(Slot slot, @Nullable Duration limit) {
        RunningCall last = calls.getOpaque(slot.number() * STRIDE);
        RunningCall own = last != null && last.canBeRenewed() ? last : RunningCall.renewable(rules, slot);
        return own.renew(limit);
    }

    /**
     * Begins a call in the current thread.
     *
     * @param call a pending call
     * @param interpreter what it runs in
     * @throws org.pybridge.CallCancelledException when it was stopped before
     */
    public void begin(RunningCall call, Interpreter interpreter) {
        call.begin(interpreter);
        int place = call.number() * STRIDE;
        if (calls.getOpaque(place) != call) {
            calls.set(place, call);
        }
        if (asleep || (call.hasDeadline() && call.deadline() - nextLook < 0)) {
            wakeFor(call);
        }
    }

    /** A call does not begin when there is no thread to watch over it. */
    private void wakeFor(RunningCall call) {
        try {
            wake(call);
        } catch (RuntimeException | Error noThread) {
            if (end(call)) {
                throw noThread;
            }
            throw call.stopped(noThread);
        }
    }

    /**
     * Ends a call in the current thread.
     *
     * @param call a call that {@link #begin} began
     * @return false when it was stopped, so that what came back is not the caller's
     */
    public boolean end(RunningCall call) {
        boolean byItself = call.end();
        if (!call.isRenewable()) {
            // An abandoned call comes back when its slot has another one.
            calls.compareAndSet(call.number() * STRIDE, call, null);
        }
        return byItself;
    }

    /**
     * Says that the current thread was interrupted in a callback. That is not left to be noticed: an engine may clear the mark when it
     * takes its lock again. A callback whose call was abandoned has nothing to say of the one that is in the slot now.
     *
     * @param slot the number of the slot that the thread is in
     */
    public void interruptedInCallback(int slot) {
        RunningCall call = calls.get(slot * STRIDE);
        if (call != null && call.runsOn(Thread.currentThread())) {
            call.stopRunning(RunningCall.Reason.INTERRUPT);
        }
    }

    /**
     * Finds the interpreter of a call that the current thread is in, and that waits for what the thread does now.
     *
     * @param slot the slot's number
     * @return the interpreter, or null when the thread is in no call of the slot
     */
    public @Nullable Interpreter interpreterOf(int slot) {
        RunningCall call = calls.get(slot * STRIDE);
        return call != null && call.isIn(Thread.currentThread()) ? call.interpreter() : null;
    }

    /**
     * Tells whether the current thread is in the call of a slot, which waits for it.
     *
     * @param slot the slot's number
     * @return true when the call goes on after what the thread does now
     */
    public boolean isHeldUp(int slot) {
        RunningCall call = calls.get(slot * STRIDE);
        return call != null && call.isIn(Thread.currentThread());
    }

    private void wake(RunningCall call) {
        if (call.hasDeadline()) {
            // The next call with such a limit need not wake it again.
            pollInterval = Math.min(pollInterval, Math.max(SHORTEST_POLL_INTERVAL, call.limitNanos()));
        }
        LockSupport.unpark(watcher());
    }

    private Thread watcher() {
        starting.lock();
        try {
            if (thread == null) {
                Thread made = new DaemonThread(name, this::watch);
                made.start();
                thread = made;
            }
            return thread;
        } finally {
            starting.unlock();
        }
    }

    private void watch() {
        asleep = false;
        int nothing = 0;
        while (!closed) {
            long now = System.nanoTime();
            nextLook = now + pollInterval;
            nothing = look(now) ? 0 : nothing + 1;
            if (nothing < patience) {
                LockSupport.parkNanos(this, nextLook - System.nanoTime());
            } else {
                sleep();
                nothing = 0;
            }
        }
    }

    private void sleep() {
        pollInterval = POLL_INTERVAL;
        asleep = true;
        if (!look(System.nanoTime()) && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /** Stops what has to be stopped; tells whether any call runs, and sees that no deadline is slept through. */
    private boolean look(long now) {
        boolean any = false;
        for (int i = 0; i < calls.length(); i += STRIDE) {
            RunningCall call = calls.get(i);
            if (call != null) {
                any |= lookSafely(call, now);
            }
        }
        return any;
    }

    /** No failure ends the watch, as none of memory or of a listener that is told: all deadlines depend on it. */
    private boolean lookSafely(RunningCall call, long now) {
        try {
            if (!call.see()) {
                return call.stopAgain();
            }
            look(call, now);
        } catch (RuntimeException | Error failed) {
            LOG.warn("a running call could not be looked at; it is tried again", failed);
        }
        return true;
    }

    private void look(RunningCall call, long now) {
        if (call.hasDeadline()) {
            // Read once: the slot's next call may begin meanwhile, and its deadline is no reason to look later.
            long deadline = call.deadline();
            if (deadline - now <= 0) {
                call.stopSeen(RunningCall.Reason.TIMEOUT);
            } else if (deadline - nextLook < 0) {
                nextLook = deadline;
            }
        }
        if (call.isCallerInterrupted(now)) {
            call.stopSeen(RunningCall.Reason.INTERRUPT);
        }
    }

    /** Stops the calls that still run, which nothing else has stopped, and ends the thread. */
    @Override
    public void close() {
        for (int i = 0; i < calls.length(); i += STRIDE) {
            RunningCall call = calls.get(i);
            if (call != null) {
                call.stopRunning(RunningCall.Reason.CLOSE);
                call.stopHere();
            }
        }
        closed = true;
        starting.lock();
        try {
            LockSupport.unpark(thread);
        } finally {
            starting.unlock();
        }
    }
}
