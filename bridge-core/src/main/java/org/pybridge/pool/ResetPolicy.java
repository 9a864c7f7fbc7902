package org.pybridge.pool;

/**
 * What the next borrower of an interpreter finds of what the one before it changed. The names that a script binds are its own under every
 * policy, and no policy changes what a caller gets: whatever it does happens after the result was copied.
 */
public enum ResetPolicy {
    /** Everything but a script's names is shared, as in any Python process: imported modules, settings, threads. Costs nothing. */
    NONE,
    /**
     * Settings of the interpreter, such as the environment, the working directory, {@code sys.path}, standard streams, warnings filters,
     * loggers, the locale and the decimal context, are compared with what they were after the interpreter's start, and set back. The
     * guide to the pool has the whole list. Everything else is shared. An interpreter whose settings cannot be set back is replaced.
     */
    SETTINGS,
    /**
     * Each borrower has an interpreter that nobody used before. Worker processes fork one in milliseconds; other homes start one, ahead
     * where there are {@link PoolBuilder#spares}.
     */
    FRESH
}
