package org.pybridge.spi;

import java.util.List;
import java.util.Map;
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
     * Runs a callback for Python. A backend calls callbacks only through this method, which knows the call that they belong to.
     *
     * @param callback the callback
     * @param arguments positional arguments, in natural values
     * @param named named arguments, in natural values
     * @return its result, as a natural value
     * @throws Throwable what it threw
     */
    @Nullable
    Object run(Callback callback, List<@Nullable Object> arguments, Map<String, @Nullable Object> named)
            throws Throwable;

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

    /**
     * Tells whether all calls have to meet the same interpreter, and the first one a new interpreter, because core puts something into it or
     * promises what is in it: an init script, warm-up calls, the application's own modules, a reset policy. A backend may have calls run
     * in one interpreter or another where it is not so.
     *
     * @return true by default
     */
    default boolean keepsState() {
        return true;
    }

    /**
     * Names modules that the interpreter imports before any code of the user's runs in it. Core has them imported; a backend whose
     * interpreters are copies of one may have done so before, once for all of them.
     *
     * @return the modules; empty where others, or an init script, come before them
     */
    List<String> firstImports();
}
