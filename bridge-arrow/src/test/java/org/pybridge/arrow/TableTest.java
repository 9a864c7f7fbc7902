package org.pybridge.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.BridgeException;
import org.pybridge.ConversionException;
import org.pybridge.PyName;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.SharedMemory;

/** Tables in Java alone. */
class TableTest {

    enum Color {
        RED,
        GREEN
    }

    record City(String name, long population) {}

    record Names(String firstName, @PyName("class") String kind, Optional<Color> color, UUID id, char initial) {}

    @Test
    void namesAndTextsAreThoseOfPython() {
        Names row = new Names("Ada", "a", Optional.of(Color.GREEN), new UUID(1, 2), 'é');
        Names empty = new Names(null, null, Optional.empty(), null, 'x');
        try (PyTable table = PyTable.of(List.of(row, empty))) {
            assertThat(table.fields())
                    .extracting(TableField::name)
                    .containsExactly("first_name", "class", "color", "id", "initial");
            assertThat(table.rows(Names.class)).containsExactly(row, empty);
            assertThat(table.strings("color")).containsExactly("GREEN", null);
        }
    }

    record Nested(List<City> cities, Map<String, List<Integer>> numbers, Set<String> set, City[] array) {}

    @Test
    void recordsNest() {
        Nested row = new Nested(
                List.of(new City("a", 1)), Map.of("x", List.of(1, 2)), Set.of("s"), new City[] {new City("b", 2)});
        try (PyTable table = PyTable.of(List.of(row))) {
            assertThat(table.rows(Nested.class))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(row);
        }
    }

    @Test
    void numbersOfDifferentSizesFitWhereTheyAreExact() {
        record Wide(double population, Long name) {}
        record Narrow(byte population) {}
        try (PyTable table = PyTable.of(Map.of("population", new long[] {5, 300}, "name", List.of(1, 2)))) {
            assertThat(table.rows(Wide.class)).containsExactly(new Wide(5, 1L), new Wide(300, 2L));
            assertThatThrownBy(() -> table.rows(Narrow.class))
                    .isInstanceOf(ConversionException.class)
                    .hasMessageContaining("population[1]")
                    .hasMessageContaining("300");
            assertThat(table.column("population", BigInteger.class).get(1)).isEqualTo(300);
            assertThat(table.longs("population").getLong(1)).isEqualTo(300);
            assertThatThrownBy(() -> table.column("population").getDouble(0)).hasMessageContaining("another type");
            assertThatThrownBy(() -> table.doubles("population")).hasMessageContaining("of type int64");
        }
    }

    @Test
    void columnsAreArraysBuffersAndCollections() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("longs", LongBuffer.wrap(new long[] {0, 1, 2}).position(1));
        columns.put("ints", new int[] {1, 2});
        columns.put("shorts", new short[] {1, 2});
        columns.put("doubles", new double[] {1, 2.5});
        columns.put("floats", new float[] {1, 2.5f});
        columns.put("truths", new boolean[] {true, false});
        columns.put("texts", new String[] {"a", null});
        columns.put("mixed", Arrays.asList(1, 2.5));
        columns.put("decimals", List.of(new BigDecimal("1.5"), BigDecimal.TEN));
        columns.put("large", List.of(1, BigInteger.TWO.pow(100)));
        columns.put("nothing", Arrays.asList(null, null));
        columns.put("lists", List.of(List.of(1), List.of()));
        columns.put("maps", List.of(Map.of("a", true), Map.of()));
        try (PyTable table = PyTable.of(columns)) {
            assertThat(table.fields().stream().map(field -> field.type().toString()))
                    .containsExactly(
                            "int64",
                            "int32",
                            "int16",
                            "float64",
                            "float32",
                            "bool",
                            "string",
                            "float64",
                            "decimal128(38, 1)",
                            "decimal128(38, 0)",
                            "null",
                            "list<int64>".replace("int64", "int32"),
                            "map<string, bool>");
            assertThat(table.longs("longs").toLongs()).containsExactly(1, 2);
            assertThat(table.doubles("floats").toDoubles()).containsExactly(1, 2.5);
            assertThat(table.column("texts")).containsExactly("a", null);
            assertThat(table.column("nothing")).containsExactly(null, null);
            assertThat(table.column("large", BigInteger.class))
                    .containsExactly(BigInteger.ONE, BigInteger.TWO.pow(100));
            assertThat(table.column("lists")).containsExactly(List.of(1L), List.of());
        }
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of(Map.of("a", new int[2], "b", new int[3]), "values, and"),
                Arguments.of(Map.of("a", List.of("x", 1)), "different types"),
                Arguments.of(Map.of("a", List.of(Thread.currentThread())), "tables have no type for"),
                Arguments.of(Map.of("a", "text"), "give an array"),
                Arguments.of(Map.of("a", List.of("ok", "half \ud83d pair")), "row 1, column \"a\": a text has half"),
                Arguments.of(Map.of("a", List.of(1.0, Long.MAX_VALUE)), "row 1, column \"a\": " + Long.MAX_VALUE),
                Arguments.of(Map.of("a", List.of(new BigDecimal("1e40"), new BigDecimal("1e-40"))), "76 are the most"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void whatDoesNotFitNamesColumnAndRow(Map<String, ?> columns, String message) {
        assertThatThrownBy(() -> PyTable.of(columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("column \"");
    }

    @Test
    void rowsAreRecordsOfOneClass() {
        assertThatThrownBy(() -> PyTable.of(List.of())).hasMessageContaining("name the class");
        assertThatThrownBy(() -> PyTable.of(Arrays.asList(new City("a", 1), null)))
                .hasMessageContaining("row 1 is null");
        List<Record> mixed = List.of(new City("a", 1), new Names("a", "b", Optional.empty(), null, 'c'));
        assertThatThrownBy(() -> PyTable.of(mixed))
                .hasMessageContaining("row 1 is a")
                .hasMessageContaining("Names");
        record Unknown(Thread thread) {}
        assertThatThrownBy(() -> PyTable.of(List.of(), Unknown.class)).hasMessageContaining("column \"thread\"");
        try (PyTable none = PyTable.of(List.of(), City.class)) {
            assertThat(none.rowCount()).isZero();
            assertThat(none.rows(City.class)).isEmpty();
            assertThat(none.longs("population")).isEmpty();
        }
    }

    record Node(String name, List<Node> children) {}

    @Test
    void aRecordWithItselfInsideIsRefused() {
        assertThatThrownBy(() -> PyTable.of(List.of(new Node("a", List.of()))))
                .hasMessageContaining("has itself inside");
        try (PyTable table = PyTable.of(Map.of("name", List.of("a")))) {
            assertThatThrownBy(() -> table.rows(Node.class)).hasMessageContaining("has itself inside");
        }
    }

    @Test
    void aComponentWithoutAColumnIsNamed() {
        record Other(String name, String mayor) {}
        record Primitive(long name) {}
        try (PyTable table = PyTable.of(Map.of("name", Arrays.asList(1, null)))) {
            assertThatThrownBy(() -> table.rows(Other.class))
                    .hasMessageContaining("\"mayor\"")
                    .hasMessageContaining("[name]");
            assertThatThrownBy(() -> table.rows(Primitive.class))
                    .hasMessageContaining("name[1]")
                    .hasMessageContaining("missing");
            assertThatThrownBy(() -> table.column("mayor")).hasMessageContaining("there is no column \"mayor\"");
            assertThatThrownBy(() -> table.longs("name").getLong(1)).hasMessageContaining("name[1]");
            assertThatThrownBy(() -> table.longs("name").get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aBuilderTakesRowsAndColumns() {
        TableBuilder builder = PyTable.builder(
                        List.of(TableField.of("name", ColumnType.TEXT), new TableField("n", ColumnType.INT64, false)))
                .batchRows(3);
        ColumnAppender name = builder.column("name");
        ColumnAppender number = builder.column("n");
        for (int i = 0; i < 10; i++) {
            name.append(i % 2 == 0 ? "x" + i : null);
            number.append(i);
            builder.endRow();
        }
        builder.row("last", 10);
        try (PyTable table = builder.build()) {
            assertThat(table.longs("n").toLongs())
                    .isEqualTo(IntStream.rangeClosed(0, 10).asLongStream().toArray());
            assertThat(table.strings("name")).startsWith("x0", null, "x2").endsWith("last");
        }
        try (PyTable empty = builder.build()) {
            assertThat(empty.rowCount()).isZero();
        }
    }

    @Test
    void aBuilderRefusesWhatDoesNotFit() {
        List<TableField> fields =
                List.of(TableField.of("name", ColumnType.TEXT), new TableField("n", ColumnType.INT8, false));
        assertThatThrownBy(() -> PyTable.builder(fields).row("x"))
                .hasMessageContaining("row 0 has 1 values for the 2 columns");
        assertThatThrownBy(() -> PyTable.builder(fields).row("x", 1).row("x", 200))
                .hasMessageContaining("row 1, column \"n\": 200 does not fit int8");
        assertThatThrownBy(() -> PyTable.builder(fields).row("x", null)).hasMessageContaining("not nullable");
        TableBuilder ragged = PyTable.builder(fields);
        ragged.column("name").append("x");
        assertThatThrownBy(ragged::endRow).hasMessageContaining("column \"n\" has 0 values after 1 rows");
        assertThatThrownBy(ragged::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PyTable.builder(List.of(fields.get(0), fields.get(0))))
                .hasMessageContaining("two columns \"name\"");
        assertThatThrownBy(() -> PyTable.builder(fields).batchRows(0)).hasMessageContaining("batchRows is 0");
        ColumnType view = new ColumnType.Text(ColumnType.Offsets.VIEW);
        assertThatThrownBy(() -> PyTable.builder(List.of(TableField.of("v", view))))
                .hasMessageContaining("read only");
    }

    @Test
    void timesKeepTheirUnitAndTheirRange() {
        ColumnType nanos = new ColumnType.Timestamp(ColumnType.Unit.NANOSECOND, "UTC");
        Instant precise = Instant.parse("2026-01-01T00:00:00.123456789Z");
        try (PyTable table =
                PyTable.builder(List.of(TableField.of("t", nanos))).row(precise).build()) {
            assertThat(table.column("t", Instant.class)).containsExactly(precise);
        }
        assertThatThrownBy(() ->
                        PyTable.builder(List.of(TableField.of("t", nanos))).row(Instant.MAX))
                .hasMessageContaining("row 0, column \"t\"");
        Instant before = Instant.parse("0001-01-01T00:00:00.000001999Z");
        try (PyTable table = PyTable.of(Map.of("t", List.of(before)))) {
            assertThat(table.column("t", Instant.class)).containsExactly(Instant.parse("0001-01-01T00:00:00.000001Z"));
        }
        Duration negative = Duration.ofNanos(-1_500);
        try (PyTable table = PyTable.of(Map.of("d", List.of(negative, Duration.ofSeconds(-1))))) {
            assertThat(table.column("d", Duration.class))
                    .containsExactly(Duration.ofNanos(-2_000), Duration.ofSeconds(-1));
        }
    }

    @Test
    void aClosedTableIsNotReadAnyMore() {
        PyTable table = PyTable.of(List.of(new City("a", 1)));
        TableColumn<String> names = table.strings("name");
        table.close();
        table.close();
        assertThat(names).containsExactly("a");
        assertThatThrownBy(() -> table.strings("name")).isInstanceOf(StaleObjectException.class);
        assertThatThrownBy(() -> table.stream(City.class)).isInstanceOf(StaleObjectException.class);
        assertThat(table).hasToString("table of 1 rows: [name: string, population: int64 not null], closed");
    }

    @Test
    void aQueryIsATable() throws SQLException {
        record Row(
                Integer id,
                boolean truth,
                byte tiny,
                short small,
                long big,
                float single,
                double number,
                BigDecimal price,
                String name,
                String text,
                byte[] data,
                LocalDate birthday,
                LocalTime clock,
                LocalDateTime moment,
                OffsetDateTime zoned) {}
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = database.createStatement()) {
            statement.execute(
                    "create table t(id int primary key, truth boolean not null default false, tiny tinyint, small smallint, big bigint,"
                            + " single real, number double precision, price decimal(10, 2), name varchar(20), text clob,"
                            + " data varbinary(10), birthday date, clock time, moment timestamp, zoned timestamp with time zone)");
            statement.execute(
                    "insert into t values (1, true, 1, 2, 3, 1.5, 2.5, 9.99, 'Ada', 'long', X'0102', date '2026-01-02',"
                            + " time '01:02:03', timestamp '2026-01-02 03:04:05.678', timestamp with time zone '2026-01-02 03:04:05+02:00')");
            statement.execute("insert into t(id) values (2)");
            try (ResultSet rows = statement.executeQuery("select * from t order by id");
                    PyTable table = PyTable.of(rows)) {
                assertThat(table.fields()).extracting(TableField::name).startsWith("ID", "TRUTH");
                assertThat(table.column("PRICE")).containsExactly(new BigDecimal("9.99"), null);
                assertThat(table.column("NUMBER")).containsExactly(2.5, null);
            }
            String quoted =
                    "select id \"id\", truth \"truth\", tiny \"tiny\", small \"small\", big \"big\", single \"single\","
                            + " number \"number\", price \"price\", name \"name\", text \"text\", data \"data\", birthday \"birthday\","
                            + " clock \"clock\", moment \"moment\", zoned \"zoned\" from t where id = 1";
            try (ResultSet rows = statement.executeQuery(quoted);
                    PyTable table = PyTable.of(rows)) {
                Row row = table.rows(Row.class).get(0);
                assertThat(row.price()).isEqualTo(new BigDecimal("9.99"));
                assertThat(row.data()).containsExactly(1, 2);
                assertThat(row.moment()).isEqualTo(LocalDateTime.parse("2026-01-02T03:04:05.678"));
                assertThat(row.zoned().toInstant()).isEqualTo(Instant.parse("2026-01-02T01:04:05Z"));
            }
            String outer =
                    "select a.id as \"id\", b.id as \"other\" from t a left join t b on a.id = b.id + 1 order by a.id";
            try (ResultSet rows = statement.executeQuery(outer);
                    PyTable table = PyTable.of(rows)) {
                assertThat(table.longs("other")).containsExactly(null, 1L);
            }
            try (ResultSet rows = statement.executeQuery("select 1 as a, 2 as a")) {
                assertThatThrownBy(() -> PyTable.of(rows)).hasMessageContaining("two columns \"A\"");
            }
            try (ResultSet rows = statement.executeQuery("select array[1, 2] as numbers")) {
                assertThatThrownBy(() -> PyTable.of(rows))
                        .hasMessageContaining("column \"NUMBERS\"")
                        .hasMessageContaining("cast it in the query");
            }
        }
    }

    record Swapped(@PyName("b") int a, @PyName("a") int b) {}

    record Digits(Optional<BigDecimal> digits) {}

    record Generic<T>(T value) {}

    record Positive(int number) {
        Positive {
            if (number <= 0) {
                throw new IllegalStateException("no positive number");
            }
        }
    }

    @Test
    void recordsAreReadAsTheyWereWritten() {
        try (PyTable table = PyTable.of(List.of(new Swapped(1, 2)))) {
            assertThat(table.rows(Swapped.class)).containsExactly(new Swapped(1, 2));
        }
        try (PyTable table = PyTable.of(List.of(new Digits(null), new Digits(Optional.of(BigDecimal.ONE))))) {
            assertThat(table.rows(Digits.class))
                    .containsExactly(new Digits(Optional.empty()), new Digits(Optional.of(BigDecimal.ONE)));
        }
        try (PyTable table = PyTable.of(List.of(new Generic<>(1)))) {
            assertThatThrownBy(() -> table.rows(Generic.class)).hasMessageContaining("name a class");
        }
        try (PyTable table = PyTable.of(Map.of("number", new int[] {1, 0}))) {
            assertThatThrownBy(() -> table.rows(Positive.class))
                    .isInstanceOf(ConversionException.class)
                    .hasMessageContaining("[1]")
                    .hasMessageContaining("no positive number");
        }
    }

    @Test
    void datesAndZonesThatPythonCannotHaveAreNotWritten() {
        assertThatThrownBy(() -> PyTable.of(Map.of("d", List.of(LocalDate.MAX))))
                .hasMessageContaining("row 0, column \"d\"")
                .hasMessageContaining("beyond");
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        for (String zone : List.of("GMT+2", "+02:00", "Europe/Berlin", "Z", "+01:02:03", "UTC")) {
            try (PyTable table = PyTable.of(Map.of("t", List.of(now.atZone(ZoneId.of(zone)))))) {
                assertThat(table.column("t", Instant.class)).containsExactly(now);
                assertThat(table.fields().get(0).type().toString())
                        .isIn("timestamp[us, UTC]", "timestamp[us, +02:00]", "timestamp[us, Europe/Berlin]");
            }
        }
    }

    @Test
    void aBuilderIsNotGoneOnWithAfterAFailure() {
        TableBuilder builder = PyTable.builder(List.of(TableField.of("l", ColumnType.ListOf.of(ColumnType.INT64))));
        ColumnAppender lists = builder.column("l");
        assertThatThrownBy(() -> lists.append(Arrays.asList(1L, "x"))).isInstanceOf(IllegalArgumentException.class);
        lists.append(List.of(2L));
        builder.endRow();
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        TableBuilder open = PyTable.builder(List.of(TableField.of("n", ColumnType.INT64)));
        open.column("n").append(1);
        assertThatThrownBy(open::build).hasMessageContaining("row 0 is not ended");
        try (PyTable table = open.endRow().build()) {
            assertThat(table.rowCount()).isOne();
        }
        assertThatThrownBy(() -> new ColumnType.Decimal(128, 60, 0)).hasMessageContaining("1 to 38 digits");
    }

    private static byte[] stream() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("n", List.of(1, 2, 3));
        columns.put("text", Arrays.asList("a", null, "längerer Text"));
        columns.put("lists", List.of(List.of("x"), List.of(), List.of("y", "z")));
        columns.put("maps", Collections.nCopies(3, Map.of("k", new BigDecimal("1.5"))));
        columns.put("rows", Collections.nCopies(3, new City("b", 2)));
        columns.put("times", Collections.nCopies(3, Instant.EPOCH));
        try (PyTable table = PyTable.of(columns)) {
            SharedMemory memory = table.memories().get(0);
            byte[] bytes = new byte[memory.size()];
            memory.bytes().get(bytes);
            return bytes;
        }
    }

    @Test
    void aDamagedTableIsAnErrorAndNothingWorse() {
        byte[] whole = stream();
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = i % 4 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int hits = 1 + random.nextInt(3); hits > 0 && damaged.length > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                readAll(damaged);
            } catch (IllegalArgumentException | BridgeException named) {
                refused++;
                assertThat(named.getMessage()).isNotBlank();
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private static void readAll(byte[] stream) {
        StreamReader.Content content;
        try {
            content = StreamReader.read(ByteBuffer.wrap(stream));
        } catch (MalformedTableException damaged) {
            throw new IllegalArgumentException(damaged);
        }
        for (StreamReader.Batch batch : content.batches()) {
            for (int i = 0; i < batch.columns().size(); i++) {
                TableColumn<Object> column = new TableColumn<>(
                        content.fields().get(i), batch.columns().get(i), TypeFit.ANY);
                for (int row = 0; row < Math.min(10, column.size()); row++) {
                    column.get(row);
                }
            }
        }
    }

    @Test
    void aStreamIsReadFromBytes() {
        try (PyTable table = PyTable.read(ByteBuffer.wrap(stream()))) {
            assertThat(table.longs("n").toLongs()).containsExactly(1, 2, 3);
            assertThat(table.column("rows", City.class).get(2)).isEqualTo(new City("b", 2));
        }
        assertThatThrownBy(() -> PyTable.read(ByteBuffer.wrap(new byte[100])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no table that can be read");
    }

    @Test
    void manyThreadsReadOneTable() {
        List<City> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            rows.add(new City("c" + i, i));
        }
        try (PyTable table = PyTable.of(rows)) {
            assertThat(table.stream(City.class).parallel().toList()).isEqualTo(rows);
        }
    }
}
