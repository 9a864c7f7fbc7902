package org.pybridge.wire;

import org.jspecify.annotations.Nullable;

/** Makes of the numbers that {@link ValueReader} meets what they name. */
public interface Imports {

    /**
     * Gives the handle of an object that stayed in Python.
     *
     * @param id the number that Python gave it
     * @return what is put where the object was in the value
     */
    @Nullable
    Object reference(long id);

    /**
     * Gives the Java object that Python gave back.
     *
     * @param id the number that {@link Exports#object} gave it
     * @return the object
     */
    Object object(long id);

    /**
     * Is asked every few thousand elements of a value whether anybody still wants it: a call can be stopped while its result is read.
     * Does nothing by default.
     *
     * @throws RuntimeException when nobody does; it ends the reading
     */
    default void requireWanted() {}
}
