package org.pybridge.cpython;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.internal.support.PerThread;

/**
 * The threads of one interpreter, and their thread states, which they keep, because a new one costs 8 µs. Thread-safe.
 */
final class ThreadStates {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final long interpreter;
    private final Cleaner cleaner;
    private final @Nullable Anchor anchor;
    private final Set<Long> kept = ConcurrentHashMap.newKeySet();
    private final PerThread<PythonThread> threads = new PerThread<>(() -> new PythonThread(this), parent -> null);
    private final Queue<Long> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicBoolean reaping = new AtomicBoolean();

    /**
     * Begins without any.
     *
     * @param interpreter the interpreter's address
     * @param cleaner tells which threads have ended
     * @param anchor where threads go that leave, or null for an interpreter that never ends
     */
    ThreadStates(long interpreter, Cleaner cleaner, @Nullable Anchor anchor) {
        this.interpreter = interpreter;
        this.cleaner = cleaner;
        this.anchor = anchor;
    }

    /**
     * Goes in, before the current thread touches the interpreter.
     *
     * @throws InterpreterLostException when it has ended
     */
    void open() {
        if (anchor != null && inside.incrementAndGet() < 0) {
            inside.decrementAndGet();
            throw new InterpreterLostException("the interpreter was closed", null);
        }
    }

    /**
     * Goes out.
     *
     * @param outermost whether the current thread is in no call of this interpreter any more
     */
    void leave(boolean outermost) {
        if (anchor != null) {
            if (outermost) {
                anchor.touch();
            }
            inside.decrementAndGet();
        }
    }

    /** Lets nobody in any more; tells whether nobody is in there. */
    boolean close() {
        return inside.getAndUpdate(count -> count < 0 ? count : count + CLOSED) == 0 || inside.get() == CLOSED;
    }

    /** Returns the current thread. */
    PythonThread current() {
        return threads.get();
    }

    /** Returns a thread that is in a call, or null. */
    @Nullable
    PythonThread present(Thread thread) {
        PythonThread known = threads.of(thread);
        return known != null && known.isInCall() ? known : null;
    }

    /** Returns the threads whose innermost call is one of an interpreter's. */
    List<PythonThread> presentIn(CPythonInterpreter interpreter) {
        List<PythonThread> present = new ArrayList<>();
        threads.forEach(thread -> {
            if (thread.isInCall() && thread.interpreter() == interpreter) {
                present.add(thread);
            }
        });
        return present;
    }

    /** Makes a state for the current thread. */
    long take() {
        long state = ThreadApi.newState(interpreter);
        kept.add(state);
        // The action must not know the thread, which it waits for.
        cleaner.register(Thread.currentThread(), new Ended(ended, state));
        reap();
        return state;
    }

    /** The state of a thread that has ended. */
    private record Ended(Queue<Long> ended, long state) implements Runnable {
        @Override
        public void run() {
            ended.add(state);
        }
    }

    /** Deletes the states of all threads but the current one, when none of them is in here any more. */
    void deleteKept() {
        kept.forEach(ThreadApi::clearState);
        kept.forEach(ThreadApi::deleteState);
        kept.clear();
    }

    /**
     * Deletes the states of threads that have ended. On a thread of its own: CPython then forgets the state of the thread that does it, which
     * must be one that has no further use for it.
     */
    private void reap() {
        if (!ended.isEmpty() && reaping.compareAndSet(false, true)) {
            new DaemonThread("pybridge-thread-states", this::deleteEnded).start();
        }
    }

    private void deleteEnded() {
        try {
            open();
        } catch (InterpreterLostException deletedWithItsInterpreter) {
            return;
        }
        long own = ThreadApi.newState(interpreter);
        ThreadApi.attach(own);
        for (Long state = ended.poll(); state != null; state = ended.poll()) {
            kept.remove(state);
            ThreadApi.clearState(state);
            ThreadApi.deleteState(state);
        }
        ThreadApi.clearState(own);
        ThreadApi.deleteCurrentState();
        reaping.set(false);
        leave(false);
    }
}
