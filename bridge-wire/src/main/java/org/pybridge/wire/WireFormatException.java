package org.pybridge.wire;

import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;

/** The bytes are no value of this wire: the other side is broken, or is not the other side. */
public final class WireFormatException extends BridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports malformed bytes.
     *
     * @param problem what is wrong, and at which position
     * @param cause the exception that says so, or null
     */
    public WireFormatException(String problem, @Nullable Throwable cause) {
        super(problem, cause, true);
    }
}
