package org.pybridge.wire;

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
}
