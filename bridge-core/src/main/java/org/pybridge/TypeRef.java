package org.pybridge;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Names a generic type, which a {@code Class} cannot: {@code new TypeRef<List<String>>() {}}. Immutable.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {
    private final Type type;

    /** Reads the type from the subclass that is being made. */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent)) {
            throw new IllegalStateException("TypeRef needs its type: new TypeRef<List<String>>() {}");
        }
        this.type = parent.getActualTypeArguments()[0];
    }

    /**
     * Gives the type.
     *
     * @return the type between the angle brackets
     */
    public final Type type() {
        return type;
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
