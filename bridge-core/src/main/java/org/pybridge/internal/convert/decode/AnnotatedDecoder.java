package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.jackson.Jackson;
import org.pybridge.internal.convert.type.Ancestors;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.TypeName;

/** Decodes to a class with annotations of Jackson's, which then says how. Immutable. */
final class AnnotatedDecoder implements Decoder {
    private final JavaType type;
    private final Jackson jackson;
    private final Set<String> names;

    AnnotatedDecoder(JavaType type, Jackson jackson) {
        this.type = type;
        this.jackson = jackson;
        this.names = names(jackson.made(type));
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (natural instanceof Map<?, ?> fields
                && !names.isEmpty()
                && !fields.isEmpty()
                && fields.keySet().stream().noneMatch(names::contains)) {
            throw ConversionErrors.ofKeys(fields, TypeName.of(type))
                    .explained("it has none of these keys, but " + ConversionErrors.shortened(names.toString()), null);
        }
        try {
            return jackson.read(natural, type);
        } catch (ConversionException misfit) {
            Object constant = type.isEnumType() ? constant(natural) : null;
            if (constant == null) {
                throw misfit;
            }
            return constant;
        }
    }

    /** A member of a Python enum is its name, whatever JSON calls the constant. */
    private @Nullable Object constant(@Nullable Object natural) {
        for (Object constant : type.getRawClass().getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(natural)) {
                return constant;
            }
        }
        return null;
    }

    /** The keys of which one has to be there; none where annotations decide in another way. */
    private static Set<String> names(BeanDescription description) {
        boolean isSpecial = description.findAnySetterAccessor() != null
                || description.getClassInfo().hasAnnotation(JsonDeserialize.class)
                || Ancestors.of(description.getBeanClass()).stream()
                        .anyMatch(each -> each.isAnnotationPresent(JsonTypeInfo.class));
        Set<String> names = new LinkedHashSet<>();
        for (BeanPropertyDefinition property : description.findProperties()) {
            isSpecial |= property.getPrimaryMember() == null
                    || property.getPrimaryMember().hasAnnotation(JsonUnwrapped.class);
            names.add(property.getName());
            property.findAliases().stream().map(PropertyName::getSimpleName).forEach(names::add);
        }
        return isSpecial ? Set.of() : names;
    }
}
