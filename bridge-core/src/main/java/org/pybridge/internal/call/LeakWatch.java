package org.pybridge.internal.call;

import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.Session;
import org.pybridge.internal.pool.Slot;
import org.pybridge.internal.support.DaemonThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports sessions that are open for too long, and takes the interpreters of forgotten ones back. Thread-safe. */
public final class LeakWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final CallExecutor executor;
    private final Duration threshold;
    private final ReentrantLock making = new ReentrantLock();

    /** Made with the first session, because it has a thread. */
    private @Nullable Cleaner cleaner;

    private final @Nullable ScheduledThreadPoolExecutor timer;

    LeakWatch(CallExecutor executor, Duration threshold) {
        this.executor = executor;
        this.threshold = threshold;
        this.timer = threshold.isZero() ? null : newTimer();
    }

    private static ScheduledThreadPoolExecutor newTimer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, task -> new DaemonThread("pybridge-leaks", task));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Begins to look after a session that the current thread has opened. */
    public Loan watch(Object session, Slot slot) {
        Loan loan = new Loan(slot);
        loan.attend(cleaner().register(session, loan::forgotten));
        return loan;
    }

    private Cleaner cleaner() {
        making.lock();
        try {
            Cleaner present = cleaner;
            if (present == null) {
                present = Cleaner.create(task -> new DaemonThread("pybridge-forgotten", task));
                cleaner = present;
            }
            return present;
        } finally {
            making.unlock();
        }
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    /** What is known of one session's slot, apart from the session itself, which must not be reachable from here. */
    public final class Loan {
        private final Slot slot;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final @Nullable Throwable opened;
        private final @Nullable Future<?> alarm;
        private volatile boolean reported;
        private Cleaner.@Nullable Cleanable cleanable;

        Loan(Slot slot) {
            this.slot = slot;
            this.opened = timer == null
                    ? null
                    : new Throwable("thread " + Thread.currentThread().getName() + " opened it here");
            this.alarm = timer == null ? null : timer.schedule(this::report, threshold.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void attend(Cleaner.Cleanable watched) {
            cleanable = watched;
        }

        public boolean isEnded() {
            return ended.get();
        }

        /** Ends the watch; tells whether it had not ended before. */
        public boolean end() {
            if (!ended.compareAndSet(false, true)) {
                return false;
            }
            if (alarm != null) {
                alarm.cancel(false);
            }
            if (reported) {
                LOG.info("a session that was reported as open for too long was closed after all");
            }
            if (cleanable != null) {
                cleanable.clean();
            }
            return true;
        }

        private void report() {
            reported = true;
            LOG.warn("a session is open for longer than {} ms", threshold.toMillis(), opened);
        }

        /** Nobody can close the session any more. */
        private void forgotten() {
            if (ended.compareAndSet(false, true)) {
                LOG.warn(
                        "a session was forgotten without being closed, and its interpreter is replaced; {}",
                        opened == null ? "leakThreshold shows where sessions are opened" : "it was opened as shown",
                        opened);
                executor.takeBackForgotten(slot);
            }
        }
    }
}
