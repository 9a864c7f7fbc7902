package org.pybridge.internal.pool;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Rung;
import org.pybridge.spi.Shape;
import org.pybridge.spi.Target;

/** An interpreter that can die and grow; it is never called. */
final class Mortal implements Interpreter {
    volatile boolean alive = true;
    volatile boolean closed;
    volatile long memory;

    @Override
    public @Nullable Object call(
            Target target,
            @Nullable Object[] arguments,
            Map<String, @Nullable Object> named,
            Shape wanted,
            Output output) {
        throw new AssertionError("called " + target);
    }

    @Override
    public boolean stop(Thread caller, Rung rung, Duration grace) {
        return false;
    }

    @Override
    public OptionalLong memoryUsed() {
        return OptionalLong.of(memory);
    }

    @Override
    public boolean isUsable() {
        return alive && !closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
