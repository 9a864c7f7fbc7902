package org.pybridge.process.protocol;

import java.io.IOException;

/** What came from the worker is no frame: something else has written to its connection. */
public final class BrokenFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    public BrokenFrameException(String problem) {
        super(problem);
    }
}
