package org.pybridge.internal.convert.jackson;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The names of parameters: those in the class file, or those of the class's fields where the only constructor takes a value for each of them, of
 * the same types in the same order, as data classes of Kotlin and Lombok do.
 */
public final class ParameterNames {
    private ParameterNames() {}

    static Optional<String> of(Executable owner, int index) {
        if (owner.getParameters()[index].isNamePresent()) {
            return Optional.of(owner.getParameters()[index].getName());
        }
        boolean canBeKnown = owner instanceof Constructor<?> && !JacksonTypes.isAnnotated(owner.getDeclaringClass());
        return canBeKnown
                ? fieldsOf((Constructor<?>) owner)
                        .map(fields -> fields.get(index).getName())
                : Optional.empty();
    }

    /** The fields behind the parameters; to be checked when an object was made, because only the types say so. */
    public static Optional<List<Field>> fieldsOf(Constructor<?> constructor) {
        Class<?> type = constructor.getDeclaringClass();
        List<Field> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .toList();
        boolean isOnly = Arrays.stream(type.getDeclaredConstructors())
                .allMatch(other -> other.equals(constructor) || other.isSynthetic());
        return isOnly
                        && type.getSuperclass() == Object.class
                        && fields.size() == constructor.getParameterCount()
                        && IntStream.range(0, fields.size())
                                .allMatch(i -> fields.get(i)
                                        .getGenericType()
                                        .equals(constructor.getGenericParameterTypes()[i]))
                ? Optional.of(fields)
                : Optional.empty();
    }
}
