package org.pybridge.internal.convert.type;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedTransferQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes empty collections and maps of one class, or of one that implements the interface. Immutable. */
public final class EmptyContainer {
    /** What interfaces are read as: the first one that fits. */
    private static final List<Class<?>> CLASSES = List.of(
            ArrayList.class,
            LinkedHashSet.class,
            TreeSet.class,
            LinkedList.class,
            LinkedBlockingDeque.class,
            LinkedTransferQueue.class,
            LinkedHashMap.class,
            TreeMap.class,
            ConcurrentHashMap.class,
            ConcurrentSkipListMap.class);

    private final Supplier<Object> made;

    private EmptyContainer(Supplier<Object> made) {
        this.made = made;
    }

    public static EmptyContainer of(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == EnumMap.class && type.getKeyType().isEnumType()) {
            Class<?> keys = type.getKeyType().getRawClass();
            return new EmptyContainer(() -> enumMap(keys));
        }
        if (raw == EnumSet.class && type.getContentType().isEnumType()) {
            Class<?> elements = type.getContentType().getRawClass();
            return new EmptyContainer(() -> enumSet(elements));
        }
        Constructor<?> constructor = constructor(raw);
        return new EmptyContainer(() -> create(constructor));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class is an enum's
    private static Object enumMap(Class<?> keys) {
        return new EnumMap(keys);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class is an enum's
    private static Object enumSet(Class<?> elements) {
        return EnumSet.noneOf((Class) elements);
    }

    private static Constructor<?> constructor(Class<?> type) {
        Class<?> made = type;
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            made = CLASSES.stream()
                    .filter(type::isAssignableFrom)
                    .findFirst()
                    .orElseThrow(() -> cannotBeMade(type, "no class of Java's implements it", null));
        }
        try {
            return Access.open(made.getConstructor());
        } catch (NoSuchMethodException none) {
            throw cannotBeMade(type, "it has no public constructor without parameters", none);
        }
    }

    public Object create() {
        return made.get();
    }

    private static Object create(Constructor<?> constructor) {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(constructor + " failed", failed);
        }
    }

    private static IllegalArgumentException cannotBeMade(Class<?> type, String why, @Nullable Exception cause) {
        Class<?> instead = Map.class.isAssignableFrom(type)
                ? Map.class
                : Set.class.isAssignableFrom(type) ? Set.class : List.class;
        return new IllegalArgumentException(
                type.getName() + " cannot be read: " + why + "; ask for " + instead.getSimpleName()
                        + " or add fromPython(" + type.getSimpleName() + ".class, ...)",
                cause);
    }
}
