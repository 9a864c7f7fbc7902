package org.pybridge.arrow;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rows of a table one by one, as a {@code java.sql.ResultSet} does. It begins before the first row, and can be used after
 * its table was closed. Used by one thread. Where a loop reads some columns only, {@link PyTable#longs} and its like are faster.
 *
 * <pre>{@code
 * TableCursor cities = table.cursor();
 * while (cities.next()) {
 *     System.out.println(cities.getString("name") + ": " + cities.getLong("population"));
 * }
 * }</pre>
 */
public final class TableCursor {
    private final PyTable table;
    private final Map<Key, TableColumn<?>> columns = new HashMap<>();
    private int row = -1;

    TableCursor(PyTable table) {
        this.table = table;
    }

    /** A column as it was asked for. */
    private record Key(String name, Class<?> type) {}

    /**
     * Goes to the next row.
     *
     * @return false behind the last one
     */
    public boolean next() {
        row = Math.min(row + 1, table.rowCount());
        return row < table.rowCount();
    }

    /**
     * Returns the number of the row.
     *
     * @return from 0 on; -1 before the first row
     */
    public int row() {
        return row;
    }

    /**
     * Tells whether a value is missing.
     *
     * @param column the name of its column
     * @return whether it is
     * @throws IllegalArgumentException when there is no such column
     * @throws NoSuchElementException before the first row and behind the last one; as with the other methods
     */
    public boolean isNull(String column) {
        return column(column, Object.class).isNull(here());
    }

    /**
     * Returns an integer.
     *
     * @param column the name of its column
     * @return the value
     * @throws IllegalArgumentException when there is no such column
     * @throws org.pybridge.ConversionException when it is missing or no integer
     */
    public long getLong(String column) {
        return column(column, Long.class).getLong(here());
    }

    /**
     * Returns a binary floating point number.
     *
     * @param column the name of its column
     * @return the value
     * @throws IllegalArgumentException when there is no such column
     * @throws org.pybridge.ConversionException when it is missing or no such number
     */
    public double getDouble(String column) {
        return column(column, Double.class).getDouble(here());
    }

    /**
     * Returns a text.
     *
     * @param column the name of its column
     * @return the value; null where it is missing
     * @throws IllegalArgumentException when there is no such column
     * @throws org.pybridge.ConversionException when it is no text
     */
    public @Nullable String getString(String column) {
        return get(column, String.class);
    }

    /**
     * Returns a value.
     *
     * @param column the name of its column
     * @param type what it is in Java; {@code Object} for Java's usual type
     * @param <T> what it is in Java
     * @return the value; null where it is missing
     * @throws IllegalArgumentException when there is no such column, or tables have no values of this type
     * @throws org.pybridge.ConversionException when it does not fit
     */
    public <T> @Nullable T get(String column, Class<T> type) {
        return column(column, type).get(here());
    }

    private int here() {
        if (row < 0 || row >= table.rowCount()) {
            throw new NoSuchElementException(
                    row < 0
                            ? "no row yet; call next() before the first one"
                            : "there are " + row + " rows, and no more");
        }
        return row;
    }

    @SuppressWarnings("unchecked") // the column was taken as the type
    private <T> TableColumn<T> column(String name, Class<T> type) {
        return (TableColumn<T>) columns.computeIfAbsent(
                new Key(Objects.requireNonNull(name, "column"), type), key -> table.columnOf(name, type));
    }
}
