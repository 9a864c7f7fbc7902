package org.pybridge.cpython;

/** Python has raised, and its exception is set in the current thread: whoever catches this takes it, or goes back to Python. */
final class PythonRaised extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PythonRaised() {
        super(null, null, false, false);
    }

    /** Returns a new reference that a function of CPython gave, or throws where it gave none. */
    static long required(long object) {
        if (object == 0) {
            throw new PythonRaised();
        }
        return object;
    }

    /** Throws where a function of CPython reports that it failed. */
    static void check(int result) {
        if (result < 0) {
            throw new PythonRaised();
        }
    }
}
