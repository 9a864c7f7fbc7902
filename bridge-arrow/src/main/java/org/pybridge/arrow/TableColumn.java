package org.pybridge.arrow;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table: an unmodifiable list over the table's memory, which makes its elements when they are asked for. An element is null
 * where a value is missing. Immutable and thread-safe; it can be read after its table was closed.
 *
 * @param <T> what the elements are in Java
 */
public final class TableColumn<T> extends AbstractList<@Nullable T> implements RandomAccess {
    private final TableField field;
    private final Vector vector;
    private final TypeFit fit;

    TableColumn(TableField field, Vector vector, TypeFit fit) {
        this.field = field;
        this.vector = vector;
        this.fit = fit;
    }

    /**
     * Returns the name and the type.
     *
     * @return the field
     */
    public TableField field() {
        return field;
    }

    @Override
    public int size() {
        return vector.size();
    }

    /**
     * Returns an element.
     *
     * @param row from 0 on
     * @return the element; null where it is missing
     * @throws org.pybridge.ConversionException when the value does not fit the wanted type, or the table is damaged
     */
    @Override
    @SuppressWarnings("unchecked") // the column was made for the type
    public @Nullable T get(int row) {
        Objects.checkIndex(row, size());
        try {
            return (T) fit.read(vector, row);
        } catch (RuntimeException misfit) {
            throw Misfits.of(field, row, fit, misfit);
        }
    }

    /**
     * Tells whether a value is missing.
     *
     * @param row from 0 on
     * @return whether it is
     */
    public boolean isNull(int row) {
        Objects.checkIndex(row, size());
        return vector.isNull(row);
    }

    /**
     * Returns a value of a column of integers without an object.
     *
     * @param row from 0 on
     * @return the value
     * @throws org.pybridge.ConversionException when it is missing or no integer
     */
    public long getLong(int row) {
        Objects.checkIndex(row, size());
        try {
            requirePresent(row);
            return vector.asLong(row);
        } catch (RuntimeException misfit) {
            throw Misfits.of(field, row, TypeFit.LONG, misfit);
        }
    }

    /**
     * Returns a value of a column of binary floating point numbers without an object.
     *
     * @param row from 0 on
     * @return the value
     * @throws org.pybridge.ConversionException when it is missing or no such number
     */
    public double getDouble(int row) {
        Objects.checkIndex(row, size());
        try {
            requirePresent(row);
            return vector.asDouble(row);
        } catch (RuntimeException misfit) {
            throw Misfits.of(field, row, TypeFit.DOUBLE, misfit);
        }
    }

    private void requirePresent(int row) {
        if (vector.isNull(row)) {
            throw Misfits.missing();
        }
    }

    /**
     * Copies a column of integers.
     *
     * @return its values
     * @throws org.pybridge.ConversionException when one is missing or no integer
     */
    public long[] toLongs() {
        long[] values = new long[size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = getLong(row);
        }
        return values;
    }

    /**
     * Copies a column of binary floating point numbers.
     *
     * @return its values
     * @throws org.pybridge.ConversionException when one is missing or no such number
     */
    public double[] toDoubles() {
        double[] values = new double[size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = getDouble(row);
        }
        return values;
    }
}
