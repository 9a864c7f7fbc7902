package org.pybridge.internal.stop;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PyFrame;
import org.pybridge.PythonException;
import org.pybridge.internal.pool.Slot;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.PendingCall;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;

/**
 * One call on its way through an interpreter, which can be stopped from any thread.
 *
 * <pre>
 *            begin             end
 *   PENDING -------> RUNNING -------> ENDED
 *      |                |               ^
 *      | stop           | stop          | the call has returned, and the Stop has let go of the interpreter
 *      v                v               |
 *    ENDED           STOPPED -----------+
 *                       |
 *                       +--> abandoned: the caller has gone on, the call is still in the interpreter
 * </pre>
 *
 * <p>Each arrow out of PENDING and RUNNING is one compare-and-set, so either the call ends or it is stopped, never both. A call that is
 * being stopped waits in {@link #end} until its stop has let go of the interpreter, and only then is the interpreter given back. So an
 * interrupt that comes late never meets the next caller's call.
 *
 * <p>An object may stand for many calls, one after the other, as long as nobody knows it but the thread that makes the call and the watch.
 * So that the watch never stops a later call than the one that it has looked at, it marks a running call as SEEN, which is otherwise the
 * same as RUNNING, and stops none that has lost the mark.
 */
public final class RunningCall {
    /** Why a call is stopped. */
    public enum Reason {
        /** Its time is up. */
        TIMEOUT,
        /** Its caller's thread was interrupted. */
        INTERRUPT,
        /** Its future was cancelled. */
        CANCEL,
        /** Its Python was closed, which ends calls by itself, except those that cannot be stopped. */
        CLOSE
    }

    /** A third of {@code nanoTime}'s range: far enough, and still comparable. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 3);

    /** How long a caller's thread has to be marked as interrupted until that is taken for an interrupt. */
    private static final long INTERRUPT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** As long, while the interpreter is being closed. */
    private static final long INTERRUPT_NANOS_AT_CLOSE = TimeUnit.SECONDS.toNanos(5);

    private static final int PENDING = 0;
    private static final int RUNNING = 1;
    private static final int SEEN = 2;
    private static final int STOPPED = 3;
    private static final int ENDED = 4;

    private final StopRules rules;
    private final Slot slot;
    private final boolean renewable;
    private final @Nullable Consumer<BridgeException> release;
    private final AtomicInteger phase = new AtomicInteger(PENDING);
    private @Nullable Duration limit;
    private @Nullable PendingCall pending;
    private long deadline;
    private volatile @Nullable Stop stop;

    // Weak, because an object that waits for its next call keeps no thread alive, and no interpreter that was given up.
    private WeakReference<@Nullable Thread> runner = new WeakReference<>(null);
    private WeakReference<@Nullable Interpreter> interpreter = new WeakReference<>(null);

    /** Used by the watch alone. */
    private @Nullable Long interruptedSince;

    private RunningCall(
            StopRules rules,
            Slot slot,
            boolean renewable,
            @Nullable Duration limit,
            @Nullable Consumer<BridgeException> release) {
        this.rules = rules;
        this.slot = slot;
        this.renewable = renewable;
        this.limit = limit;
        this.release = release;
    }

    /**
     * Makes a call that others may know, to stop it.
     *
     * @param rules how it is stopped
     * @param slot where it runs
     * @param limit how long Python may run, or null
     * @param release lets the caller go, or null where the caller itself runs Python
     */
    public RunningCall(
            StopRules rules, Slot slot, @Nullable Duration limit, @Nullable Consumer<BridgeException> release) {
        this(rules, slot, false, limit, release);
    }

    /** Makes an object that stands for the calls of a slot whose callers run Python themselves, and keep it to themselves. */
    static RunningCall renewable(StopRules rules, Slot slot) {
        return new RunningCall(rules, slot, true, null, null);
    }

    boolean isRenewable() {
        return renewable;
    }

    /** Whether the object can stand for another call: the one before has ended, or never began. */
    boolean canBeRenewed() {
        int last = phase.get();
        return renewable && (last == ENDED || last == PENDING);
    }

    /** Stands for the next call from now on. */
    RunningCall renew(@Nullable Duration nextLimit) {
        if (limit != nextLimit) {
            limit = nextLimit;
        }
        // Whoever else looks changes none that has ended, so there is nobody to agree with.
        phase.setPlain(PENDING);
        return this;
    }

    /**
     * Says that the call holds no thread: no thread can be interrupted for it, and it is stopped by its own means.
     *
     * @param floating the call, before it begins
     */
    public void holdsNoThread(PendingCall floating) {
        pending = floating;
    }

    /** Begins to run in the current thread; the time limit begins, too. */
    void begin(Interpreter where) {
        if (!interpreter.refersTo(where)) {
            interpreter = new WeakReference<>(where);
        }
        if (!runner.refersTo(Thread.currentThread())) {
            runner = new WeakReference<>(Thread.currentThread());
        }
        if (limit != null) {
            deadline = System.nanoTime() + limitNanos();
        }
        if (!phase.compareAndSet(PENDING, RUNNING)) {
            throw new CallCancelledException(false);
        }
    }

    /**
     * Ends the run in the current thread, and sees that no stop reaches further.
     *
     * @return false when the call was stopped
     */
    boolean end() {
        if (phase.compareAndSet(RUNNING, ENDED) || phase.compareAndSet(SEEN, ENDED)) {
            return true;
        }
        stopUnderWay().returned();
        return false;
    }

    /** Marks the call, as the watch; false when it does not run. */
    boolean see() {
        if (phase.compareAndSet(RUNNING, SEEN)) {
            interruptedSince = null;
        }
        return phase.get() == SEEN;
    }

    /** Stops the call, as the watch, if it is still the one that was seen. */
    void stopSeen(Reason reason) {
        stop(SEEN, new Stop(this, reason));
    }

    /** Stops the call if it runs. */
    void stopRunning(Reason reason) {
        Stop made = new Stop(this, reason);
        if (!stop(RUNNING, made)) {
            stop(SEEN, made);
        }
    }

    /**
     * Stops the call, or sees that it never begins. Does nothing when it has ended or is being stopped already.
     *
     * @param reason why
     */
    public void stop(Reason reason) {
        if (!phase.compareAndSet(PENDING, ENDED)) {
            stopRunning(reason);
        }
    }

    /** From the change of the phase on, the call's thread waits for what it was stopped by; so nothing may fail until that is known. */
    private boolean stop(int from, Stop made) {
        if (!phase.compareAndSet(from, STOPPED)) {
            return false;
        }
        made.aim(runner.get(), interpreter.get());
        stop = made;
        rules.pool().countStopped();
        made.begin(rules.threads());
        return true;
    }

    /** Gives a stop to a thread for which none was to be had before; tells whether there is one that has not begun. */
    boolean stopAgain() {
        Stop under = stop;
        if (under != null && under.isUnserved()) {
            under.begin(rules.threads());
        }
        return phase.get() == STOPPED && (under == null || !under.hasBegun());
    }

    /** Runs such a stop in the current thread, whose interrupt flag is of no concern to it. */
    void stopHere() {
        Stop under = stop;
        if (under != null && under.isUnserved()) {
            boolean interrupted = Thread.interrupted();
            under.run();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Gives the exception of a call that was stopped.
     *
     * @param failed what the interpreter threw, or null
     * @return the exception to throw
     */
    public BridgeException stopped(@Nullable Throwable failed) {
        Stop under = stopUnderWay();
        // It knows the thread and the interpreter, see above.
        stop = null;
        phase.set(ENDED);
        if (under.reason() == Reason.INTERRUPT && runsOnItsCaller()) {
            Thread.currentThread().interrupt();
        }
        return exception(under, failed);
    }

    /** Whoever stops the call says so first and then by what, without a pause. */
    private Stop stopUnderWay() {
        Stop under = stop;
        while (under == null) {
            if (phase.get() != STOPPED) {
                throw new IllegalStateException("the call has ended before");
            }
            Thread.onSpinWait();
            under = stop;
        }
        return under;
    }

    BridgeException exception(Stop under, @Nullable Throwable failed) {
        List<PyFrame> frames = framesOf(failed);
        return switch (under.reason()) {
            case TIMEOUT -> {
                Throwable cause = failed instanceof CallCancelledException ? null : failed;
                yield new CallTimeoutException(Objects.requireNonNull(limit), under.stoppedBy(), frames, cause);
            }
            case INTERRUPT, CANCEL -> new CallCancelledException(true, frames);
            case CLOSE -> new InterpreterLostException("the interpreter was closed while the call ran", failed);
        };
    }

    /**
     * Tells where Python was.
     *
     * @param failed what an interpreter threw when it was stopped, or null
     * @return the frames, outermost first; empty when they are not known
     */
    public static List<PyFrame> framesOf(@Nullable Throwable failed) {
        if (failed instanceof CallCancelledException interrupted) {
            return interrupted.frames();
        }
        return failed instanceof PythonException raised ? raised.error().frames() : List.of();
    }

    boolean hasDeadline() {
        return limit != null;
    }

    long deadline() {
        return deadline;
    }

    long limitNanos() {
        return limit == null || limit.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : limit.toNanos();
    }

    /**
     * Looks whether the caller was interrupted, for some time already: an engine that wakes a thread of its own interrupts it for a
     * moment, and one that is closed interrupts its threads until they are out of it.
     */
    boolean isCallerInterrupted(long now) {
        Thread caller = runsOnItsCaller() ? runner.get() : null;
        if (caller == null || !caller.isInterrupted()) {
            interruptedSince = null;
            return false;
        }
        if (interruptedSince == null) {
            interruptedSince = now;
        }
        Interpreter where = interpreter.get();
        long longEnough = where == null || where.isUsable() ? INTERRUPT_NANOS : INTERRUPT_NANOS_AT_CLOSE;
        return now - interruptedSince >= longEnough;
    }

    private boolean runsOnItsCaller() {
        return release == null && pending == null;
    }

    /** Tells whether a thread has made this call, and runs Python for it. */
    boolean runsOn(Thread thread) {
        return runsOnItsCaller() && runner.refersTo(thread);
    }

    /**
     * Takes one step for somebody who stops the call by rules of his own; see {@link Interpreter#stop}. He lets nobody begin another call
     * before this has come back.
     *
     * @param step the step
     * @param grace how long it may take
     * @return what came of it
     */
    public StopResult step(StopStep step, Duration grace) {
        Thread thread = runner.get();
        Interpreter where = interpreter.get();
        return thread != null && where != null && isIn(thread) ? where.stop(thread, step, grace) : StopResult.NOT_HERE;
    }

    /** Tells whether a thread is in this call, for whomever. */
    public boolean isIn(Thread thread) {
        int now = phase.get();
        return pending == null && now != PENDING && now != ENDED && runner.refersTo(thread);
    }

    /** Where it runs; null when nobody has that any more. */
    @Nullable
    Interpreter interpreter() {
        return interpreter.get();
    }

    StopRules rules() {
        return rules;
    }

    int number() {
        return slot.number();
    }

    Slot slot() {
        return slot;
    }

    /** The call itself, where it holds no thread; else null. */
    @Nullable
    PendingCall pending() {
        return pending;
    }

    /** Lets the caller go; null where the caller itself runs Python. */
    @Nullable
    Consumer<BridgeException> release() {
        return release;
    }
}
