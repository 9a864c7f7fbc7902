package org.pybridge.arrow;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.bean.ObjectPart;

/** Makes records of one class. Immutable. */
final class RecordMaker {
    /** So that the code that makes a class is compiled once. */
    private static final ClassValue<RecordMaker> KNOWN = new ClassValue<>() {
        @Override
        protected RecordMaker computeValue(Class<?> type) {
            return new RecordMaker(type);
        }
    };

    private static final int NONE = -1;

    private final Class<?> type;
    private final List<Part> parts;
    private final MethodHandle constructor;

    /**
     * One component.
     *
     * @param name what it is called in Python
     * @param javaName what it is called in Java, which is taken where the other name is not there
     * @param fit reads its values
     * @param canBeMissing whether there may be no column of it
     */
    private record Part(String name, String javaName, TypeFit fit, boolean canBeMissing) {
        static Part of(RecordComponent component) {
            return new Part(
                    RecordColumns.nameOf(component),
                    component.getName(),
                    fit(component),
                    ObjectPart.canBeMissing(component));
        }

        private static TypeFit fit(RecordComponent component) {
            try {
                return TypeFit.of(component.getGenericType());
            } catch (IllegalArgumentException unsupported) {
                throw new IllegalArgumentException(
                        component.getDeclaringRecord().getSimpleName() + " has a component \"" + component.getName()
                                + "\": " + unsupported.getMessage(),
                        unsupported);
            }
        }
    }

    private RecordMaker(Class<?> type) {
        JavaTypes.requireFiniteRecord(type);
        RecordComponent[] components = type.getRecordComponents();
        this.type = type;
        this.parts = Arrays.stream(components).map(Part::of).toList();
        this.constructor = constructor(type, components);
    }

    static RecordMaker of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent... components) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return MethodHandles.lookup()
                    .unreflectConstructor(Getters.opened(canonical))
                    .asSpreader(Object[].class, components.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Finds the columns that the components are read from, or none where that may be. */
    int[] columnsIn(List<TableField> fields) {
        return parts.stream().mapToInt(part -> columnOf(part, fields)).toArray();
    }

    private int columnOf(Part part, List<TableField> fields) {
        List<String> names = fields.stream().map(TableField::name).toList();
        for (String wanted : List.of(part.name(), part.javaName())) {
            if (names.contains(wanted)) {
                return TableField.indexOf(wanted, fields);
            }
        }
        if (part.canBeMissing()) {
            return NONE;
        }
        throw new IllegalArgumentException(type.getSimpleName() + " has a component \"" + part.javaName()
                + "\", and there is no column \"" + part.name() + "\"; there are " + names
                + ". @PyName can name one");
    }

    /** Makes the record of a row. */
    Object make(List<TableField> fields, List<Vector> vectors, int[] columns, int row) {
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] == NONE) {
                values[i] = parts.get(i).fit().fitNullable(null);
                continue;
            }
            try {
                values[i] = parts.get(i).fit().read(vectors.get(columns[i]), row);
            } catch (RuntimeException misfit) {
                throw Misfits.of(fields.get(columns[i]), row, parts.get(i).fit(), misfit);
            }
        }
        try {
            return make(values);
        } catch (IllegalArgumentException refused) {
            throw ConversionException.ofResult("row", type.getSimpleName())
                    .explained(String.valueOf(refused.getMessage()), refused)
                    .inside("[" + row + "]");
        }
    }

    /** Makes the record that a value with parts is. */
    Object make(Map<?, ?> given) {
        @Nullable Object[] values = new @Nullable Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            Part part = parts.get(i);
            String name = given.containsKey(part.name()) ? part.name() : part.javaName();
            if (!given.containsKey(name) && !part.canBeMissing()) {
                throw new IllegalArgumentException(type.getSimpleName() + " has a component \"" + part.name()
                        + "\", and there is no such part in " + given.keySet());
            }
            values[i] = part.fit().fitNullable(given.get(name));
        }
        return make(values);
    }

    private Object make(@Nullable Object... values) {
        try {
            return constructor.invokeExact(values);
        } catch (Error failed) {
            throw failed;
        } catch (Throwable refused) {
            throw new IllegalArgumentException("its constructor refused it: " + refused, refused);
        }
    }
}
