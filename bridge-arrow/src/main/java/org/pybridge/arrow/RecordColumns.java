package org.pybridge.arrow;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The components of a record class as columns. Immutable. */
final class RecordColumns {
    private final Class<?> type;
    private final List<Component> components;

    private RecordColumns(Class<?> type) {
        this.type = type;
        this.components =
                Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
    }

    static RecordColumns of(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is no record; rows of a table are records");
        }
        return new RecordColumns(type);
    }

    Class<?> type() {
        return type;
    }

    List<String> names() {
        return components.stream().map(Component::name).toList();
    }

    /**
     * Tells the columns' types.
     *
     * @param rows some rows, for what the components' types do not say: the digits of decimals, and zones
     */
    List<TableField> fields(Supplier<Stream<?>> rows) {
        return components.stream().map(component -> component.field(rows)).toList();
    }

    void append(Record row, List<ColumnWriter> columns) {
        for (int i = 0; i < columns.size(); i++) {
            components.get(i).append(row, columns.get(i));
        }
    }

    /** How a component is read. */
    private enum Kind {
        LONG(long.class),
        DOUBLE(double.class),
        BOOLEAN(boolean.class),
        OBJECT(Object.class);

        private final MethodType getter;

        Kind(Class<?> result) {
            this.getter = MethodType.methodType(result, Object.class);
        }

        static Kind of(Class<?> type) {
            if (type == long.class || type == int.class || type == short.class || type == byte.class) {
                return LONG;
            } else if (type == double.class || type == float.class) {
                return DOUBLE;
            }
            return type == boolean.class ? BOOLEAN : OBJECT;
        }
    }

    private record Component(String name, Type type, Kind kind, MethodHandle getter) {

        static Component of(RecordComponent component) {
            Method accessor = component.getAccessor();
            if (!accessor.trySetAccessible()) {
                throw new IllegalArgumentException(accessor + " cannot be reached: make "
                        + component.getDeclaringRecord().getName() + " public and export its package, or open "
                        + component.getDeclaringRecord().getPackageName() + " to org.pybridge.arrow");
            }
            Kind kind = Kind.of(component.getType());
            try {
                MethodHandle getter = MethodHandles.lookup().unreflect(accessor).asType(kind.getter);
                return new Component(ColumnNames.of(component), component.getGenericType(), kind, getter);
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        TableField field(Supplier<Stream<?>> rows) {
            boolean primitive = type instanceof Class<?> plain && plain.isPrimitive();
            return new TableField(
                    name, JavaTypes.columnType(name, type, () -> rows.get().map(this::get)), !primitive);
        }

        private @Nullable Object get(Object row) {
            try {
                return getter.invoke(row);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }

        void append(Record row, ColumnWriter column) {
            try {
                switch (kind) {
                    case LONG -> column.append((long) getter.invokeExact((Object) row));
                    case DOUBLE -> column.append((double) getter.invokeExact((Object) row));
                    case BOOLEAN -> column.append((boolean) getter.invokeExact((Object) row));
                    default -> column.append((Object) getter.invokeExact((Object) row));
                }
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }

        private RuntimeException failed(Throwable thrown) {
            if (thrown instanceof Error error) {
                throw error;
            }
            return new IllegalArgumentException("column \"" + name + "\": " + thrown.getMessage(), thrown);
        }
    }
}
