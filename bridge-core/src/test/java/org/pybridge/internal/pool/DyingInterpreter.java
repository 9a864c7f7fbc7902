package org.pybridge.internal.pool;

import java.util.OptionalLong;
import org.pybridge.internal.StubInterpreter;

/** An interpreter that can die and grow. */
final class DyingInterpreter extends StubInterpreter {
    volatile boolean alive = true;
    volatile boolean closed;
    volatile long memory;

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
