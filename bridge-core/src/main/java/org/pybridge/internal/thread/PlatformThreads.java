package org.pybridge.internal.thread;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.runtime.RaisedErrors;
import org.pybridge.internal.support.DaemonThread;

/**
 * Daemon threads for what may not run on the caller's: starts and ends of interpreters for virtual threads, which engines refuse or pin to
 * their carriers, and what stops calls.
 */
public final class PlatformThreads implements AutoCloseable {
    /** {@code Thread.isVirtual} of JDK 21; on older ones a function that says false. */
    private static final MethodHandle IS_VIRTUAL = findIsVirtual();

    private final String name;
    private final ExecutorService threads;

    public PlatformThreads(String name) {
        this.name = name;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> new DaemonThread(name + "-" + number.incrementAndGet(), task));
    }

    /** Tells whether the current thread is a virtual one. */
    public static boolean isNeeded() {
        try {
            return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What the names of the threads begin with. */
    public String name() {
        return name;
    }

    public ExecutorService executor() {
        return threads;
    }

    /** Runs work on another thread; on this one when there are no others any more. */
    public void inBackground(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException closed) {
            work.run();
        }
    }

    /** Runs something here, or on a platform thread when this is a virtual one. */
    public void run(Runnable work) {
        if (isNeeded()) {
            call(Executors.callable(work));
        } else {
            work.run();
        }
    }

    /** Runs a call on a platform thread; exceptions come through as they are. */
    public <T> @Nullable T call(Callable<@Nullable T> call) {
        Future<@Nullable T> running = threads.submit(call);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return running.get();
                } catch (InterruptedException again) {
                    // The call's slot must not be given back while Python runs in it, so the wait goes on.
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw RaisedErrors.asItIs(Objects.requireNonNull(failed.getCause()));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private static MethodHandle findIsVirtual() {
        MethodType test = MethodType.methodType(boolean.class);
        try {
            return MethodHandles.publicLookup().findVirtual(Thread.class, "isVirtual", test);
        } catch (NoSuchMethodException | IllegalAccessException older) {
            return MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0, Thread.class);
        }
    }
}
