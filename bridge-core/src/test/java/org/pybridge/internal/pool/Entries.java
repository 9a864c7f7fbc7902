package org.pybridge.internal.pool;

import java.time.Duration;
import java.util.function.Supplier;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.Interpreter;

/** Places of interpreters, as a pool without options has them. */
final class Entries {
    private Entries() {}

    static Place place(Supplier<Interpreter> start) {
        return new Place(
                1,
                new Place.Parts(
                        place -> start.get(),
                        Lifespan.of(PoolConfig.DEFAULT),
                        Duration.ZERO,
                        new Counts(),
                        Telemetry.NONE,
                        new CircuitBreaker(0)));
    }
}
