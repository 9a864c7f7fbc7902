package org.pybridge.internal.pool;

import java.util.OptionalLong;
import org.pybridge.internal.Uncalled;

/** An interpreter that can die and grow. */
final class Mortal extends Uncalled {
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
