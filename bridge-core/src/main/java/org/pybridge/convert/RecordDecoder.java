package org.pybridge.convert;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyTuple;

/** Decodes dicts and named tuples by name, and plain tuples by position, to records. Keys that the record does not have are ignored. Immutable. */
final class RecordDecoder implements Decoder {
    private final String name;
    private final List<RecordPart> parts;
    private final Constructor<?> constructor;

    private RecordDecoder(String name, List<RecordPart> parts, Constructor<?> constructor) {
        this.name = name;
        this.parts = parts;
        this.constructor = constructor;
    }

    static Decoder of(JavaType type, Function<JavaType, Decoder> decoders) {
        Class<?> raw = type.getRawClass();
        TypeFactory types = TypeFactories.create();
        RecordComponent[] components = raw.getRecordComponents();
        List<RecordPart> parts = Arrays.stream(components)
                .map(component -> RecordPart.of(
                        component,
                        decoders.apply(types.resolveMemberType(component.getGenericType(), type.getBindings()))))
                .toList();
        Class<?>[] erased =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return new RecordDecoder(TypeName.of(type), parts, Access.open(raw.getDeclaredConstructor(erased)));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(raw + " has no canonical constructor", impossible);
        }
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (natural == null) {
            return null;
        }
        int below = Nesting.enterResult(natural, levels, name);
        if (natural instanceof Map<?, ?> fields) {
            return create(natural, ofFields(fields, below));
        }
        if (natural instanceof PyTuple tuple && !tuple.names().isEmpty()) {
            return create(natural, ofFields(byName(tuple), below));
        }
        if (natural instanceof PyTuple tuple && tuple.size() == parts.size()) {
            return create(natural, ofTuple(tuple, below));
        }
        throw Misfit.of(natural, name);
    }

    private static Map<String, @Nullable Object> byName(PyTuple tuple) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < tuple.size(); i++) {
            fields.put(tuple.names().get(i), tuple.get(i));
        }
        return fields;
    }

    private @Nullable Object[] ofFields(Map<?, ?> fields, int levels) {
        @Nullable Object[] arguments = new Object[parts.size()];
        for (int i = 0; i < arguments.length; i++) {
            RecordPart part = parts.get(i);
            arguments[i] = part.isIn(fields) ? part.decode(part.in(fields), levels) : part.missing(fields, name);
        }
        return arguments;
    }

    private @Nullable Object[] ofTuple(PyTuple tuple, int levels) {
        @Nullable Object[] arguments = new Object[parts.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = parts.get(i).decode(tuple.get(i), levels);
        }
        return arguments;
    }

    private Object create(Object natural, @Nullable Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            Throwable cause = refused.getTargetException();
            throw Misfit.of(natural, name).explained("its constructor threw " + cause, cause);
        } catch (InstantiationException | IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
