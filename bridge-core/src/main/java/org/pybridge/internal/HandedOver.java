package org.pybridge.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.PythonClosedException;
import org.slf4j.MDC;

/**
 * A call that another thread runs while the caller waits. The answer is given once: by the thread that ran it, or by a stop that lets the
 * caller go without it.
 */
final class HandedOver {
    /** What came of the call. */
    private record Answer(@Nullable Object value, @Nullable Throwable thrown) {}

    private final AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
    private final CountDownLatch answered = new CountDownLatch(1);

    /** Lets the caller go with an exception. */
    void fail(Throwable thrown) {
        give(new Answer(null, thrown));
    }

    /**
     * Runs the call and waits for the answer. Exceptions come through as they are; the library's own get the caller's stack trace below
     * that of the thread that ran the call.
     *
     * @param onInterrupt stops the call when the caller is interrupted; the wait goes on until the stop has an answer
     */
    @Nullable
    Object await(Executor threads, Callable<@Nullable Object> call, Runnable onInterrupt) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        try {
            threads.execute(() -> run(call, context));
        } catch (RejectedExecutionException closed) {
            throw new PythonClosedException();
        }
        boolean interrupted = false;
        while (true) {
            try {
                answered.await();
                break;
            } catch (InterruptedException now) {
                interrupted = true;
                onInterrupt.run();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return open(answer.get());
    }

    private void run(Callable<@Nullable Object> call, @Nullable Map<String, String> context) {
        if (context != null) {
            MDC.setContextMap(context);
        }
        Answer made;
        try {
            made = new Answer(call.call(), null);
        } catch (Throwable thrown) {
            made = new Answer(null, thrown);
        } finally {
            if (context != null) {
                MDC.clear();
            }
        }
        give(made);
    }

    private void give(Answer made) {
        if (answer.compareAndSet(null, made)) {
            answered.countDown();
        }
    }

    private static @Nullable Object open(@Nullable Answer made) {
        if (made == null) {
            throw new AssertionError("answered without an answer");
        }
        if (made.thrown == null) {
            return made.value;
        }
        if (made.thrown instanceof BridgeException own) {
            StackTraceElement[] here = new Throwable().getStackTrace();
            own.setStackTrace(Stream.concat(Arrays.stream(own.getStackTrace()), Arrays.stream(here))
                    .toArray(StackTraceElement[]::new));
        }
        throw HandedOver.<RuntimeException>asItIs(made.thrown);
    }

    /** A callback's exception reaches the caller as the same instance, checked ones too. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
