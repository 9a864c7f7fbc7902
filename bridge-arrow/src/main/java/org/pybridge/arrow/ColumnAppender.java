package org.pybridge.arrow;

import org.jspecify.annotations.Nullable;

/** Takes the values of one column, row by row. For one thread. */
public interface ColumnAppender {

    /**
     * Adds a value.
     *
     * @param value of a type that {@link PyTable} lists for the column's type; null where it is missing
     * @throws IllegalArgumentException when it does not fit; the table cannot be built then
     */
    void append(@Nullable Object value);

    /**
     * Adds an integer, without an object where the column is of integers.
     *
     * @param value the value
     * @throws IllegalArgumentException when it does not fit; the table cannot be built then
     */
    void append(long value);

    /**
     * Adds a number, without an object where the column is of binary floating point numbers.
     *
     * @param value the value
     * @throws IllegalArgumentException when it does not fit; the table cannot be built then
     */
    void append(double value);

    /**
     * Adds a truth value.
     *
     * @param value the value
     * @throws IllegalArgumentException when the column has others; the table cannot be built then
     */
    void append(boolean value);
}
