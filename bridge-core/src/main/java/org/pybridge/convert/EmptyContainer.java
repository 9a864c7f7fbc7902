package org.pybridge.convert;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Makes empty collections and maps of one class. Immutable. */
final class EmptyContainer {
    private final Constructor<?> constructor;

    EmptyContainer(Class<?> type) {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw cannotBeMade(type, null);
        }
        try {
            this.constructor = Access.open(type.getConstructor());
        } catch (NoSuchMethodException none) {
            throw cannotBeMade(type, none);
        }
    }

    Object create() {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(constructor + " failed", failed);
        }
    }

    private static IllegalArgumentException cannotBeMade(Class<?> type, @Nullable Exception cause) {
        return new IllegalArgumentException(
                type.getName()
                        + " cannot be read: it has no public constructor without parameters, ask for its interface",
                cause);
    }
}
