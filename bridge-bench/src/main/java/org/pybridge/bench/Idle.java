package org.pybridge.bench;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;

/** An interpreter without Python, which answers each call with its first argument: what is left is the library's own work. */
final class Idle implements Interpreter {

    /** Gives a backend of such interpreters. */
    static Backend backend() {
        return new Backend() {
            @Override
            public String name() {
                return "idle";
            }

            @Override
            public Set<Capability> capabilities() {
                return Set.of();
            }

            @Override
            public Interpreter start(Host host) {
                return new Idle();
            }
        };
    }

    @Override
    public @Nullable Object call(Invocation invocation, Output output) {
        @Nullable Object[] arguments = invocation.arguments();
        return arguments.length == 0 ? null : arguments[0];
    }

    @Override
    public StopResult stop(Thread caller, StopStep step, Duration grace) {
        return StopResult.NO_SUCH_STEP;
    }

    @Override
    public boolean isUsable() {
        return true;
    }

    @Override
    public void close() {
        // It has nothing to close.
    }
}
