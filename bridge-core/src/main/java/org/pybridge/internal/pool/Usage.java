package org.pybridge.internal.pool;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pybridge.pool.DiscardReason;
import org.pybridge.spi.Interpreter;

/** How far one interpreter has come, and whether it has come to its end. Thread-safe. Without limits, a use costs nothing. */
final class Usage {
    private static final long BETWEEN_MEASUREMENTS = TimeUnit.SECONDS.toNanos(1);

    private final Interpreter interpreter;
    private final AtomicLong usesLeft;
    private final DiscardReason whenUsedUp;
    private final boolean limitedByUses;
    private final boolean limitedByTime;
    private final long growth;
    private final long timeIsUp;
    private final long memoryAtFirst;
    private volatile long nextMeasurement;
    private volatile @Nullable DiscardReason end;

    Usage(Interpreter interpreter, long uses, DiscardReason whenUsedUp, long nanos, long growth) {
        long now = nanos > 0 || growth > 0 ? System.nanoTime() : 0;
        this.interpreter = interpreter;
        this.limitedByUses = uses > 0;
        this.usesLeft = new AtomicLong(uses);
        this.whenUsedUp = whenUsedUp;
        this.limitedByTime = nanos > 0;
        this.timeIsUp = now + nanos;
        this.growth = growth;
        this.nextMeasurement = now + BETWEEN_MEASUREMENTS;
        this.memoryAtFirst = growth > 0 ? interpreter.memoryUsed().orElse(Long.MAX_VALUE) : 0;
    }

    /**
     * Looks whether the life is over, when a borrower has given the interpreter back.
     *
     * @param counts whether it counts as a use
     */
    boolean isOver(boolean counts) {
        if (end == null) {
            end = reached(counts);
        }
        return end != null;
    }

    /** Ends the life with the present borrower. */
    void expire(DiscardReason reason) {
        end = reason;
    }

    /** Why the life is over; what somebody else decided counts as a borrower's change. */
    DiscardReason end() {
        DiscardReason reason = end;
        return reason == null ? DiscardReason.CHANGED : reason;
    }

    /** Whether a limit ends the life, and nothing is wrong with the interpreter. */
    boolean endsAsPlanned() {
        DiscardReason reason = end;
        return reason == whenUsedUp || reason == DiscardReason.MAX_AGE || reason == DiscardReason.MEMORY;
    }

    private @Nullable DiscardReason reached(boolean counts) {
        if (counts && isUsedUp()) {
            return whenUsedUp;
        }
        if (isTimeUp()) {
            return DiscardReason.MAX_AGE;
        }
        return isTooLarge() ? DiscardReason.MEMORY : null;
    }

    private boolean isUsedUp() {
        return limitedByUses && usesLeft.decrementAndGet() <= 0;
    }

    private boolean isTimeUp() {
        return limitedByTime && System.nanoTime() - timeIsUp >= 0;
    }

    private boolean isTooLarge() {
        if (growth == 0) {
            return false;
        }
        long now = System.nanoTime();
        if (now - nextMeasurement < 0) {
            return false;
        }
        nextMeasurement = now + BETWEEN_MEASUREMENTS;
        OptionalLong memory = interpreter.memoryUsed();
        return memory.isPresent() && memory.getAsLong() - memoryAtFirst > growth;
    }
}
