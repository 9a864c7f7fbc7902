package org.pybridge.process.protocol;

import java.io.IOException;

/** A line carries no more frames, or none that can be understood. Never what user code has thrown, which goes its own way. */
public final class LineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Exception reason;
    private final boolean sent;

    private LineException(Exception cause, boolean sent) {
        super(cause.getMessage(), cause);
        this.reason = cause;
        this.sent = sent;
    }

    public LineException(Exception cause) {
        this(cause, true);
    }

    /** Says that the request never reached the worker as a whole, so nothing ran. */
    public LineException unsent() {
        return new LineException(reason, false);
    }

    /** Tells whether the request may have reached the worker. */
    public boolean isSent() {
        return sent;
    }

    /** Tells whether the other side has sent what is no frame, or one that has no place there. */
    public boolean isBroken() {
        return !(reason instanceof IOException) || reason instanceof BrokenFrameException;
    }

    public Exception reason() {
        return reason;
    }
}
