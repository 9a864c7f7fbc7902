package org.pybridge.internal.stop;

import static org.pybridge.internal.stop.Phase.Simple.ENDED;
import static org.pybridge.internal.stop.Phase.Simple.PENDING;
import static org.pybridge.internal.stop.Phase.Simple.RUNNING;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PyFrame;
import org.pybridge.PythonException;
import org.pybridge.internal.pool.Slot;
import org.pybridge.pool.DiscardReason;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.PendingCall;
import org.pybridge.spi.Rung;

/**
 * One call on its way through an interpreter, which can be stopped from any thread.
 *
 * <pre>
 *            begin             end
 *   PENDING -------> RUNNING -------> ENDED
 *      |                |               ^
 *      | stop           | stop          | the call has returned, and the Stop has let go of the interpreter
 *      v                v               |
 *    ENDED            Stop -------------+
 *                       |
 *                       +--> abandoned: the caller has gone on, the call is still in the interpreter
 * </pre>
 *
 * <p>Each arrow is one compare-and-set, so either the call ends or it is stopped, never both. A call that is being stopped waits in
 * {@link #end} until its stop has let go of the interpreter, and only then is the interpreter given back. So an interrupt that comes late
 * never meets the next caller's call.
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

    private final StopRules rules;
    private final Slot slot;
    private final Thread caller = Thread.currentThread();
    private final @Nullable Duration limit;
    private final @Nullable Consumer<BridgeException> release;
    private final AtomicReference<Phase> phase = new AtomicReference<>(PENDING);
    private @Nullable PendingCall pending;
    private @Nullable Interpreter interpreter;
    private @Nullable Thread runner;
    private long deadline;
    private @Nullable Long interruptedSince;

    /**
     * Makes the call of the current thread.
     *
     * @param rules how it is stopped
     * @param slot where it runs
     * @param limit how long Python may run, or null
     * @param release lets the caller go, or null where the caller itself runs Python
     */
    public RunningCall(
            StopRules rules, Slot slot, @Nullable Duration limit, @Nullable Consumer<BridgeException> release) {
        this.rules = rules;
        this.slot = slot;
        this.limit = limit;
        this.release = release;
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
        interpreter = where;
        runner = Thread.currentThread();
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
        if (phase.compareAndSet(RUNNING, ENDED)) {
            return true;
        }
        stopUnderWay().returned();
        return false;
    }

    /**
     * Stops the call. Does nothing when it has ended or is being stopped already.
     *
     * @param reason why
     */
    public void stop(Reason reason) {
        if (phase.get() != RUNNING && (phase.compareAndSet(PENDING, ENDED) || phase.get() != RUNNING)) {
            return;
        }
        Stop stop = new Stop(this, reason);
        if (phase.compareAndSet(RUNNING, stop)) {
            rules.pool().countStopped();
            try {
                rules.threads().execute(stop);
            } catch (RejectedExecutionException closed) {
                // The pool closes, which ends its interpreters by force.
                stop.letGo();
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
        Stop stop = stopUnderWay();
        if (stop.reason() == Reason.INTERRUPT && runner == caller) {
            caller.interrupt();
        }
        return exception(stop, failed);
    }

    private Stop stopUnderWay() {
        return (Stop) Objects.requireNonNull(phase.get());
    }

    BridgeException exception(Stop stop, @Nullable Throwable failed) {
        List<PyFrame> frames = framesOf(failed);
        return switch (stop.reason()) {
            case TIMEOUT -> {
                Throwable cause = failed instanceof CallCancelledException ? null : failed;
                yield new CallTimeoutException(Objects.requireNonNull(limit), stop.rung(), frames, cause);
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
     * moment, too.
     */
    boolean isCallerInterrupted(long now, long longEnough) {
        if (!runsOnItsCaller() || !caller.isInterrupted()) {
            interruptedSince = null;
            return false;
        }
        if (interruptedSince == null) {
            interruptedSince = now;
        }
        return now - interruptedSince >= longEnough;
    }

    private boolean runsOnItsCaller() {
        return release == null && pending == null;
    }

    /** Tells whether a thread has made this call, and runs Python for it. */
    boolean runsOn(Thread thread) {
        return runsOnItsCaller() && caller == thread;
    }

    StopRules rules() {
        return rules;
    }

    int number() {
        return slot.number();
    }

    /** Takes one rung; false when it was not there to take. */
    boolean take(Rung rung) {
        return pending != null
                ? pending.stop(rung, rules.grace())
                : interpreter().stop(Objects.requireNonNull(runner), rung, rules.grace());
    }

    boolean canBeAbandoned() {
        return release != null;
    }

    /** Gives up the interpreter and lets the caller go, in this order: the caller gives back a slot that is vacant then. */
    void abandon(Stop stop) {
        slot.place().discard(interpreter(), DiscardReason.STUCK);
        rules.pool().quarantine();
        Objects.requireNonNull(release).accept(exception(stop, null));
    }

    /** An abandoned call has returned after all. */
    void comeBack() {
        rules.pool().endQuarantine();
        interpreter().close();
    }

    /** Gives up an interpreter that did not survive the stop. */
    void discardInterpreter() {
        Interpreter ended = interpreter();
        slot.place().discard(ended, DiscardReason.STOPPED);
        try {
            rules.threads().execute(ended::close);
        } catch (RejectedExecutionException closed) {
            ended.close();
        }
    }

    private Interpreter interpreter() {
        return Objects.requireNonNull(interpreter);
    }
}
