package org.pybridge.internal.thread;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.pybridge.PythonClosedException;
import org.pybridge.internal.pool.Slot;
import org.pybridge.internal.support.DaemonThread;

/**
 * A daemon thread for each slot whose calls do not run on their caller's. A slot has one caller at a time, so its thread has one task at
 * a time. Thread-safe.
 *
 * <p>A thread that has just ended a task looks out for the next one for a moment before it sleeps: waking it takes ten times as long as
 * a small call.
 */
public final class DedicatedThreads implements AutoCloseable {
    private final String name;
    private final AtomicReferenceArray<@Nullable Worker> workers;
    private volatile boolean closed;

    public DedicatedThreads(String name, int slots) {
        this.name = name;
        this.workers = new AtomicReferenceArray<>(slots);
    }

    /**
     * Runs a task of the caller that has the slot.
     *
     * @throws PythonClosedException when the threads have ended; then it is not run
     */
    public void run(Slot slot, Runnable task) {
        Worker worker = workers.get(slot.number());
        if (worker == null) {
            worker = new Worker(name + "-" + slot.number());
            workers.set(slot.number(), worker);
        }
        if (closed) {
            // Whoever closes says so first and then looks for threads: so one of the two ends this one.
            worker.retire();
        }
        if (!worker.hand(task)) {
            throw new PythonClosedException();
        }
    }

    /** Leaves a thread that is stuck to its task; it ends with it. The slot's next task gets another one. */
    public void abandon(Slot slot) {
        Worker stuck = workers.getAndSet(slot.number(), null);
        if (stuck != null) {
            stuck.retire();
        }
    }

    /** Ends the threads, each after its task. */
    @Override
    public void close() {
        closed = true;
        for (int i = 0; i < workers.length(); i++) {
            Worker worker = workers.get(i);
            if (worker != null) {
                worker.retire();
            }
        }
    }

    /**
     * One thread. What it has to do next is one variable: a task is either there before the thread retires, and is run, or it is refused.
     * The thread says that it sleeps before it looks there a last time, and whoever puts something there looks afterwards.
     */
    private static final class Worker implements Runnable {
        private static final Runnable RETIRED = () -> {};

        private final Thread thread;
        private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>();
        private volatile boolean asleep;
        private volatile boolean retiring;

        Worker(String name) {
            thread = new DaemonThread(name, this);
            thread.start();
        }

        boolean hand(Runnable task) {
            boolean taken = next.compareAndSet(null, task);
            wake();
            return taken;
        }

        void retire() {
            retiring = true;
            next.compareAndSet(null, RETIRED);
            wake();
        }

        private void wake() {
            if (asleep) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            while (true) {
                Runnable task = await();
                if (task == RETIRED) {
                    return;
                }
                next.set(null);
                if (retiring) {
                    // Said while the task was there, which kept it out.
                    next.compareAndSet(null, RETIRED);
                }
                task.run();
            }
        }

        private Runnable await() {
            if (!SpinWait.untilTrue(() -> next.get() != null)) {
                asleep = true;
                while (next.get() == null) {
                    LockSupport.park(this);
                }
                asleep = false;
            }
            return Objects.requireNonNull(next.get());
        }
    }
}
