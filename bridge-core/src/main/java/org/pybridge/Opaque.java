package org.pybridge;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands a Java object to Python as a reference: Python sees nothing of it, can keep it and pass it on, and what comes back is the same
 * instance. {@link PythonBuilder#opaque} does so for all objects of a class. Immutable.
 */
public final class Opaque {
    private final Object object;

    private Opaque(Object object) {
        this.object = object;
    }

    /**
     * Wraps an object.
     *
     * @param object any object
     * @return the object as a reference
     */
    public static Opaque of(Object object) {
        return new Opaque(Objects.requireNonNull(object, "object"));
    }

    /**
     * Gives the object.
     *
     * @return the instance that was wrapped
     */
    public Object object() {
        return object;
    }

    /** Compares the instances. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Opaque that && object == that.object;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(object);
    }

    /** Says nothing of the object but its class. */
    @Override
    public String toString() {
        return "Opaque[" + object.getClass().getName() + "]";
    }
}
