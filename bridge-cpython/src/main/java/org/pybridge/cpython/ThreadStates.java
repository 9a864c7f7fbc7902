package org.pybridge.cpython;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.pybridge.spi.DaemonThread;
import org.pybridge.spi.PerThread;

/**
 * The threads of one interpreter, and their thread states. In the main interpreter, a thread keeps its state, because a new one costs 8 µs;
 * in others it has one as long as its call runs: CPython remembers the state that a thread had last, and would touch it again after it went
 * with its interpreter. Thread-safe.
 */
final class ThreadStates {
    private static final Cleaner CLEANER = Cleaner.create();

    private static final int CLOSED = Integer.MIN_VALUE;

    private final long interpreter;
    private final boolean fresh;
    private final PerThread<PythonThread> threads = new PerThread<>(() -> new PythonThread(this), parent -> null);
    private final Queue<Long> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicBoolean reaping = new AtomicBoolean();

    /**
     * Begins without any.
     *
     * @param interpreter the interpreter's address
     * @param fresh whether each call has a state of its own
     */
    ThreadStates(long interpreter, boolean fresh) {
        this.interpreter = interpreter;
        this.fresh = fresh;
    }

    /**
     * Goes in, before the current thread touches the interpreter.
     *
     * @throws InterpreterLostException when it has ended
     */
    void open() {
        if (fresh && inside.incrementAndGet() < 0) {
            inside.decrementAndGet();
            throw new InterpreterLostException("the interpreter was closed", null);
        }
    }

    /** Goes out. */
    void leave() {
        if (fresh) {
            inside.decrementAndGet();
        }
    }

    /** Lets nobody in any more; tells whether nobody is in there. */
    boolean close() {
        return inside.getAndUpdate(count -> count < 0 ? count : count + CLOSED) == 0 || inside.get() == CLOSED;
    }

    boolean areFresh() {
        return fresh;
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
    long take(PythonThread thread) {
        long state = ThreadApi.newState(interpreter);
        if (!fresh) {
            // The action must not know the thread, which it waits for.
            CLEANER.register(Thread.currentThread(), new Ended(this, state));
            reap();
        }
        return state;
    }

    /** The state of a thread that has ended. */
    private record Ended(ThreadStates states, long state) implements Runnable {
        @Override
        public void run() {
            states.ended.add(state);
        }
    }

    /** Deletes the current thread's state, whose lock is held. */
    void end(long state) {
        ThreadApi.clearState(state);
        ThreadApi.deleteCurrentState();
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
        List<Long> states = new ArrayList<>();
        for (Long state = ended.poll(); state != null; state = ended.poll()) {
            states.add(state);
        }
        long own = ThreadApi.newState(interpreter);
        ThreadApi.attach(own);
        states.forEach(ThreadApi::clearState);
        states.forEach(ThreadApi::deleteState);
        end(own);
        reaping.set(false);
    }
}
