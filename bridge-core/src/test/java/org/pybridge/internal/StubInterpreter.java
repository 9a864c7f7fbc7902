package org.pybridge.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;

/** An interpreter for tests of what happens around calls; a call fails the test. */
public abstract class StubInterpreter implements Interpreter {
    @Override
    public @Nullable Object call(Invocation invocation, Output output) {
        throw new AssertionError("called " + invocation.target());
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
        // Nothing to end.
    }
}
