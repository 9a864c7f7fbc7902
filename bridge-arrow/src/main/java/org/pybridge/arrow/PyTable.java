package org.pybridge.arrow;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.SharedMemory;

/**
 * Rows and columns in memory that Java and Python both see, in Arrow's format. Immutable and thread-safe.
 *
 * <p>As an argument it is what the parameter's annotation says: a {@code pandas.DataFrame}, a {@code polars.DataFrame}, a
 * {@code pyarrow.Table}, and so on. Nothing is copied on the way.
 *
 * <pre>{@code
 * record City(String name, long population) {}
 *
 * try (PyTable cities = PyTable.of(rows)) {
 *     PyTable largest = python.call("report:largest", List.of(cities), PyTable.class);
 *     List<City> back = largest.rows(City.class);
 * }
 * }</pre>
 *
 * <p>A row is a record, and a column has the name of a component in snake_case, or that of its {@link org.pybridge.PyName}:
 *
 * <table>
 * <caption>Types of columns and their values in Java</caption>
 * <tr><th>column</th><th>made from</th><th>read as</th></tr>
 * <tr><td>bool</td><td>{@code boolean}</td><td>{@code boolean}</td></tr>
 * <tr><td>int8 to int64</td><td>{@code byte}, {@code short}, {@code int}, {@code long}</td><td>any of these that holds the value, {@code double} where it is exact</td></tr>
 * <tr><td>float32, float64</td><td>{@code float}, {@code double}</td><td>{@code double}, {@code float} where it is exact</td></tr>
 * <tr><td>decimal</td><td>{@code BigDecimal}, {@code BigInteger}</td><td>{@code BigDecimal}</td></tr>
 * <tr><td>string</td><td>{@code String}, {@code char}, an enum, {@code UUID}</td><td>the same</td></tr>
 * <tr><td>binary</td><td>{@code byte[]}, {@code ByteBuffer}</td><td>the same</td></tr>
 * <tr><td>date, time, duration</td><td>{@code LocalDate}, {@code LocalTime}, {@code Duration}</td><td>the same</td></tr>
 * <tr><td>timestamp without a zone</td><td>{@code LocalDateTime}</td><td>the same</td></tr>
 * <tr><td>timestamp with a zone</td><td>{@code Instant}, {@code OffsetDateTime}, {@code ZonedDateTime}, {@code java.util.Date}</td><td>the same</td></tr>
 * <tr><td>list, map, struct</td><td>{@code List} and arrays, {@code Map}, records</td><td>{@code List}, {@code Map}, records</td></tr>
 * </table>
 *
 * <p>Primitives make columns without missing values; all others can be null, or {@code Optional}. Times are kept in microseconds, as
 * Python's are: the nanoseconds are cut off, except where {@link #builder} is given a column of another unit.
 *
 * <p>The memory is given back after {@link #close()}, or when nothing refers to the table any more, and not before what Java and Python made
 * of it has gone.
 *
 * <p>Source: Apache Arrow, "Arrow Columnar Format" 1.5.
 */
public final class PyTable implements AutoCloseable {
    private static final byte[] END = {-1, -1, -1, -1, 0, 0, 0, 0};

    private final List<SharedMemory> memories;
    private final List<StreamReader.Content> contents;
    private final List<TableField> fields;
    private final List<Vector> columns;
    private final long rowCount;
    private volatile boolean closed;

    private PyTable(List<SharedMemory> memories, List<StreamReader.Content> contents) {
        this.memories = List.copyOf(memories);
        this.contents = List.copyOf(contents);
        this.fields = contents.get(0).fields();
        for (StreamReader.Content content : contents) {
            if (!content.fields().equals(fields)) {
                throw new MalformedTableException(
                        "its batches have different columns, " + fields + " and " + content.fields());
            }
        }
        List<StreamReader.Batch> batches =
                contents.stream().flatMap(content -> content.batches().stream()).toList();
        this.rowCount = batches.stream().mapToLong(StreamReader.Batch::rows).sum();
        if (rowCount > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(rowCount + " rows are more than a table has; pass it in parts");
        }
        this.columns = IntStream.range(0, fields.size())
                .mapToObj(i -> column(batches, i))
                .toList();
    }

    private static Vector column(List<StreamReader.Batch> batches, int index) {
        return batches.size() == 1
                ? batches.get(0).columns().get(index)
                : new Vectors.Chunked(batches.stream()
                        .map(batch -> batch.columns().get(index))
                        .toList());
    }

    /** Takes streams of Arrow's that lie in shared memory. */
    static PyTable over(List<SharedMemory> memories) {
        try {
            return new PyTable(
                    memories,
                    memories.stream()
                            .map(memory -> StreamReader.read(memory.bytes()))
                            .toList());
        } catch (RuntimeException refused) {
            memories.forEach(SharedMemory::release);
            throw refused;
        }
    }

    /**
     * Makes a table of records, which are all of one class.
     *
     * @param rows at least one record
     * @return the table
     * @throws IllegalArgumentException when there is none, one is null or of another class, or a value has no form in a table; it names row
     *     and column
     * @throws java.io.UncheckedIOException when there is no room for the memory
     */
    public static PyTable of(Collection<? extends Record> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "there are no rows, which tell the columns; name the class: PyTable.of(rows, City.class)");
        }
        Record first = Objects.requireNonNull(rows.iterator().next(), "row 0 is null");
        return fromRows(rows, first.getClass());
    }

    /**
     * Makes a table of records.
     *
     * @param rows the records; there may be none
     * @param type their class
     * @param <R> their class
     * @return the table
     * @throws IllegalArgumentException when one is null or of another class, or a value has no form in a table; it names row and column
     * @throws java.io.UncheckedIOException when there is no room for the memory
     */
    public static <R extends Record> PyTable of(Collection<? extends R> rows, Class<R> type) {
        return fromRows(rows, type);
    }

    private static PyTable fromRows(Collection<? extends Record> rows, Class<?> type) {
        Object[] all = rows.toArray();
        for (int row = 0; row < all.length; row++) {
            if (all[row] == null || all[row].getClass() != type) {
                throw new IllegalArgumentException("row " + row + " is "
                        + (all[row] == null
                                ? "null"
                                : "a " + all[row].getClass().getName()) + " and no "
                        + type.getName());
            }
        }
        return ofSources(RecordColumns.of(type).sources(all), all.length);
    }

    /**
     * Makes a table of columns.
     *
     * @param columns by name, in their order: arrays, collections, or buffers of numbers, all of one length
     * @return the table
     * @throws IllegalArgumentException when they differ in length, or a value has no form in a table; it names column and row
     * @throws java.io.UncheckedIOException when there is no room for the memory
     */
    public static PyTable of(Map<String, ?> columns) {
        List<ColumnSource> sources = new ArrayList<>();
        columns.forEach((name, values) -> sources.add(
                ColumnSource.of(name, Objects.requireNonNull(values, () -> "column \"" + name + "\" is null"))));
        int rows = sources.isEmpty() ? 0 : sources.get(0).size();
        for (ColumnSource source : sources) {
            if (source.size() != rows) {
                throw new IllegalArgumentException("column \"" + source.field().name() + "\" has " + source.size()
                        + " values, and \"" + sources.get(0).field().name() + "\" has " + rows);
            }
        }
        return ofSources(sources, rows);
    }

    private static PyTable ofSources(List<ColumnSource> sources, int rows) {
        List<TableField> fields = sources.stream().map(ColumnSource::field).toList();
        return new TableBuilder(fields).columns(sources, rows).build();
    }

    /**
     * Makes a table of all rows that follow in a query's result. Columns have the names that the query gives them.
     *
     * @param rows the result, which is not closed
     * @return the table
     * @throws SQLException when the database fails; it names row and column
     * @throws IllegalArgumentException when a column is of a type that tables do not have
     * @throws java.io.UncheckedIOException when there is no room for the memory
     */
    public static PyTable of(ResultSet rows) throws SQLException {
        return new ResultSetColumns(rows).read();
    }

    /**
     * Begins a table that is made row by row.
     *
     * @param fields its columns
     * @return a builder
     * @throws IllegalArgumentException when two have the same name, or one is of a type that is only read
     */
    public static TableBuilder builder(List<TableField> fields) {
        return new TableBuilder(fields);
    }

    /**
     * Reads a stream of Arrow's IPC format, as {@code pyarrow.ipc.new_stream} writes.
     *
     * @param stream its bytes, from the buffer's position on; they are copied
     * @return the table
     * @throws IllegalArgumentException when it is no such stream, or has columns of types that are not supported; it names the column
     * @throws java.io.UncheckedIOException when there is no room for the memory
     */
    public static PyTable read(ByteBuffer stream) {
        try {
            return over(List.of(SharedMemory.holding(List.of(stream))));
        } catch (MalformedTableException damaged) {
            throw new IllegalArgumentException("this is no table that can be read: " + damaged.getMessage(), damaged);
        }
    }

    /**
     * Writes the table as a stream of Arrow's IPC format, which {@code pyarrow.ipc.open_stream}, arrow-java's {@code ArrowStreamReader} and
     * {@link #read} take.
     *
     * @param target is not closed
     * @throws IOException when it cannot be written to
     * @throws StaleObjectException when the table was closed
     */
    public void writeTo(OutputStream target) throws IOException {
        requireOpen();
        WritableByteChannel channel = Channels.newChannel(target);
        for (int i = 0; i < memories.size(); i++) {
            StreamReader.Content content = contents.get(i);
            int from = i == 0 ? 0 : content.afterSchema();
            channel.write(memories.get(i).bytes().slice(from, content.end() - from));
        }
        target.write(END);
    }

    /**
     * Returns the columns' names and types.
     *
     * @return the fields, in the order of the columns
     */
    public List<TableField> fields() {
        return fields;
    }

    /**
     * Counts the rows.
     *
     * @return how many there are
     */
    public int rowCount() {
        return (int) rowCount;
    }

    /**
     * Returns a column of any type.
     *
     * @param name its name
     * @return its values as Java's usual types: {@code Boolean}, {@code Long}, {@code Double}, {@code BigDecimal}, {@code String} and so on
     * @throws IllegalArgumentException when there is no such column
     * @throws StaleObjectException when the table was closed
     */
    public TableColumn<Object> column(String name) {
        return column(name, TypeFit.ANY);
    }

    /**
     * Returns a column whose values are read as a type.
     *
     * @param name its name
     * @param type what each value is in Java
     * @param <T> what each value is in Java
     * @return its values; one that does not fit is an exception when it is read
     * @throws IllegalArgumentException when there is no such column, or tables have no values of this type
     * @throws StaleObjectException when the table was closed
     */
    public <T> TableColumn<T> column(String name, Class<T> type) {
        return column(name, TypeFit.of(type));
    }

    private <T> TableColumn<T> column(String name, TypeFit fit) {
        requireOpen();
        return columnOf(name, fit);
    }

    /** Returns a column, also of a table that was closed. */
    <T> TableColumn<T> columnOf(String name, Class<T> type) {
        return columnOf(name, TypeFit.of(type));
    }

    private <T> TableColumn<T> columnOf(String name, TypeFit fit) {
        int index = TableField.indexOf(name, fields);
        return new TableColumn<>(fields.get(index), columns.get(index), fit);
    }

    /**
     * Returns a column of integers.
     *
     * @param name its name
     * @return its values
     * @throws IllegalArgumentException when there is no such column, or it is of another type
     * @throws StaleObjectException when the table was closed
     */
    public TableColumn<Long> longs(String name) {
        return required(column(name, Long.class), ColumnType.Int.class);
    }

    /**
     * Returns a column of binary floating point numbers.
     *
     * @param name its name
     * @return its values
     * @throws IllegalArgumentException when there is no such column, or it is of another type
     * @throws StaleObjectException when the table was closed
     */
    public TableColumn<Double> doubles(String name) {
        return required(column(name, Double.class), ColumnType.FloatingPoint.class);
    }

    /**
     * Returns a column of texts.
     *
     * @param name its name
     * @return its values, which are decoded when they are asked for
     * @throws IllegalArgumentException when there is no such column, or it is of another type
     * @throws StaleObjectException when the table was closed
     */
    public TableColumn<String> strings(String name) {
        return required(column(name, String.class), ColumnType.Text.class);
    }

    private static <T> TableColumn<T> required(TableColumn<T> column, Class<? extends ColumnType> wanted) {
        ColumnType type = column.field().type();
        ColumnType values = type instanceof ColumnType.Dictionary dictionary ? dictionary.values() : type;
        if (!wanted.isInstance(values)) {
            throw new IllegalArgumentException(
                    "column \"" + column.field().name() + "\" is of type " + type + "; take it with column(name)");
        }
        return column;
    }

    /**
     * Reads all rows.
     *
     * @param type the class of their records; columns that no component names are left out
     * @param <R> the class of their records
     * @return an unmodifiable list of records
     * @throws IllegalArgumentException when a component has no column, or is of a type that tables have no values of
     * @throws org.pybridge.ConversionException when a value does not fit; it names column and row
     * @throws StaleObjectException when the table was closed
     */
    public <R extends Record> List<R> rows(Class<R> type) {
        return stream(type).toList();
    }

    /**
     * Reads rows one by one.
     *
     * @param type the class of their records; columns that no component names are left out
     * @param <R> the class of their records
     * @return the records, each made when it is asked for
     * @throws IllegalArgumentException when a component has no column, or is of a type that tables have no values of
     * @throws StaleObjectException when the table was closed
     */
    public <R extends Record> Stream<R> stream(Class<R> type) {
        requireOpen();
        RecordMaker maker = RecordMaker.of(type);
        int[] chosen = maker.columnsIn(fields);
        return IntStream.range(0, rowCount()).mapToObj(row -> type.cast(maker.make(fields, columns, chosen, row)));
    }

    /**
     * Returns a cursor over the rows.
     *
     * @return before the first row
     * @throws StaleObjectException when the table was closed
     */
    public TableCursor cursor() {
        requireOpen();
        return new TableCursor(this);
    }

    private void requireOpen() {
        if (closed) {
            throw new StaleObjectException("the table was closed; make it again");
        }
    }

    /** Returns the memory that the batches are in, each a stream of its own. */
    List<SharedMemory> memories() {
        requireOpen();
        return memories;
    }

    /** Ends the use of the table in Java. What Python made of it stays. Safe to call again. */
    @Override
    public void close() {
        closed = true;
        memories.forEach(SharedMemory::release);
    }

    @Override
    public String toString() {
        return "table of " + rowCount + " rows: " + fields + (closed ? ", closed" : "");
    }
}
