package org.pybridge.wire;

import java.util.OptionalLong;
import org.pybridge.spi.Callback;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.Reference;
import org.pybridge.spi.SharedBuffer;

/**
 * Names what does not travel: {@link ValueWriter} writes the number, and whoever implements this keeps the thing. The numbers mean what
 * the backend says; the wire only carries them.
 */
public interface Exports {

    /**
     * Names an object that lives in Python.
     *
     * @param reference the object
     * @return the number that Python knows it by
     */
    long reference(Reference reference);

    /**
     * Names a function that Python may call.
     *
     * @param callback the function
     * @return the number that Python calls it by
     */
    long callback(Callback callback);

    /**
     * Names a Java object.
     *
     * @param object the object and what Python may call on it
     * @return the number that Python gives it back by
     */
    long object(JavaObject object);

    /**
     * Notes that Python is told where to find memory. What is {@linkplain SharedBuffer#given() given} is to be released when Python has
     * read the value.
     *
     * @param buffer the memory, and how Python sees it
     */
    void shares(SharedBuffer buffer);

    /**
     * Names a Java object that the other side named before, and that goes back there.
     *
     * @param object what stands for it here
     * @return its number there; empty, as by default, when it is no such object
     */
    default OptionalLong returned(Object object) {
        return OptionalLong.empty();
    }

    /**
     * Tells whether Java reads the value, on another machine: then tuples keep their names, and blocks of numbers travel with the value however large
     * they are.
     *
     * @return false by default
     */
    default boolean toJava() {
        return false;
    }
}
