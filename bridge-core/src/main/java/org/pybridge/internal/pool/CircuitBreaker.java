package org.pybridge.internal.pool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses calls for a while after interpreters were lost one after the other, or failed to start, before a call in one of them had ended by
 * itself: the next one would most likely go the same way, and cost as much. Thread-safe; while it is closed, a look costs one read.
 *
 * @see <a href="https://martinfowler.com/bliki/CircuitBreaker.html">the pattern</a>
 */
final class CircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private int failures;
    private long pause = FIRST_PAUSE;
    private long retryAt;
    private String last = "";
    private @Nullable Throwable cause;
    private volatile boolean open;

    /**
     * Makes a closed one.
     *
     * @param most how many failures in a row open it, or 0 for never
     */
    CircuitBreaker(int most) {
        this.most = most;
    }

    /** Passes while it is closed, and once after each pause. */
    void check() {
        if (open) {
            passOrRefuse();
        }
    }

    private synchronized void passOrRefuse() {
        long left = retryAt - System.nanoTime();
        if (!open) {
            return;
        }
        if (left > 0) {
            throw new InterpreterLostException(
                    "no interpreter is started for another "
                            + Duration.ofNanos(left).toMillis() + " ms, because " + description(),
                    cause,
                    false,
                    null);
        }
        // The next caller tries; the others wait for what comes of it.
        retryAt = System.nanoTime() + pause;
    }

    private String description() {
        return failures + " in a row were lost before a call in them had ended by itself, the last one because " + last
                + ". If the first calls import or load much, have that done when an interpreter starts: see imports,"
                + " initScript and warmUp of the pool; or raise callTimeout";
    }

    /** Notes that a call has ended by itself in an interpreter where none had before. */
    synchronized void succeeded() {
        failures = 0;
        pause = FIRST_PAUSE;
        cause = null;
        if (open) {
            open = false;
            LOG.info("an interpreter works again; calls are no longer refused");
        }
    }

    /** Notes that an interpreter was lost, or did not start. */
    synchronized void failed(String why, @Nullable Throwable thrown) {
        failures++;
        last = why;
        cause = thrown;
        if (most == 0 || failures < most) {
            return;
        }
        if (open) {
            pause = Math.min(LONGEST_PAUSE, 2 * pause);
        }
        open = true;
        retryAt = System.nanoTime() + pause;
        LOG.error("calls are refused for {} ms: {}", TimeUnit.NANOSECONDS.toMillis(pause), description(), thrown);
    }
}
