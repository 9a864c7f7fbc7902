package org.pybridge;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.StopStep;

/**
 * Python did not end within the call's time limit and was stopped. The Java stack trace begins with the Python frames, innermost first,
 * where the backend knows them.
 */
public final class CallTimeoutException extends BridgeException {
    private static final long serialVersionUID = 1L;

    private final Duration limit;
    private final StopStep step;
    private final transient List<PyFrame> frames;

    /**
     * Reports a call that ran too long.
     *
     * @param limit how long it was allowed to run
     * @param step what ended it
     * @param frames where Python was when it was stopped, outermost first; empty when that is not known
     * @param cause what Python raised when it was stopped, or null
     */
    public CallTimeoutException(Duration limit, StopStep step, List<PyFrame> frames, @Nullable Throwable cause) {
        super("the call ran longer than " + limit.toMillis() + " ms" + where(frames) + "; " + end(step), cause, true);
        this.limit = limit;
        this.step = step;
        this.frames = List.copyOf(frames);
        setStackTrace(PyFrame.above(getStackTrace(), frames));
    }

    /**
     * Gives the limit.
     *
     * @return how long the call was allowed to run
     */
    public Duration limit() {
        return limit;
    }

    /**
     * Tells what ended the call. After {@link StopStep#CANCEL} the interpreter lives on, and after {@link StopStep#INTERRUPT} if the pool's
     * {@code reuseInterrupted} says so; after the others it is replaced.
     *
     * @return the last step that was taken
     */
    public StopStep stoppedBy() {
        return step;
    }

    /**
     * Tells where Python was when it was stopped.
     *
     * @return the frames, outermost first; empty when the backend could not tell
     */
    public List<PyFrame> frames() {
        return frames;
    }

    private static String where(List<PyFrame> frames) {
        if (frames.isEmpty()) {
            return "";
        }
        PyFrame last = frames.get(frames.size() - 1);
        return ", in " + last.function() + " (" + last.file() + (last.line() == 0 ? "" : ":" + last.line()) + ")";
    }

    private static String end(StopStep step) {
        return switch (step) {
            case CANCEL -> "its coroutine was cancelled";
            case INTERRUPT -> "Python was interrupted";
            case TERMINATE -> "its interpreter was ended";
            case KILL -> "its interpreter was killed";
            case ABANDON -> "Python could not be stopped, so its interpreter was given up";
        };
    }
}
