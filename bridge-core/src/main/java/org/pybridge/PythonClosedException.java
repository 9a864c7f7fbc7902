package org.pybridge;

/** Python was used after it had been closed. Nothing ran. */
public final class PythonClosedException extends BridgeException {
    private static final long serialVersionUID = 1L;

    /** Reports the use of something closed. */
    public PythonClosedException() {
        super("this Python is closed; start another one", null, false);
    }
}
