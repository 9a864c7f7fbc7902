package org.pybridge.cpython;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.PythonException;

/**
 * A thread in one CPython interpreter: its thread state, and the call that it is in. The thread alone changes this, in place, because a
 * thread-local variable costs 7 ns each time it is read or set; others look whether it is in a call, and stop that.
 *
 * <p>What only changes with Python's lock held: {@link #stopping} and {@link #calls}.
 */
final class PythonThread {
    private final ThreadStates states;
    final Scratch scratch = new Scratch();

    /** The thread state; 0 where there is none. */
    private long state;

    private volatile long ident;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile @Nullable Stopping stopping;
    private boolean woken;
    private boolean unwound;
    private int javaCalls;
    private boolean interruptedHere;
    private int callbacks;
    private @Nullable Map<PythonException, Long> raised;
    private @Nullable Output output;
    private @Nullable CPythonInterpreter interpreter;

    /** What a call is being stopped by. */
    enum Stopping {
        CANCELLED,
        INTERRUPTED
    }

    PythonThread(ThreadStates states) {
        this.states = states;
    }

    /** Goes into Python for a call, and waits for its lock. */
    void enter() {
        states.open();
        if (state == 0) {
            state = states.take();
        }
        ThreadApi.attach(state);
        if (ident == 0) {
            ident = ThreadApi.currentIdent();
        }
        // Not released only: who closes the interpreter has to see this, or this thread sees that it is closed.
        calls.set(calls.getPlain() + 1);
    }

    /** Leaves Python after a call, and gives its lock back. */
    void leave() {
        int left = calls.getPlain() - 1;
        calls.setRelease(left);
        unwound = false;
        if (stopping != null) {
            settle(left);
        }
        ThreadApi.detach();
        states.leave(left == 0);
    }

    /** What was raised in this thread too late to meet the call does not meet the next one. */
    private void settle(int left) {
        ThreadApi.raiseIn(ident, 0);
        if (left == 0) {
            stopping = null;
            forget();
        }
    }

    private synchronized void forget() {
        woken = false;
        notifyAll();
    }

    /** Waits until the thread has left its call, or for so long. */
    synchronized void awaitEnd(long millis) {
        long until = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis; left > 0 && isInCall(); left = (until - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Releases the lock for a while, in a call of Java's; returns what {@link #resume} wants. */
    long pause() {
        long before = state;
        state = ThreadApi.detach();
        changeWaits(1);
        return before;
    }

    /** Takes the lock again. */
    void resume(long before) {
        changeWaits(-1);
        ThreadApi.attach(state);
        state = before;
    }

    /** Goes into Java's code or comes back; an interrupt of ours that it did not see is none of the caller's. */
    private synchronized void changeWaits(int by) {
        javaCalls += by;
        if (by < 0 && interruptedHere) {
            interruptedHere = false;
            Thread.interrupted();
        }
    }

    /** Interrupts Java's code that Python has called. */
    synchronized void interruptJava(Thread thread) {
        if (javaCalls > 0) {
            interruptedHere = true;
            thread.interrupt();
        }
    }

    /** Says that the call has left Python by an exception: what is still to be done for it is not to be interrupted. */
    void unwind() {
        if (stopping != null) {
            unwound = true;
            ThreadApi.raiseIn(ident, 0);
        }
    }

    /** Tells whether it is in a call that was interrupted and has not ended. */
    boolean isToBeInterrupted() {
        return isInCall() && !unwound && stopping == Stopping.INTERRUPTED;
    }

    /** Begins a callback; returns what {@link #endCallback} wants. */
    @Nullable
    Map<PythonException, Long> beginCallback() {
        Map<PythonException, Long> before = raised;
        raised = null;
        callbacks++;
        return before;
    }

    /** Ends a callback, with the lock held. */
    void endCallback(@Nullable Map<PythonException, Long> before) {
        Map<PythonException, Long> known = raised;
        if (known != null) {
            known.values().forEach(ObjectApi::decRef);
        }
        raised = before;
        callbacks--;
    }

    /** Notes what Python's exception is that a call of a callback has raised: if the callback throws it on, that is raised again. */
    void note(PythonException made, long error) {
        if (callbacks > 0) {
            ObjectApi.incRef(error);
            raised = raised == null ? new IdentityHashMap<>() : raised;
            raised.put(made, error);
        }
    }

    /** Returns Python's exception for what a callback threw, a borrowed reference; or 0. */
    long raisedAs(Throwable thrown) {
        return raised != null && thrown instanceof PythonException exception ? raised.getOrDefault(exception, 0L) : 0;
    }

    /** Says what the thread works for; returns where it printed before. */
    @Nullable
    Output work(@Nullable CPythonInterpreter here, @Nullable Output to) {
        Output before = output;
        interpreter = here;
        output = to;
        return before;
    }

    @Nullable
    Output output() {
        return output;
    }

    @Nullable
    CPythonInterpreter interpreter() {
        return interpreter;
    }

    boolean isInCall() {
        return calls.get() > 0;
    }

    /** Python's number of the thread. */
    long ident() {
        return ident;
    }

    /** Says that the call is to end, and wakes the thread if it sleeps. */
    synchronized void stop(Stopping by) {
        stopping = by;
        woken = true;
        notifyAll();
    }

    /** Sleeps, in a call of Java's, until the time is over, the call is to end, or Java interrupts the thread, whose flag is set then. */
    synchronized void sleep(long nanos) {
        long until = System.nanoTime() + nanos;
        try {
            for (long left = nanos; left > 0 && !woken; left = until - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        // Python code that goes on after it was woken can sleep again.
        woken = false;
    }

    @Nullable
    Stopping stopping() {
        return stopping;
    }
}
