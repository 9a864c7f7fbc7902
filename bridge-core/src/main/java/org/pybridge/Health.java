package org.pybridge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pybridge.pool.PoolStatistics;

/**
 * Whether a {@link Python} serves calls at one moment. Immutable.
 *
 * @param status in one word
 * @param reasons what is wrong; empty when it is {@link Status#UP}
 * @param latency how long an interpreter took to evaluate {@code 1 + 1}; empty when it did not in time
 * @param statistics the pool's figures
 */
public record Health(Status status, List<String> reasons, Optional<Duration> latency, PoolStatistics statistics) {
    /** Health in one word. */
    public enum Status {
        /** Python answers, and all interpreters can be used. */
        UP,
        /** Calls are served later than usual: all interpreters are busy, one starts, or some are stuck. */
        DEGRADED,
        /** No call is served: Python is closed, suspended or stuck, or does not answer. */
        DOWN
    }

    /** Copies the reasons. */
    public Health {
        reasons = List.copyOf(reasons);
    }
}
