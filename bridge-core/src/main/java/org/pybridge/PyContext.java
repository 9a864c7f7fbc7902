package org.pybridge;

/**
 * An entered Python context manager, for try-with-resources:
 *
 * <pre>{@code
 * try (PyContext file = session.eval("open('notes.txt')").enter()) {
 *     System.out.println(file.value().callMethod("read"));
 * }
 * }</pre>
 *
 * <p>Used by one thread at a time.
 */
public interface PyContext extends AutoCloseable {

    /**
     * Gives what {@code __enter__} returned.
     *
     * @return the object after {@code as} in Python's {@code with ... as}
     */
    PyObject value();

    /** Calls {@code __exit__(None, None, None)}; safe to call again. */
    @Override
    void close();
}
