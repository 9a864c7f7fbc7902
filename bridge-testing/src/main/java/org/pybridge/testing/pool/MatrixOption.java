package org.pybridge.testing.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.pybridge.PythonBuilder;
import org.pybridge.pool.CallThread;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.pool.PoolListener;
import org.pybridge.pool.ResetPolicy;
import org.pybridge.spi.Capability;

/** A way to set up a pool of one interpreter, under which everything has to be right. */
public enum MatrixOption {
    USUAL(pool -> {}),
    ONE_USE(pool -> pool.maxUses(1).jitter(0)),
    THREE_USES(pool -> pool.maxUses(3).jitter(0)),
    AGE(pool -> pool.maxAge(Duration.ofMillis(1))),
    SETTINGS(pool -> pool.resetPolicy(ResetPolicy.SETTINGS)) {
        @Override
        Optional<Capability> needed() {
            return Optional.of(Capability.OWN_STATE);
        }
    },
    FRESH(pool -> pool.resetPolicy(ResetPolicy.FRESH)) {
        @Override
        Optional<Capability> needed() {
            return Optional.of(Capability.OWN_STATE);
        }
    },
    SHARED(pool -> pool.callersPerInterpreter(3)),
    CALLER(pool -> pool.callsRunOn(CallThread.CALLER)),
    OWN(pool -> pool.callsRunOn(CallThread.OWN)),
    VALIDATION(pool -> pool.validation("import matrix").validateAfterIdle(Duration.ZERO)),
    SPARES(pool -> pool.spares(1)),
    SPARES_AND_USES(pool -> pool.spares(1).maxUses(2).jitter(0)),
    REUSE_INTERRUPTED(pool -> pool.reuseInterrupted(true)) {
        @Override
        Optional<Capability> needed() {
            return Optional.of(Capability.REUSE_INTERRUPTED);
        }
    },
    LISTENER(pool -> {}) {
        @Override
        public void set(PythonBuilder builder) {
            builder.listener(new PoolListener() {});
        }
    },
    CALL_TIMEOUT(pool -> {}) {
        @Override
        public void set(PythonBuilder builder) {
            builder.callTimeout(Duration.ofMinutes(5));
        }

        @Override
        Optional<Capability> needed() {
            return Optional.of(Capability.INTERRUPT);
        }
    };

    private final Consumer<PoolBuilder> pool;

    MatrixOption(Consumer<PoolBuilder> pool) {
        this.pool = pool;
    }

    /** Sets the pool up. The validation of one of them imports a module {@code matrix}, which has to be there. */
    public void set(PythonBuilder builder) {
        builder.pool(pool);
    }

    /** What a backend has to declare, so that it does not refuse the option. */
    Optional<Capability> needed() {
        return Optional.empty();
    }

    /** Tells whether interpreters are replaced although nothing is wrong. */
    public boolean replaces() {
        return this == ONE_USE || this == THREE_USES || this == AGE || this == FRESH || this == SPARES_AND_USES;
    }
}
