package org.pybridge.arrow;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;

/** Makes records of one class. Immutable. */
final class RecordMaker {
    /** So that the code that makes a class is compiled once. */
    private static final ClassValue<RecordMaker> KNOWN = new ClassValue<>() {
        @Override
        protected RecordMaker computeValue(Class<?> type) {
            return new RecordMaker(type);
        }
    };

    private final Class<?> type;
    private final RecordComponent[] components;
    private final TypeFit[] fits;
    private final MethodHandle constructor;

    private RecordMaker(Class<?> type) {
        this.type = type;
        this.components = Objects.requireNonNull(
                type.getRecordComponents(), () -> type.getName() + " is no record; rows of a table are records");
        this.fits = Arrays.stream(components)
                .map(component -> TypeFit.of(component.getGenericType()))
                .toArray(TypeFit[]::new);
        this.constructor = constructor(type, components);
    }

    static RecordMaker of(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is no record; rows of a table are records");
        }
        JavaTypes.requireFinite(type);
        return KNOWN.get(type);
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent... components) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            if (!canonical.trySetAccessible()) {
                throw new IllegalArgumentException(canonical + " cannot be reached: make " + type.getName()
                        + " public and export its package, or open " + type.getPackageName()
                        + " to org.pybridge.arrow");
            }
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, components.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Finds the columns that the components are read from. */
    int[] columnsIn(List<TableField> fields) {
        int[] columns = new int[components.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = columnOf(components[i], fields);
        }
        return columns;
    }

    private int columnOf(RecordComponent component, List<TableField> fields) {
        String name = ColumnNames.of(component);
        for (String wanted : List.of(name, component.getName())) {
            if (fields.stream().anyMatch(field -> field.name().equals(wanted))) {
                return TableField.indexOf(wanted, fields);
            }
        }
        throw new IllegalArgumentException(type.getSimpleName() + " has a component \"" + component.getName()
                + "\", and there is no column \"" + name + "\"; there are "
                + fields.stream().map(TableField::name).toList() + ". @PyName can name one");
    }

    /** Makes the record of a row. */
    Object make(List<TableField> fields, List<Vector> vectors, int[] columns, int row) {
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            try {
                values[i] = fits[i].read(vectors.get(columns[i]), row);
            } catch (RuntimeException misfit) {
                throw Misfits.of(fields.get(columns[i]), row, fits[i], misfit);
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
    Object make(Map<?, ?> parts) {
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            String name = ColumnNames.of(components[i]);
            String given = parts.containsKey(name) ? name : components[i].getName();
            if (!parts.containsKey(given)) {
                throw new IllegalArgumentException(type.getSimpleName() + " has a component \"" + name
                        + "\", and there is no such part in " + parts.keySet());
            }
            values[i] = fits[i].fitNullable(parts.get(given));
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
