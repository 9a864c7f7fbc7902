package org.pybridge.internal.pool;

import java.util.concurrent.ThreadLocalRandom;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolConfig;
import org.pybridge.pool.ResetPolicy;
import org.pybridge.spi.Interpreter;

/**
 * How long interpreters are used. Immutable.
 *
 * @param uses after how many borrowers one is replaced, or 0
 * @param whenUsedUp what is said then
 * @param nanos after what time, or 0
 * @param jitter the largest part by which both are shortened
 * @param growth after what growth of its memory, in bytes, or 0
 */
record UsageLimits(long uses, DiscardReason whenUsedUp, long nanos, double jitter, long growth) {

    static UsageLimits of(PoolConfig config) {
        boolean fresh = config.resetPolicy() == ResetPolicy.FRESH;
        return new UsageLimits(
                fresh ? 1 : config.maxUses(),
                fresh ? DiscardReason.RESET_POLICY : DiscardReason.MAX_USES,
                config.maxAge().toNanos(),
                config.jitter(),
                config.maxMemoryGrowth());
    }

    /** Whether interpreters are replaced although nothing is wrong with them. */
    boolean isLimited() {
        return uses > 0 || nanos > 0 || growth > 0;
    }

    /** Whether each borrower has an interpreter that nobody used before. */
    boolean isSingleUse() {
        return uses == 1;
    }

    /** Begins the life of an interpreter that has just started. */
    Usage begin(Interpreter interpreter) {
        return new Usage(interpreter, shortened(uses), whenUsedUp, shortened(nanos), growth);
    }

    private long shortened(long limit) {
        return limit == 0
                ? 0
                : Math.max(
                        1,
                        Math.round(limit
                                * (1 - jitter * ThreadLocalRandom.current().nextDouble())));
    }
}
