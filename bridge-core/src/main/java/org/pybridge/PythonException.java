package org.pybridge;

/**
 * Python raised an exception and did not catch it. The Java stack trace begins with the Python frames, innermost first, and the cause
 * is Python's own {@code __cause__} or {@code __context__}.
 */
public class PythonException extends BridgeException {
    private static final long serialVersionUID = 1L;

    private final transient PyError error;

    /**
     * Wraps an error.
     *
     * @param error the error as data
     */
    @SuppressWarnings("this-escape") // the stack trace is complete before a subclass begins
    public PythonException(PyError error) {
        super(
                error.message().isEmpty() ? error.type() : error.type() + ": " + error.message(),
                error.causeOrContext().map(PythonException::new).orElse(null),
                true);
        this.error = error;
        setStackTrace(PyFrame.above(getStackTrace(), error.frames()));
        error.group().forEach(member -> addSuppressed(new PythonException(member)));
    }

    /**
     * Gives the error as data.
     *
     * @return type, bases, message, arguments, frames, notes, cause, context and group
     */
    public final PyError error() {
        return error;
    }
}
