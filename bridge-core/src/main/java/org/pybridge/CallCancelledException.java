package org.pybridge;

import java.util.List;

/**
 * The call was cancelled: its future was, or the thread that made it was interrupted, whose interrupt flag is then set. The Java stack
 * trace begins with the Python frames, innermost first, where the backend knows them.
 */
public final class CallCancelledException extends BridgeException {
    private static final long serialVersionUID = 1L;

    private final transient List<PyFrame> frames;

    /**
     * Reports a cancelled call.
     *
     * @param mayHaveRun whether Python had begun
     */
    public CallCancelledException(boolean mayHaveRun) {
        this(mayHaveRun, List.of());
    }

    /**
     * Reports a cancelled call and where it was.
     *
     * @param mayHaveRun whether Python had begun
     * @param frames where Python was when it was stopped, outermost first; empty when that is not known
     */
    public CallCancelledException(boolean mayHaveRun, List<PyFrame> frames) {
        super(
                mayHaveRun ? "the call was cancelled while Python ran" : "the call was cancelled before Python ran",
                null,
                mayHaveRun);
        this.frames = List.copyOf(frames);
        setStackTrace(PyFrame.above(getStackTrace(), frames));
    }

    /**
     * Tells where Python was when it was stopped.
     *
     * @return the frames, outermost first; empty when nothing ran or the backend could not tell
     */
    public List<PyFrame> frames() {
        return frames;
    }
}
