package org.pybridge.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.Health;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PythonClosedException;
import org.pybridge.Script;
import org.pybridge.internal.call.CallExecutor;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.internal.pool.Slot;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.ResultMode;

/**
 * Asks Python whether it answers, without waiting for longer than a limit. Thread-safe.
 *
 * <p>The question is an ordinary call on a thread of its own, and there is one at a time: who asks meanwhile waits for the same answer.
 * So a pool that hangs keeps one thread busy, however often it is asked, and no interpreter is given up because of a question.
 */
final class HealthProbe {
    private static final Script QUESTION = new Script("1 + 1", "<health>");
    private static final String SUSPENDED = "the pool is suspended; resume() lets calls begin again";

    private final CallExecutor executor;
    private final Executor threads;
    private final AtomicReference<@Nullable Question> current = new AtomicReference<>();

    HealthProbe(CallExecutor executor, Executor threads) {
        this.executor = executor;
        this.threads = threads;
    }

    /** Where a question is on its way, and what that means when it takes too long. */
    private enum Stage {
        WAITING(Health.Status.DEGRADED, "no interpreter came free"),
        STARTING(Health.Status.DEGRADED, "an interpreter has not started"),
        ASKING(Health.Status.DOWN, "an interpreter has not answered");

        private final Health.Status tooLong;
        private final String words;

        Stage(Health.Status tooLong, String words) {
            this.tooLong = tooLong;
            this.words = words;
        }
    }

    Health ask(Duration limit) {
        if (isSuspended()) {
            return health(Health.Status.DOWN, SUSPENDED, null);
        }
        Question question = question();
        try {
            return health(Health.Status.UP, null, question.answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return late(question);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return late(question);
        } catch (ExecutionException failed) {
            Throwable reason = failed.getCause();
            Health.Status status = reason instanceof PoolTimeoutException ? Health.Status.DEGRADED : Health.Status.DOWN;
            return health(status, String.valueOf(reason == null ? failed : reason.getMessage()), null);
        }
    }

    private boolean isSuspended() {
        return executor.pool().statistics().suspended();
    }

    private Health late(Question question) {
        Stage stage = question.stage;
        if (stage == Stage.WAITING && isSuspended()) {
            return health(Health.Status.DOWN, SUSPENDED, null);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - question.since);
        return health(stage.tooLong, stage.words + " within " + millis + " ms", null);
    }

    private Health health(Health.Status found, @Nullable String reason, @Nullable Duration latency) {
        PoolStatistics statistics = executor.pool().statistics();
        List<String> reasons = new ArrayList<>();
        if (reason != null) {
            reasons.add(reason);
        }
        if (statistics.quarantined() > 0) {
            reasons.add(
                    statistics.quarantined() + " interpreters are quarantined: a call in each could not be stopped");
        }
        Health.Status status = found == Health.Status.UP && !reasons.isEmpty() ? Health.Status.DEGRADED : found;
        return new Health(status, reasons, Optional.ofNullable(latency), statistics);
    }

    private Question question() {
        Question fresh = new Question();
        Question present = current.compareAndExchange(null, fresh);
        if (present != null) {
            return present;
        }
        try {
            threads.execute(fresh);
        } catch (RejectedExecutionException closed) {
            fresh.fail(new PythonClosedException());
        }
        return fresh;
    }

    private final class Question implements Runnable {
        private final CompletableFuture<Duration> answer = new CompletableFuture<>();
        private volatile long since = System.nanoTime();
        private volatile Stage stage = Stage.WAITING;

        @Override
        public void run() {
            try {
                Slot slot = executor.borrow(null);
                try {
                    answer(slot);
                } finally {
                    executor.giveBack(slot, CallOptions.DEFAULT, false);
                }
            } catch (BridgeException failed) {
                fail(failed);
            } catch (RuntimeException | Error failed) {
                fail(failed);
                throw failed;
            }
        }

        private void answer(Slot slot) {
            enter(Stage.STARTING);
            executor.interpreter(slot);
            enter(Stage.ASKING);
            executor.callIn(slot, RuntimeFunctions.evaluate(QUESTION, ResultMode.VALUE), null);
            current.set(null);
            answer.complete(Duration.ofNanos(System.nanoTime() - since));
        }

        private void enter(Stage next) {
            since = System.nanoTime();
            stage = next;
        }

        private void fail(Throwable reason) {
            current.set(null);
            answer.completeExceptionally(reason);
        }
    }
}
