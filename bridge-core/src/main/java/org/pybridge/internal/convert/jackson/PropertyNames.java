package org.pybridge.internal.convert.jackson;

import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.Executable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyName;
import org.pybridge.internal.support.SnakeCase;

/**
 * Names properties for Jackson as everywhere here: {@link PyName} gives a name, the components of records are in snake_case, and each property
 * is read in either spelling.
 */
final class PropertyNames extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable String findImplicitPropertyName(AnnotatedMember member) {
        return member instanceof AnnotatedParameter parameter
                ? name(parameter)
                : super.findImplicitPropertyName(member);
    }

    private @Nullable String name(AnnotatedParameter parameter) {
        String given = super.findImplicitPropertyName(parameter); // As @ConstructorProperties says.
        return given != null ? given : knownName(parameter);
    }

    private static @Nullable String knownName(AnnotatedParameter parameter) {
        return ParameterNames.of((Executable) parameter.getOwner().getAnnotated(), parameter.getIndex())
                .orElse(null);
    }

    @Override
    public @Nullable PropertyName findNameForSerialization(Annotated element) {
        PyName given = element.getAnnotation(PyName.class);
        return given != null ? PropertyName.construct(given.value()) : super.findNameForSerialization(element);
    }

    @Override
    public @Nullable PropertyName findNameForDeserialization(Annotated element) {
        PyName given = element.getAnnotation(PyName.class);
        return given != null ? PropertyName.construct(given.value()) : super.findNameForDeserialization(element);
    }

    @Override
    public List<PropertyName> findPropertyAliases(Annotated element) {
        List<PropertyName> declared = super.findPropertyAliases(element);
        String name = javaName(element);
        Stream<PropertyName> spellings = name == null
                ? Stream.of()
                : Stream.of(name, SnakeCase.of(name)).distinct().map(PropertyName::construct);
        return Stream.concat(declared == null ? Stream.of() : declared.stream(), spellings)
                .toList();
    }

    private @Nullable String javaName(Annotated element) {
        if (element instanceof AnnotatedParameter parameter) {
            return name(parameter);
        }
        if (element instanceof AnnotatedMethod method) {
            String name = method.getName();
            int prefix = name.startsWith("get") || name.startsWith("set") ? 3 : name.startsWith("is") ? 2 : 0;
            return prefix < name.length()
                    ? Character.toLowerCase(name.charAt(prefix)) + name.substring(prefix + 1)
                    : null;
        }
        return element instanceof AnnotatedField field ? field.getName() : null;
    }

    /** Leaves the names of all classes but records as they are. */
    static final class OfRecords extends PropertyNamingStrategy {
        private static final long serialVersionUID = 1L;

        @Override
        public String nameForField(MapperConfig<?> config, AnnotatedField field, String name) {
            return name(field, name);
        }

        @Override
        public String nameForGetterMethod(MapperConfig<?> config, AnnotatedMethod method, String name) {
            return name(method, name);
        }

        @Override
        public String nameForConstructorParameter(MapperConfig<?> config, AnnotatedParameter parameter, String name) {
            return name(parameter, name);
        }

        private static String name(AnnotatedMember member, String name) {
            return member.getDeclaringClass().isRecord() ? SnakeCase.of(name) : name;
        }
    }
}
