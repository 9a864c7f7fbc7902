package org.pybridge.internal.lease;

import org.jspecify.annotations.Nullable;

/** Who has an interpreter. Thread-safe. */
public interface Tenant {

    /**
     * Takes a record of Python's {@code logging}, on the thread that works for the call which has logged.
     *
     * @param logger the logger's name
     * @param level Python's number of the level
     * @param message the formatted message
     * @param traceback the formatted exception, or null
     */
    void log(String logger, int level, String message, @Nullable String traceback);
}
