package org.pybridge.internal.thread;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.internal.observe.LibraryFrames;
import org.pybridge.internal.runtime.RaisedErrors;
import org.pybridge.internal.support.DiagnosticContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that another thread runs while the caller waits. The answer is given once: by the thread that ran it, or by a stop that lets the
 * caller go without it.
 */
public final class CallHandoff {
    private static final Logger LOG = LoggerFactory.getLogger(CallHandoff.class);

    /** How soon a stop is tried again that failed. */
    private static final long AGAIN = 20_000_000;

    /** What came of the call. */
    private record Answer(@Nullable Object value, @Nullable Throwable thrown) {}

    private final AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
    private final Thread caller = Thread.currentThread();
    private final DiagnosticContext context = DiagnosticContext.current();
    private volatile boolean asleep;

    /** Lets the caller go with an exception. */
    public void fail(Throwable thrown) {
        give(new Answer(null, thrown));
    }

    /** Runs the call in the current thread, which is not the caller's. */
    public void run(Callable<@Nullable Object> call) {
        Answer made;
        try {
            made = new Answer(inContext(call), null);
        } catch (Throwable thrown) {
            made = new Answer(null, thrown);
        }
        give(made);
    }

    private @Nullable Object inContext(Callable<@Nullable Object> call) throws Exception {
        context.enter();
        try {
            return call.call();
        } finally {
            context.leave();
        }
    }

    /**
     * Waits for the answer, as the caller. Exceptions come through as they are; the library's own get the caller's stack trace below that
     * of the thread that ran the call.
     *
     * @param onInterrupt stops the call when the caller is interrupted; the wait goes on until there is an answer
     */
    @Nullable
    public Object await(Runnable onInterrupt) {
        if (PlatformThreads.isNeeded() || !SpinWait.untilTrue(() -> answer.get() != null)) {
            sleep(onInterrupt);
        }
        return open(Objects.requireNonNull(answer.get()));
    }

    private void sleep(Runnable onInterrupt) {
        boolean interrupted = false;
        boolean unsaid = false;
        asleep = true;
        while (answer.get() == null) {
            LockSupport.parkNanos(this, unsaid ? AGAIN : Long.MAX_VALUE);
            if (Thread.interrupted()) {
                interrupted = true;
                unsaid = true;
            }
            unsaid = unsaid && !isDone(onInterrupt);
        }
        if (interrupted) {
            caller.interrupt();
        }
    }

    /** The caller may not go before there is an answer, whatever happens: its slot would be lent with the call still in it. */
    private static boolean isDone(Runnable onInterrupt) {
        try {
            onInterrupt.run();
            return true;
        } catch (RuntimeException | Error failed) {
            LOG.warn("an interrupted call could not be stopped; it is tried again", failed);
            return false;
        }
    }

    private void give(Answer made) {
        if (answer.compareAndSet(null, made) && asleep) {
            LockSupport.unpark(caller);
        }
    }

    private static @Nullable Object open(Answer made) {
        if (made.thrown == null) {
            return made.value;
        }
        throw asSeenHere(made.thrown);
    }

    /** Gives an exception of another thread to throw. The library's own get this thread's stack trace below that of the other. */
    public static RuntimeException asSeenHere(Throwable thrown) {
        if (thrown instanceof BridgeException own) {
            StackTraceElement[] here = LibraryFrames.cut(new Throwable().getStackTrace());
            own.setStackTrace(Stream.concat(Arrays.stream(own.getStackTrace()), Arrays.stream(here))
                    .toArray(StackTraceElement[]::new));
        }
        throw RaisedErrors.asItIs(thrown);
    }
}
