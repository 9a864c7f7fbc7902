package org.pybridge.testing.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Other threads, and waiting for what they do. */
public final class Background {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_NANOS = 100_000;
    private static final int REST_IN_LOOKS = 4;

    private Background() {}

    /** Runs work on a thread of its own. */
    public static <T> CompletableFuture<T> start(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        thread(() -> {
                    try {
                        result.complete(work.call());
                    } catch (Throwable failed) {
                        result.completeExceptionally(failed);
                    }
                })
                .start();
        return result;
    }

    /** Makes a thread that does not keep the JVM alive. */
    public static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "case");
        thread.setDaemon(true);
        return thread;
    }

    /** Waits for something that no latch can tell. */
    public static void until(BooleanSupplier condition) {
        until(TIMEOUT, condition, () -> "");
    }

    /** Waits for something that no latch can tell; what stands in the way is told when it takes too long. */
    public static void until(BooleanSupplier condition, Supplier<?> obstacle) {
        until(TIMEOUT, condition, obstacle);
    }

    /** Waits longer for something that no latch can tell. */
    public static void until(Duration patience, BooleanSupplier condition) {
        until(patience, condition, () -> "");
    }

    /** Looks often, but rests longer than a look took: a look that collects garbage stops what it waits for. */
    private static void until(Duration patience, BooleanSupplier condition, Supplier<?> obstacle) {
        long deadline = System.nanoTime() + patience.toNanos();
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long end = System.nanoTime();
            assertThat(end).as(() -> "waited too long " + obstacle.get()).isLessThan(deadline);
            LockSupport.parkNanos(Math.max(LOOK_EVERY_NANOS, REST_IN_LOOKS * (end - begin)));
            begin = System.nanoTime();
        }
    }

    /** Waits for a latch. */
    public static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                    .as("the latch opened")
                    .isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Waits for a result. */
    public static <T> T result(CompletableFuture<T> future) throws Exception {
        return future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits for a failure, and gives it without the wrapping. */
    public static Throwable failure(CompletableFuture<?> future) throws Exception {
        return result(future.handle((value, failed) -> {
            assertThat(failed).as("failed, instead of giving " + value).isNotNull();
            return failed;
        }));
    }
}
