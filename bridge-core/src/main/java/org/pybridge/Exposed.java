package org.pybridge;

import java.util.Objects;

/**
 * Hands a Java object to Python with the methods of one interface and nothing else. Without this, a Java object is opaque in Python.
 * Immutable.
 *
 * @param type the interface whose methods Python may call, under their Java names and in snake_case
 * @param object the object
 */
public record Exposed(Class<?> type, Object object) {

    /** Checks that the object has the interface. */
    public Exposed {
        Objects.requireNonNull(object, "object");
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getName() + " is no interface; expose what Python may call as one");
        }
        if (!type.isInstance(object)) {
            throw new IllegalArgumentException(object.getClass().getName() + " does not implement " + type.getName());
        }
    }

    /**
     * Exposes an object.
     *
     * @param type the interface whose methods Python may call
     * @param object the object
     * @param <T> the interface
     * @return the object as Python may see it
     */
    public static <T> Exposed of(Class<T> type, T object) {
        return new Exposed(type, object);
    }
}
