package org.pybridge.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that holds no thread while Python works on it. It is begun once, and its result taken once; stopped from any thread. */
public interface PendingCall {

    /**
     * Sends it to Python.
     *
     * @param whenEnded is run once, on any thread, when the result can be taken; it comes back at once
     * @throws org.pybridge.BridgeException when it could not be sent; then it has ended, and {@code whenEnded} is not run
     */
    void begin(Runnable whenEnded);

    /**
     * Takes the result, after it has ended.
     *
     * @return the result as a natural value
     * @throws org.pybridge.PythonException when Python raised
     * @throws org.pybridge.BridgeException when the call was stopped, or its interpreter was lost
     */
    @Nullable
    Object result();

    /**
     * Takes one step to stop it, as {@link Interpreter#stop} does.
     *
     * @param step the step
     * @param grace how long the step may take
     * @return whether the step was taken, does not exist, or came before the call was sent
     */
    StopResult stop(StopStep step, Duration grace);
}
