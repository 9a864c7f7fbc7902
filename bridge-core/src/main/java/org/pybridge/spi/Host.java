package org.pybridge.spi;

import org.jspecify.annotations.Nullable;

/** What core does for an interpreter. */
public interface Host {

    /**
     * Makes the user's handle of an object.
     *
     * @param reference the object
     * @return the handle, to be put where the object was in the result
     */
    Object wrap(Reference reference);

    /**
     * Takes a record of Python's {@code logging}.
     *
     * @param logger the logger's name
     * @param level Python's number of the level
     * @param message the formatted message
     * @param traceback the formatted exception, or null
     */
    void log(String logger, int level, String message, @Nullable String traceback);

    /**
     * Tells how many threads may be in one interpreter at once.
     *
     * @return at least 1
     */
    int callersPerInterpreter();
}
