package org.pybridge.process;

import java.io.IOException;

/** What came from the worker is no frame: something else has written to its connection. */
final class BrokenFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenFrameException(String problem) {
        super(problem);
    }
}
