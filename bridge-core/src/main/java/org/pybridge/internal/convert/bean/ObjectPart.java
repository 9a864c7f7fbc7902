package org.pybridge.internal.convert.bean;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
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
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.PythonName;

/**
 * A component of a record, or a property of another object, that is being read.
 *
 * @param javaName its name in Java
 * @param pythonName its name in Python
 * @param decoder decodes its value
 * @param canBeMissing whether a missing key is read as None
 */
public record ObjectPart(String javaName, String pythonName, Decoder decoder, boolean canBeMissing) {
    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    public static ObjectPart of(RecordComponent component, Decoder decoder) {
        return new ObjectPart(component.getName(), PythonName.of(component), decoder, canBeMissing(component));
    }

    public static ObjectPart of(Parameter parameter, String name, Decoder decoder) {
        boolean canBeMissing = canBeMissing(parameter.getType(), parameter, parameter.getAnnotatedType());
        return new ObjectPart(name, PythonName.of(parameter, name), decoder, canBeMissing);
    }

    public static ObjectPart of(Method setter, String name, Decoder decoder) {
        return new ObjectPart(name, PythonName.of(setter, name), decoder, true);
    }

    public static ObjectPart of(Field field, String name, Decoder decoder) {
        return new ObjectPart(name, PythonName.of(field, name), decoder, true);
    }

    /** Tells whether what a component is read from may be missing: it says so by its type, or by an annotation. */
    public static boolean canBeMissing(RecordComponent component) {
        return canBeMissing(component.getType(), component, component.getAnnotatedType());
    }

    private static boolean canBeMissing(Class<?> type, AnnotatedElement element, AnnotatedType annotated) {
        return OPTIONALS.contains(type) || isNullable(element, annotated);
    }

    /** Any annotation of that name counts, whether it annotates the type or the component. */
    private static boolean isNullable(AnnotatedElement element, AnnotatedType annotated) {
        return Stream.of(element.getAnnotations(), annotated.getAnnotations())
                .flatMap(Arrays::stream)
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getSimpleName().equals("Nullable"));
    }

    public boolean isIn(Map<?, ?> fields) {
        return fields.containsKey(pythonName) || fields.containsKey(javaName);
    }

    @Nullable
    public Object in(Map<?, ?> fields) {
        Object field = fields.get(pythonName);
        return field != null || fields.containsKey(pythonName) ? field : fields.get(javaName);
    }

    @Nullable
    public Object decode(@Nullable Object natural, int levels) {
        try {
            return decoder.decode(natural, levels);
        } catch (ConversionException misfit) {
            throw misfit.inside("." + javaName);
        }
    }

    @Nullable
    public Object missing(Map<?, ?> fields, String owner) {
        if (canBeMissing) {
            return decoder.decode(null, Nesting.LIMIT);
        }
        throw ConversionErrors.ofKeys(fields, owner + ", which has a component " + javaName)
                .explained("there is no key " + pythonName, null);
    }
}
