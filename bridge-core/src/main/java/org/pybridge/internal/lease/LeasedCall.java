package org.pybridge.internal.lease;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.call.CallExecutor;
import org.pybridge.internal.stop.RunningCall;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;

/** A call of a {@link Lease}, as those see it who stop it. Thread-safe. */
public final class LeasedCall implements CallExecutor.Watcher {
    private volatile @Nullable RunningCall running;
    private volatile @Nullable Interpreter beside;
    private volatile @Nullable Thread thread;
    private volatile StopStep hardest = StopStep.CANCEL;
    private volatile boolean unwanted;

    /** Makes one that has not begun. */
    public LeasedCall() {}

    @Override
    public void begin(RunningCall call) {
        running = call;
        if (unwanted) {
            call.stop(RunningCall.Reason.CANCEL);
        }
    }

    /** The call runs beside another one, in the current thread. */
    void begin(Interpreter shared) {
        thread = Thread.currentThread();
        beside = shared;
    }

    @Override
    public void end() {}

    /** Gives the hardest step that was taken. */
    StopStep hardest() {
        return hardest;
    }

    /**
     * Tells whether a thread is in the call, for whomever.
     *
     * @param other the thread
     * @return whether it is
     */
    public boolean isIn(Thread other) {
        RunningCall call = running;
        return call == null ? other == thread : call.isIn(other);
    }

    /**
     * Takes one step for somebody who stops the call, see {@link Interpreter#stop}.
     *
     * @param step the step
     * @param grace how long it may take
     * @return what came of it
     */
    public StopResult step(StopStep step, Duration grace) {
        RunningCall call = running;
        Interpreter shared = beside;
        Thread runner = thread;
        StopResult result = call != null
                ? call.step(step, grace)
                : shared != null && runner != null ? shared.stop(runner, step, grace) : StopResult.NOT_HERE;
        if (result == StopResult.TAKEN && step.compareTo(hardest) > 0) {
            hardest = step;
        }
        return result;
    }

    /** Stops the call by the rules of its pool, because nobody waits for it any more. */
    public void stop() {
        unwanted = true;
        RunningCall call = running;
        Interpreter shared = beside;
        Thread runner = thread;
        if (call != null) {
            call.stop(RunningCall.Reason.CANCEL);
        } else if (shared != null && runner != null) {
            shared.stop(runner, StopStep.KILL, Duration.ZERO);
        }
    }
}
