package org.pybridge;

import java.util.Iterator;

/**
 * Walks over a Python iterable, one call of Python a step. Used by one thread at a time. Closing it before its end closes the Python
 * iterator, so that a generator runs its {@code finally}.
 *
 * @param <T> the type of the elements
 */
public interface PyIterator<T> extends Iterator<T>, AutoCloseable {

    /** Closes the Python iterator; safe to call again. */
    @Override
    void close();
}
