package org.pybridge.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.pool.Slot;
import org.pybridge.spi.DaemonThread;

/**
 * A daemon thread for each slot whose calls do not run on their caller's. A slot has one caller at a time, so its thread has one task at
 * a time. Thread-safe.
 *
 * <p>A thread that has just ended a task looks out for the next one for a moment before it sleeps: waking it takes ten times as long as
 * a small call.
 */
final class OwnThreads implements AutoCloseable {
    private final String name;
    private final AtomicReferenceArray<@Nullable Worker> workers;

    OwnThreads(String name, int slots) {
        this.name = name;
        this.workers = new AtomicReferenceArray<>(slots);
    }

    /** Runs a task of the caller that has the slot. */
    void run(Slot slot, Runnable task) {
        Worker worker = workers.get(slot.number());
        if (worker == null) {
            worker = new Worker(name + "-" + slot.number());
            workers.set(slot.number(), worker);
        }
        worker.hand(task);
    }

    /** Leaves a thread that is stuck to its task; it ends with it. The slot's next task gets another one. */
    void abandon(Slot slot) {
        Worker stuck = workers.getAndSet(slot.number(), null);
        if (stuck != null) {
            stuck.retire();
        }
    }

    /** Ends the threads, each after its task. */
    @Override
    public void close() {
        for (int i = 0; i < workers.length(); i++) {
            Worker worker = workers.getAndSet(i, null);
            if (worker != null) {
                worker.retire();
            }
        }
    }

    /** One thread. It says that it sleeps before it looks for a task a last time, and whoever hands a task over looks afterwards. */
    private static final class Worker implements Runnable {
        private final Thread thread;
        private volatile @Nullable Runnable task;
        private volatile boolean asleep;
        private volatile boolean retired;

        Worker(String name) {
            thread = new DaemonThread(name, this);
            thread.start();
        }

        void hand(Runnable next) {
            task = next;
            wake();
        }

        void retire() {
            retired = true;
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
                Runnable next = next();
                if (next == null) {
                    return;
                }
                task = null;
                next.run();
            }
        }

        private @Nullable Runnable next() {
            if (Moment.untilTrue(() -> task != null || retired)) {
                return task;
            }
            asleep = true;
            while (task == null && !retired) {
                LockSupport.park(this);
            }
            asleep = false;
            return task;
        }
    }
}
