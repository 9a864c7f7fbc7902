package org.pybridge.graalpy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.PyError;
import org.pybridge.PythonException;

/**
 * The output of one call, which takes so many characters and no more. Its exception is none that Python's {@code except Exception}
 * catches. Code that catches it all the same has a moment to end; what happens to it then is said when this is made.
 */
final class LimitedOutput implements Output {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final List<String> BASES = List.of("Exception", "BaseException", "object");

    private final Output to;
    private final long limit;
    private final AtomicLong left;
    private final Runnable forceEnd;
    private final AtomicReference<@Nullable PythonException> exceeded = new AtomicReference<>();
    private final CountDownLatch callEnded = new CountDownLatch(1);

    LimitedOutput(Output to, long limit, Runnable forceEnd) {
        this.to = to;
        this.limit = limit;
        this.left = new AtomicLong(limit);
        this.forceEnd = forceEnd;
    }

    /** Takes note of characters that go elsewhere. */
    void count(int characters) {
        if (left.addAndGet(-characters) < 0) {
            throw tooMuch();
        }
    }

    private PythonException tooMuch() {
        PythonException known = exceeded.get();
        if (known != null) {
            return known;
        }
        String message = "the call has written more than " + limit + " characters, the limit of Access.maxOutput";
        PythonException first = new PythonException(
                new PyError("OSError", BASES, message, List.of(), List.of(), List.of(), null, null, List.of()));
        if (exceeded.compareAndSet(null, first)) {
            BoundedTask.start("pybridge-output", this::endInTime);
        }
        return first;
    }

    private void endInTime() {
        try {
            if (!callEnded.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                forceEnd.run();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Notes that the call has ended. However it did, it has failed when it had written too much.
     *
     * @throws PythonException when it had
     */
    void callEnded() {
        callEnded.countDown();
        PythonException error = exceeded.get();
        if (error != null) {
            throw error;
        }
    }

    @Override
    public void stdout(String text) {
        count(text.length());
        to.stdout(text);
    }

    @Override
    public void stderr(String text) {
        count(text.length());
        to.stderr(text);
    }

    @Override
    public void end() {
        to.end();
    }
}
