package org.pybridge.arrow;

import java.lang.reflect.Array;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * The values of a column as Java has them: an array, a buffer, or a collection.
 *
 * @param field the column that they make
 * @param size how many there are
 * @param copy appends some of them
 */
record ColumnSource(TableField field, int size, Copy copy) {

    /** Appends the values of some rows to a column. */
    interface Copy {
        void append(int from, int to, ColumnWriter column);

        /** Makes one of what appends the value of one row. */
        static Copy each(ObjIntConsumer<ColumnWriter> one) {
            return (from, to, column) -> {
                for (int row = from; row < to; row++) {
                    one.accept(column, row);
                }
            };
        }
    }

    static ColumnSource of(String name, Object values) {
        if (values instanceof Collection<?> collection) {
            return ofList(
                    name, collection instanceof RandomAccess ? (List<?>) collection : new ArrayList<>(collection));
        } else if (values instanceof LongBuffer longs) {
            LongBuffer all = longs.slice();
            return required(name, ColumnType.INT64, all.remaining(), (column, row) -> column.append(all.get(row)));
        } else if (values instanceof IntBuffer ints) {
            IntBuffer all = ints.slice();
            return required(
                    name, ColumnType.INT32, all.remaining(), (column, row) -> column.append((long) all.get(row)));
        } else if (values instanceof ShortBuffer shorts) {
            ShortBuffer all = shorts.slice();
            return required(
                    name, ColumnType.INT16, all.remaining(), (column, row) -> column.append((long) all.get(row)));
        } else if (values instanceof DoubleBuffer doubles) {
            DoubleBuffer all = doubles.slice();
            return required(name, ColumnType.FLOAT64, all.remaining(), (column, row) -> column.append(all.get(row)));
        } else if (values instanceof FloatBuffer floats) {
            FloatBuffer all = floats.slice();
            return required(
                    name, ColumnType.FLOAT32, all.remaining(), (column, row) -> column.append((double) all.get(row)));
        } else if (values.getClass().isArray()) {
            return ofArray(name, values);
        }
        throw new IllegalArgumentException("column \"" + name + "\" is of "
                + values.getClass().getName() + "; give an array, a collection, or a buffer of numbers");
    }

    private static ColumnSource ofList(String name, List<?> values) {
        ColumnType type = JavaTypes.ofValues(name, values::stream);
        return new ColumnSource(
                TableField.of(name, type),
                values.size(),
                Copy.each((column, row) -> column.append((Object) values.get(row))));
    }

    private static ColumnSource ofArray(String name, Object array) {
        int size = Array.getLength(array);
        Class<?> component = array.getClass().getComponentType();
        ColumnType type = JavaTypes.columnType(
                name, component, () -> IntStream.range(0, size).mapToObj(i -> Array.get(array, i)));
        TableField field = new TableField(name, type, !component.isPrimitive());
        if (array instanceof long[] longs) {
            return new ColumnSource(field, size, Copy.each((column, row) -> column.append(longs[row])));
        } else if (array instanceof int[] ints) {
            return new ColumnSource(field, size, Copy.each((column, row) -> column.append((long) ints[row])));
        } else if (array instanceof double[] doubles) {
            return new ColumnSource(field, size, Copy.each((column, row) -> column.append(doubles[row])));
        } else if (array instanceof boolean[] truths) {
            return new ColumnSource(field, size, Copy.each((column, row) -> column.append(truths[row])));
        }
        return new ColumnSource(field, size, Copy.each((column, row) -> column.append(Array.get(array, row))));
    }

    private static ColumnSource required(String name, ColumnType type, int size, ObjIntConsumer<ColumnWriter> one) {
        return new ColumnSource(new TableField(name, type, false), size, Copy.each(one));
    }
}
