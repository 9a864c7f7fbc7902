package org.pybridge.arrow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.SharedMemory;

/**
 * Makes a table row by row. Rows are written to memory that Python can see in batches, so that Java's heap holds one batch at a time. For
 * one thread.
 *
 * <pre>{@code
 * TableBuilder builder = PyTable.builder(List.of(
 *         TableField.of("city", ColumnType.TEXT), TableField.of("population", ColumnType.INT64)));
 * builder.row("Berlin", 3_913_644L).row("Potsdam", 187_119L);
 * PyTable cities = builder.build();
 * }</pre>
 */
public final class TableBuilder {
    private static final int USUAL_ROWS = 1 << 20;
    private static final long MOST_BYTES = 1L << 29;
    private static final int MOST_ROWS_BETWEEN_LOOKS = 1 << 10;
    private static final long BYTES_BETWEEN_LOOKS = 1L << 26;

    private final List<TableField> fields;
    private final List<ColumnWriter> columns;
    private final List<SharedMemory> batches = new ArrayList<>();
    private int batchRows = USUAL_ROWS;
    private int rows;
    private int step = 16;
    private int nextLook = 16;
    private long written;
    private boolean unusable;

    TableBuilder(List<TableField> fields) {
        this.fields = List.copyOf(fields);
        Set<String> names = new HashSet<>();
        for (TableField field : this.fields) {
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("there are two columns \"" + field.name() + "\"");
            }
            SchemaWriter.requireWritable(field);
        }
        this.columns = this.fields.stream().map(ColumnWriter::of).toList();
    }

    /**
     * Sets how many rows a batch has. Default: 1 048 576; fewer where they would take more than 512 MiB.
     *
     * @param rowsOfABatch more than zero
     * @return this builder
     */
    public TableBuilder batchRows(int rowsOfABatch) {
        if (rowsOfABatch < 1) {
            throw new IllegalArgumentException("batchRows is " + rowsOfABatch + "; a batch has at least one row");
        }
        batchRows = rowsOfABatch;
        return this;
    }

    /**
     * Returns what takes the values of a column. After a value for each column, {@link #endRow} ends the row.
     *
     * @param name the column's name
     * @return the same object each time
     * @throws IllegalArgumentException when there is no such column
     */
    public ColumnAppender column(String name) {
        return columns.get(TableField.indexOf(name, fields));
    }

    /**
     * Adds a row.
     *
     * @param values a value for each column, in their order; null where one is missing
     * @return this builder
     * @throws IllegalArgumentException when a value does not fit, with its column and row; the table cannot be built then
     */
    public TableBuilder row(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException("row " + rowNumber() + " has " + values.length + " values for the "
                    + columns.size() + " columns " + fields);
        }
        for (int i = 0; i < values.length; i++) {
            ColumnWriter column = columns.get(i);
            try {
                column.append(values[i]);
            } catch (RuntimeException misfit) {
                unusable = true;
                throw inRow(rowNumber(), column, misfit);
            }
        }
        return endRow();
    }

    /** Adds columns that are all there, some rows of each at a time, so that what is read of one is still near for the next. */
    TableBuilder columns(List<ColumnSource> sources, int count) {
        columns.forEach(column -> column.expect(Math.min(count, batchRows)));
        for (int from = 0; from < count; ) {
            int to = (int) Math.min(count, (long) from + Math.min(step, batchRows - rows));
            for (int i = 0; i < sources.size(); i++) {
                append(sources.get(i), from, to, columns.get(i));
            }
            rows += to - from;
            from = to;
            look();
        }
        return this;
    }

    private void append(ColumnSource source, int from, int to, ColumnWriter column) {
        try {
            source.copy().append(from, to, column);
        } catch (RuntimeException misfit) {
            unusable = true;
            throw inRow(written + column.rows(), column, misfit);
        }
    }

    private long rowNumber() {
        return written + rows;
    }

    private static IllegalArgumentException inRow(long row, ColumnWriter column, RuntimeException misfit) {
        return new IllegalArgumentException(
                "row " + row + ", column \"" + column.field().name() + "\": " + misfit.getMessage(), misfit);
    }

    /**
     * Ends a row whose values the columns have taken.
     *
     * @return this builder
     * @throws IllegalArgumentException when a column has more or fewer values than others
     */
    public TableBuilder endRow() {
        rows++;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).rows() != rows) {
                unusable = true;
                throw new IllegalArgumentException("column \"" + fields.get(i).name() + "\" has "
                        + (written + columns.get(i).rows()) + " values after " + (written + rows) + " rows");
            }
        }
        if (rows >= nextLook || rows >= batchRows) {
            look();
        }
        return this;
    }

    /** Writes a batch that is full, and says when to look again: the sooner the larger the rows are. */
    private void look() {
        long bytes = columns.stream().mapToLong(ColumnWriter::bytes).sum();
        long ofARow = Math.max(1, bytes / Math.max(1, rows));
        step = (int) Math.max(1, Math.min(MOST_ROWS_BETWEEN_LOOKS, BYTES_BETWEEN_LOOKS / ofARow));
        if (rows >= batchRows || bytes >= MOST_BYTES) {
            flush();
        }
        nextLook = rows + step;
    }

    private void flush() {
        MessageWriter message = new MessageWriter();
        unusable = true;
        columns.forEach(column -> column.write(message));
        batches.add(SharedMemory.holding(message.stream(fields, rows)));
        unusable = false;
        written += rows;
        rows = 0;
        nextLook = step;
    }

    /**
     * Makes the table.
     *
     * @return all rows so far; the builder begins anew with the same columns
     * @throws IllegalStateException when a value did not fit before, or a row is not ended
     * @throws java.io.UncheckedIOException when there is no room for the memory
     */
    public PyTable build() {
        if (unusable || columns.stream().anyMatch(ColumnWriter::isBroken)) {
            throw new IllegalStateException("a row did not fit before, so columns may differ in length; begin anew");
        }
        if (columns.stream().anyMatch(column -> column.rows() != rows)) {
            throw new IllegalStateException("row " + rowNumber() + " is not ended; call endRow()");
        }
        if (rows > 0 || batches.isEmpty()) {
            flush();
        }
        PyTable table = PyTable.over(batches);
        batches.clear();
        written = 0;
        return table;
    }

    @Override
    public String toString() {
        return "table of " + rowNumber() + " rows so far: " + fields;
    }
}
