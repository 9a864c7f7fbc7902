package org.pybridge.internal.convert.encode;

import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.type.Access;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Encoder;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.PythonName;

/** Encodes an object as a map from Python names to its properties, in their order. Immutable. */
public final class ObjectEncoder implements Encoder {
    private final List<Property> properties;
    private final Encoders inside;

    /** Gets a property's value. */
    private interface Get {
        @Nullable
        Object from(Object owner) throws ReflectiveOperationException;
    }

    private record Property(String pythonName, String javaName, Get get) {}

    private ObjectEncoder(List<Property> properties, Encoders inside) {
        this.properties = properties;
        this.inside = inside;
    }

    /** A record's components have names in snake_case. */
    public static Encoder ofRecord(Class<?> type, Encoders inside) {
        List<Property> components = Arrays.stream(type.getRecordComponents())
                .map(component -> new Property(
                        PythonName.of(component), component.getName(), Access.open(component.getAccessor())::invoke))
                .toList();
        return new ObjectEncoder(components, inside);
    }

    /** The properties of other objects have the names that Jackson gives them. */
    public static Encoder ofBean(Class<?> type, List<BeanPropertyDefinition> properties, Encoders inside) {
        return new ObjectEncoder(
                properties.stream().map(property -> property(type, property)).toList(), inside);
    }

    private static Property property(Class<?> type, BeanPropertyDefinition property) {
        String name = property.getName();
        if (property.getAccessor().getMember() instanceof Field field) {
            return new Property(name, name, Access.open(field)::get);
        }
        Method getter = Access.openFor(type, (Method) property.getAccessor().getMember());
        return new Property(name, name, getter::invoke);
    }

    @Override
    public Object encode(Object value, int levels) {
        int below = Nesting.enterArgument(value, levels);
        Map<String, @Nullable Object> naturals = new LinkedHashMap<>();
        for (Property property : properties) {
            naturals.put(property.pythonName(), encode(property, value, below));
        }
        return naturals;
    }

    private @Nullable Object encode(Property property, Object value, int levels) {
        try {
            return inside.encode(property.get().from(value), levels);
        } catch (ConversionException misfit) {
            throw misfit.inside("." + property.javaName());
        } catch (InvocationTargetException failed) {
            throw ConversionException.ofArgument(ConversionErrors.kind(value), "dict", "")
                    .explained(property.javaName() + "() threw " + failed.getCause(), failed.getCause());
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(closed);
        }
    }
}
