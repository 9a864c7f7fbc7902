package org.pybridge.testing.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.pybridge.CallTimeoutException;

/** Calls that end because their time is up. */
public final class Timeouts {
    /** A limit that code which does not end is sure to reach, and other code of the cases is not. */
    public static final Duration LIMIT = Duration.ofMillis(300);

    /** What two grace times, a slow machine and a garbage collection may add. */
    public static final Duration SLACK = Duration.ofSeconds(5);

    private Timeouts() {}

    /** Makes a call that must end because the time is up, in time. */
    public static CallTimeoutException assertTimesOut(ThrowingCallable call) {
        long begin = System.nanoTime();
        CallTimeoutException timeout = Raises.assertRaises(call, CallTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(LIMIT, LIMIT.plus(SLACK));
        assertThat(timeout.limit()).isEqualTo(LIMIT);
        assertThat(timeout.mayHaveRun()).isTrue();
        assertThat(Thread.currentThread().isInterrupted())
                .as("the caller was interrupted")
                .isFalse();
        return timeout;
    }
}
