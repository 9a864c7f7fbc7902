package org.pybridge;

/** Python called {@code sys.exit}. The call ends, the interpreter and the JVM live on. */
public final class PythonExitException extends PythonException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Reports an exit.
     *
     * @param error the {@code SystemExit} as data
     * @param status the exit status: 0 for none, 1 for a text
     */
    public PythonExitException(PyError error, int status) {
        super(error);
        this.status = status;
    }

    /**
     * Gives the exit status.
     *
     * @return what a process would have ended with
     */
    public int status() {
        return status;
    }
}
