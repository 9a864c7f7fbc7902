package org.pybridge.internal.convert.type;

import com.fasterxml.jackson.databind.JavaType;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The names of types as people write them: {@code Map<String, List<Point>>}. */
public final class TypeName {
    private TypeName() {}

    public static String of(JavaType type) {
        if (type.isArrayType()) {
            return of(type.getContentType()) + "[]";
        }
        String name = type.getRawClass().getSimpleName();
        if (type.containedTypeCount() == 0) {
            return name;
        }
        return IntStream.range(0, type.containedTypeCount())
                .mapToObj(i -> of(type.containedType(i)))
                .collect(Collectors.joining(", ", name + "<", ">"));
    }
}
