package org.pybridge.arrow;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyName;
import org.pybridge.internal.support.SnakeCase;

/** The components of a record class as columns. Immutable. */
final class RecordColumns {
    /** So that the code that reads a class is compiled once. */
    private static final ClassValue<RecordColumns> KNOWN = new ClassValue<>() {
        @Override
        protected RecordColumns computeValue(Class<?> type) {
            return new RecordColumns(type);
        }
    };

    private final Class<?> type;
    private final List<Component> components;

    private RecordColumns(Class<?> type) {
        JavaTypes.requireFiniteRecord(type);
        this.type = type;
        this.components =
                Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
    }

    static RecordColumns of(Class<?> type) {
        return KNOWN.get(type);
    }

    /** Returns the name of the column that a component is. */
    static String nameOf(RecordComponent component) {
        PyName given = component.getAnnotation(PyName.class);
        return given != null ? given.value() : SnakeCase.of(component.getName());
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

    /** Appends one record. */
    void append(Record row, List<ColumnWriter> columns) {
        Object[] rows = {row};
        for (int i = 0; i < columns.size(); i++) {
            components.get(i).append(rows, 0, 1, columns.get(i));
        }
    }

    /** Returns the columns that records make, which are all of this class. */
    List<ColumnSource> sources(Object... rows) {
        return components.stream()
                .map(component -> new ColumnSource(
                        component.field(() -> Arrays.stream(rows)),
                        rows.length,
                        (from, to, column) -> component.append(rows, from, to, column)))
                .toList();
    }

    /**
     * One component.
     *
     * @param name the column's name
     * @param type what is declared
     * @param getter a function that gives the value: of longs, doubles or truth values where it is a primitive
     */
    private record Component(String name, Type type, Object getter) {

        static Component of(RecordComponent component) {
            return new Component(nameOf(component), component.getGenericType(), Getters.of(component.getAccessor()));
        }

        TableField field(Supplier<Stream<?>> rows) {
            // Only what is an object can have a column type that its values decide.
            boolean isObject = getter instanceof Function;
            Supplier<Stream<?>> values = isObject ? () -> rows.get().map(this::object) : Stream::empty;
            boolean primitive = type instanceof Class<?> plain && plain.isPrimitive();
            return new TableField(name, JavaTypes.columnType(name, type, values), !primitive);
        }

        @SuppressWarnings("unchecked") // it was made to take any object
        private @Nullable Object object(Object row) {
            return ((Function<Object, @Nullable Object>) getter).apply(row);
        }

        /** Appends the values of some records, in one loop for each kind of getter, which the compiler can inline there. */
        @SuppressWarnings("unchecked") // it was made to take any object
        void append(Object[] rows, int from, int to, ColumnWriter column) {
            if (getter instanceof ToLongFunction<?> longs) {
                appendLongs((ToLongFunction<Object>) longs, rows, from, to, column);
            } else if (getter instanceof ToDoubleFunction<?> doubles) {
                appendDoubles((ToDoubleFunction<Object>) doubles, rows, from, to, column);
            } else if (getter instanceof Predicate<?> truths) {
                appendTruths((Predicate<Object>) truths, rows, from, to, column);
            } else {
                appendObjects((Function<Object, @Nullable Object>) getter, rows, from, to, column);
            }
        }

        private static void appendLongs(
                ToLongFunction<Object> getter, Object[] rows, int from, int to, ColumnWriter column) {
            for (int i = from; i < to; i++) {
                column.append(getter.applyAsLong(rows[i]));
            }
        }

        private static void appendDoubles(
                ToDoubleFunction<Object> getter, Object[] rows, int from, int to, ColumnWriter column) {
            for (int i = from; i < to; i++) {
                column.append(getter.applyAsDouble(rows[i]));
            }
        }

        private static void appendTruths(
                Predicate<Object> getter, Object[] rows, int from, int to, ColumnWriter column) {
            for (int i = from; i < to; i++) {
                column.append(getter.test(rows[i]));
            }
        }

        private static void appendObjects(
                Function<Object, @Nullable Object> getter, Object[] rows, int from, int to, ColumnWriter column) {
            for (int i = from; i < to; i++) {
                column.append(getter.apply(rows[i]));
            }
        }
    }
}
