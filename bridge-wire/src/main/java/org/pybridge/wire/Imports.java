package org.pybridge.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.Callback;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.JavaObject;

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
     * Tells whether Java wrote the value, on another machine, so that it may have what only Python is sent: functions, objects with methods, blocks
     * of numbers.
     *
     * @return false by default
     */
    default boolean fromJava() {
        return false;
    }

    /**
     * Gives the function of the other side's that a number names. Asked only where a value is {@linkplain #fromJava from Java}.
     *
     * @param id the number
     * @return what stands for it here
     */
    default Callback callback(long id) {
        throw new WireFormatException("a function is no result", null);
    }

    /**
     * Gives the Java object of the other side's that a number names. Asked only where a value is {@linkplain #fromJava from Java}.
     *
     * @param id the number
     * @param className the name of its class
     * @param methods what may be called on it
     * @return what stands for it here
     */
    default JavaObject object(long id, String className, List<String> methods) {
        throw new WireFormatException("a Java object with methods is no result", null);
    }

    /**
     * Gives what a function of Python's is to make of arguments. Asked only where a value is {@linkplain #fromJava from Java}.
     *
     * @param maker the function
     * @param arguments its arguments
     * @return a natural value
     * @throws IllegalArgumentException when this side knows no such function, or the arguments do not fit
     */
    default Object made(EntryPoint maker, List<? extends @Nullable Object> arguments) {
        throw new WireFormatException("what " + maker + " makes is no result", null);
    }

    /**
     * Is asked every few thousand elements of a value whether anybody still wants it: a call can be stopped while its result is read.
     * Does nothing by default.
     *
     * @throws RuntimeException when nobody does; it ends the reading
     */
    default void requireWanted() {}
}
