package org.pybridge.internal.pool;

import java.time.Duration;
import java.util.function.Supplier;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.Interpreter;

/** PoolEntries of interpreters, as a pool without options has them. */
final class Entries {
    private Entries() {}

    static PoolEntry place(Supplier<Interpreter> start) {
        return new PoolEntry(
                1,
                new PoolEntry.Parts(
                        place -> start.get(),
                        UsageLimits.of(PoolConfig.DEFAULT),
                        Duration.ZERO,
                        new Counts(),
                        Telemetry.NONE,
                        new CircuitBreaker(0)));
    }
}
