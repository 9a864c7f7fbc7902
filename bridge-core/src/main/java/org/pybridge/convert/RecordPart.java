package org.pybridge.convert;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;

/**
 * A component of a record that is being read.
 *
 * @param javaName its name in Java
 * @param pythonName its name in Python
 * @param decoder decodes its value
 * @param canBeMissing whether a missing key is read as None
 */
record RecordPart(String javaName, String pythonName, Decoder decoder, boolean canBeMissing) {
    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    static RecordPart of(RecordComponent component, Decoder decoder) {
        return new RecordPart(
                component.getName(),
                PythonName.of(component),
                decoder,
                OPTIONALS.contains(component.getType()) || isNullable(component));
    }

    /** Any annotation of that name counts, whether it annotates the type or the component. */
    private static boolean isNullable(RecordComponent component) {
        return Stream.of(
                        component.getAnnotations(), component.getAnnotatedType().getAnnotations())
                .flatMap(Arrays::stream)
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getSimpleName().equals("Nullable"));
    }

    boolean isIn(Map<?, ?> fields) {
        return fields.containsKey(pythonName) || fields.containsKey(javaName);
    }

    @Nullable
    Object in(Map<?, ?> fields) {
        Object field = fields.get(pythonName);
        return field != null || fields.containsKey(pythonName) ? field : fields.get(javaName);
    }

    @Nullable
    Object decode(@Nullable Object natural, int levels) {
        try {
            return decoder.decode(natural, levels);
        } catch (ConversionException misfit) {
            throw misfit.inside("." + javaName);
        }
    }

    @Nullable
    Object missing(Map<?, ?> fields, String record) {
        if (canBeMissing) {
            return decoder.decode(null, Nesting.LIMIT);
        }
        throw ConversionException.ofResult(
                        "dict with the keys " + Misfit.shortened(fields.keySet().toString()),
                        record + ", which has a component " + javaName)
                .explained("there is no key " + pythonName, null);
    }
}
