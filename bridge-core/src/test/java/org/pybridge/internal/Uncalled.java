package org.pybridge.internal;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Rung;
import org.pybridge.spi.Shape;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.Target;

/** An interpreter for tests of what happens around calls; a call fails the test. */
public abstract class Uncalled implements Interpreter {
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
    public StopResult stop(Thread caller, Rung rung, Duration grace) {
        return StopResult.NO_SUCH_STEP;
    }

    @Override
    public boolean isUsable() {
        return true;
    }

    @Override
    public void close() {
        // Nothing to end.
    }
}
