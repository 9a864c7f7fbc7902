package org.pybridge.convert;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;

/** Encodes a record as a map from Python names to components, in their order. Immutable. */
final class RecordEncoder implements Encoder {
    private final List<Component> components;
    private final Encoders inside;

    private record Component(String name, Method accessor) {}

    RecordEncoder(Class<?> type, Encoders inside) {
        this.inside = inside;
        this.components = Arrays.stream(type.getRecordComponents())
                .map(component -> new Component(PythonName.of(component), Access.open(component.getAccessor())))
                .toList();
    }

    @Override
    public Object encode(Object value, int levels) {
        int below = Nesting.enterArgument(value, levels);
        Map<String, @Nullable Object> naturals = new LinkedHashMap<>();
        for (Component component : components) {
            naturals.put(component.name(), encode(component, value, below));
        }
        return naturals;
    }

    private @Nullable Object encode(Component component, Object value, int levels) {
        try {
            return inside.encode(component.accessor().invoke(value), levels);
        } catch (ConversionException misfit) {
            throw misfit.inside("." + component.accessor().getName());
        } catch (InvocationTargetException failed) {
            throw ConversionException.ofArgument(Misfit.kind(value), "dict", "")
                    .explained(component.accessor().getName() + "() threw " + failed.getCause(), failed.getCause());
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
    }
}
