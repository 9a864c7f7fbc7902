package org.pybridge.internal.convert.type;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A handle of an object that is alive in Python, and what it can be copied to when a type asks for it. */
public interface Copyable {

    /** What a copy is made of. */
    enum Form {
        /** A map of the object's fields. */
        FIELDS,
        /** A list of the object's elements. */
        ELEMENTS,
        /** A {@link org.pybridge.PyBuffer}; what has no buffer of numbers stays the object that it is. */
        BUFFER,
        /** A number. */
        NUMBER,
        /** Whatever natural value the object has. */
        VALUE
    }

    /**
     * Copies the object to Java.
     *
     * @param form what the copy is made of
     * @return a natural value
     * @throws org.pybridge.ConversionException when the object has no such form
     * @throws org.pybridge.PythonException when Python raised
     */
    @Nullable
    Object copy(Form form);

    /**
     * Names the object's type, for messages.
     *
     * @return the name, or nothing where Python does not tell
     */
    Optional<String> typeName();

    /**
     * Implements an interface by the object, as {@link org.pybridge.PyObject#bind} does.
     *
     * @param type the interface with its type arguments
     * @return an implementation of it
     * @throws IllegalArgumentException when the object does not match
     */
    Object implement(MemberTypes type);
}
