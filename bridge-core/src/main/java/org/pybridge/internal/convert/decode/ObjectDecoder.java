package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.PyTuple;
import org.pybridge.internal.convert.bean.BeanPlan;
import org.pybridge.internal.convert.bean.ObjectPart;
import org.pybridge.internal.convert.type.Access;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.MemberTypes;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.TypeName;

/**
 * Decodes dicts and named tuples by name, and plain tuples by position to records, to the objects of one class. Keys that the class does not
 * have are ignored, as long as it has one of them. Immutable.
 */
final class ObjectDecoder implements Decoder {
    private final String name;
    private final Constructor<?> constructor;
    private final List<ObjectPart> arguments;
    private final List<Setter> setters;
    private final List<Field> behind;
    private final boolean byPosition;

    private ObjectDecoder(
            String name,
            Constructor<?> constructor,
            List<ObjectPart> arguments,
            List<Setter> setters,
            List<Field> behind,
            boolean byPosition) {
        this.name = name;
        this.constructor = constructor;
        this.arguments = arguments;
        this.setters = setters;
        this.behind = behind;
        this.byPosition = byPosition;
    }

    /** A property that is set when the object is there. */
    private record Setter(ObjectPart part, Write write) {}

    /** Sets a property. */
    private interface Write {
        void to(Object target, @Nullable Object value) throws ReflectiveOperationException;
    }

    static Decoder ofRecord(MemberTypes types, Function<JavaType, Decoder> decoders) {
        Class<?> raw = types.owner().getRawClass();
        RecordComponent[] components = raw.getRecordComponents();
        List<ObjectPart> parts = Arrays.stream(components)
                .map(component -> ObjectPart.of(component, decoders.apply(types.component(component))))
                .toList();
        Class<?>[] erased =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = Access.open(raw.getDeclaredConstructor(erased));
            return new ObjectDecoder(TypeName.of(types.owner()), constructor, parts, List.of(), List.of(), true);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(raw + " has no canonical constructor", impossible);
        }
    }

    static Decoder ofBean(JavaType type, BeanPlan plan, Function<JavaType, Decoder> decoders) {
        List<ObjectPart> arguments = new ArrayList<>();
        for (BeanPlan.Property argument : plan.arguments()) {
            int index = ((AnnotatedParameter) argument.member()).getIndex();
            arguments.add(ObjectPart.of(
                    plan.constructor().getParameters()[index], argument.name(), decoders.apply(argument.type())));
        }
        List<Setter> setters = plan.others().stream()
                .map(other -> setter(other, decoders.apply(other.type())))
                .toList();
        List<Field> behind = plan.behind().stream().map(Access::open).toList();
        return new ObjectDecoder(TypeName.of(type), Access.open(plan.constructor()), arguments, setters, behind, false);
    }

    private static Setter setter(BeanPlan.Property property, Decoder decoder) {
        if (property.member().getMember() instanceof Field field) {
            Field open = Access.open(field);
            return new Setter(ObjectPart.of(field, property.name(), decoder), open::set);
        }
        Method method = Access.open((Method) property.member().getMember());
        return new Setter(ObjectPart.of(method, property.name(), decoder), method::invoke);
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (natural == null) {
            return null;
        }
        int below = Nesting.enterResult(natural, levels, name);
        if (natural instanceof Map<?, ?> fields) {
            return ofFields(fields, below);
        }
        if (natural instanceof PyTuple tuple && !tuple.names().isEmpty()) {
            return ofFields(byName(tuple), below);
        }
        if (byPosition && natural instanceof PyTuple tuple && tuple.size() == arguments.size()) {
            return create(natural, ofTuple(tuple, below));
        }
        throw ConversionErrors.of(natural, name);
    }

    private static Map<String, @Nullable Object> byName(PyTuple tuple) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < tuple.size(); i++) {
            fields.put(tuple.names().get(i), tuple.get(i));
        }
        return fields;
    }

    private Object ofFields(Map<?, ?> fields, int levels) {
        requireOne(fields);
        @Nullable Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            ObjectPart part = arguments.get(i);
            values[i] = part.isIn(fields) ? part.decode(part.in(fields), levels) : part.missing(fields, name);
        }
        Object made = create(fields, values);
        for (Setter setter : setters) {
            if (setter.part().isIn(fields)) {
                set(made, setter, setter.part().in(fields), levels);
            }
        }
        return made;
    }

    /** A dict of which nothing arrives was meant for something else, or its keys are spelled in another way. */
    private void requireOne(Map<?, ?> fields) {
        List<ObjectPart> parts = Stream.concat(
                        arguments.stream(), setters.stream().map(Setter::part))
                .toList();
        if (!fields.isEmpty() && !parts.isEmpty() && parts.stream().noneMatch(part -> part.isIn(fields))) {
            List<String> names = parts.stream().map(ObjectPart::pythonName).toList();
            throw ConversionErrors.ofKeys(fields, name)
                    .explained("it has none of these keys, but " + ConversionErrors.shortened(names.toString()), null);
        }
    }

    private void set(Object made, Setter setter, @Nullable Object natural, int levels) {
        Object value = setter.part().decode(natural, levels);
        try {
            setter.write().to(made, value);
        } catch (InvocationTargetException refused) {
            throw misfit(natural, "its setter threw ", refused)
                    .inside("." + setter.part().javaName());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private @Nullable Object[] ofTuple(PyTuple tuple, int levels) {
        @Nullable Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).decode(tuple.get(i), levels);
        }
        return values;
    }

    private Object create(Object natural, @Nullable Object[] values) {
        try {
            Object made = constructor.newInstance(values);
            for (int i = 0; i < behind.size(); i++) {
                requireKept(natural, behind.get(i), made, values[i]);
            }
            return made;
        } catch (InvocationTargetException refused) {
            throw misfit(natural, "its constructor threw ", refused);
        } catch (InstantiationException | IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Parameters that were named by the order of the fields have to be these fields, or values would change places silently. */
    private void requireKept(Object natural, Field field, Object made, @Nullable Object value)
            throws IllegalAccessException {
        if (!Objects.deepEquals(field.get(made), value)) {
            throw ConversionErrors.of(natural, name)
                    .explained(
                            "its constructor does not keep what it is given in its fields, in their order; name its parameters: compile"
                                    + " with -parameters, or annotate them with @JsonProperty",
                            null);
        }
    }

    private ConversionException misfit(@Nullable Object natural, String what, InvocationTargetException refused) {
        Throwable cause = refused.getTargetException();
        return ConversionErrors.of(natural, name).explained(what + cause, cause);
    }
}
