package org.pybridge.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Call;
import org.pybridge.ConversionException;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.TypeRef;

/** Tables against pyarrow, pandas, polars and DuckDB, in worker processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableOracleTest {
    private final Python python = Pythons.withPackages(1);

    record City(String name, long population) {}

    private static final List<City> CITIES = List.of(new City("Bern", 3), new City("Aachen", 1), new City("Bonn", 2));

    @AfterAll
    void close() {
        python.close();
    }

    Stream<String> types() {
        return python.call("tables:names", List.of(), new TypeRef<List<String>>() {}).stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsWhatPyarrowWrites(String type) {
        List<String> layouts = python.eval("import tables\ntables.LAYOUTS").as(new TypeRef<List<String>>() {});
        for (String layout : layouts) {
            try (PyTable table = python.call("tables:made", List.of(type, layout), PyTable.class)) {
                List<Object> values = new ArrayList<>(table.column("c"));
                python.call("tables:compare", List.of(type, layout, values));
                assertThat(table.longs("before").toLongs())
                        .isEqualTo(IntStream.range(0, table.rowCount())
                                .asLongStream()
                                .toArray());
                assertThat(IntStream.range(0, values.size())
                                .allMatch(row -> table.column("c").isNull(row) == (values.get(row) == null)))
                        .isTrue();
                Object equal = python.eval(
                                "import tables\nback.to_arrow().equals(tables.made(name, layout))",
                                Map.of("back", table, "name", type, "layout", layout))
                        .as(Object.class);
                assertThat(equal).isEqualTo(true);
            }
        }
    }

    record Everything(
            boolean truth,
            byte tiny,
            short small,
            int medium,
            long large,
            float single,
            double number,
            Integer optional,
            String text,
            byte[] bytes,
            BigDecimal decimal,
            LocalDate day,
            LocalTime time,
            LocalDateTime local,
            Instant instant,
            ZonedDateTime zoned,
            Duration duration,
            List<String> list,
            int[] array,
            Map<String, Double> map,
            City city) {}

    private static Everything everything(int seed) {
        Random random = new Random(seed);
        boolean sparse = seed % 2 == 1;
        Instant instant = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1000L);
        return new Everything(
                random.nextBoolean(),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                random.nextFloat(),
                random.nextGaussian(),
                sparse ? null : random.nextInt(),
                sparse ? null : "äöü😀".repeat(random.nextInt(4)),
                sparse ? null : new byte[random.nextInt(20)],
                sparse ? null : BigDecimal.valueOf(random.nextLong(), random.nextInt(8)),
                sparse ? null : LocalDate.ofEpochDay(random.nextInt(80_000) - 40_000),
                sparse ? null : LocalTime.ofNanoOfDay(random.nextInt(1_000_000) * 1000L),
                sparse ? null : LocalDateTime.ofInstant(instant, ZoneId.of("UTC")),
                sparse ? null : instant,
                sparse ? null : instant.atZone(ZoneId.of("Europe/Berlin")),
                sparse ? null : Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000) * 1000L),
                sparse ? null : Arrays.asList("a", null, "b").subList(0, random.nextInt(4)),
                new int[random.nextInt(3)],
                sparse ? null : Collections.singletonMap("k", random.nextBoolean() ? null : 1.5),
                sparse ? null : new City("x", random.nextLong()));
    }

    @Test
    void writesWhatPyarrowReads() {
        List<Everything> rows =
                IntStream.range(0, 200).mapToObj(TableOracleTest::everything).toList();
        try (PyTable table = PyTable.of(rows)) {
            assertThat(python.call("tables:types", List.of(table), new TypeRef<List<String>>() {}))
                    .containsExactly(
                            "bool not null",
                            "int8 not null",
                            "int16 not null",
                            "int32 not null",
                            "int64 not null",
                            "float not null",
                            "double not null",
                            "int32",
                            "string",
                            "binary",
                            "decimal128(38, 7)",
                            "date32[day]",
                            "time64[us]",
                            "timestamp[us]",
                            "timestamp[us, tz=UTC]",
                            "timestamp[us, tz=Europe/Berlin]",
                            "duration[us]",
                            "list<item: string>",
                            "list<item: int32 not null>",
                            "map<string, double>",
                            "struct<name: string, population: int64 not null>");
            List<Map<String, Object>> seen =
                    python.call("tables:pylist", List.of(table), new TypeRef<List<Map<String, Object>>>() {});
            for (int i = 0; i < rows.size(); i++) {
                Everything row = rows.get(i);
                Map<String, Object> map = seen.get(i);
                assertThat(map.get("large")).isEqualTo(row.large());
                assertThat(map.get("single")).isEqualTo((double) row.single());
                assertThat(map.get("optional")).isEqualTo(row.optional() == null ? null : (long) row.optional());
                assertThat(map.get("text")).isEqualTo(row.text());
                assertThat((byte[]) map.get("bytes")).isEqualTo(row.bytes());
                assertThat((BigDecimal) map.get("decimal"))
                        .isEqualTo(row.decimal() == null ? null : row.decimal().setScale(7));
                assertThat(map.get("day")).isEqualTo(row.day());
                assertThat(map.get("time")).isEqualTo(row.time());
                assertThat(map.get("local")).isEqualTo(row.local());
                assertThat(map.get("duration")).isEqualTo(row.duration());
                assertThat(map.get("list")).isEqualTo(row.list());
            }
            // The plain reader, which needs no package, sees the same.
            python.exec("""
                    rows = t.to_arrow().to_pylist()
                    for row in rows:
                        row["map"] = row["map"] if row["map"] is None else dict(row["map"])
                    assert t.to_list() == rows, (t.to_list()[1], rows[1])
                    """, Map.of("t", table));
        }
    }

    @Test
    void recordsComeBackAsTheyWent() {
        List<Everything> rows =
                IntStream.range(0, 200).mapToObj(TableOracleTest::everything).toList();
        try (PyTable table = PyTable.of(rows);
                PyTable back = python.eval("t.to_pandas()", Map.of("t", table)).as(PyTable.class)) {
            List<Everything> read = back.rows(Everything.class);
            for (int i = 0; i < rows.size(); i++) {
                Everything row = rows.get(i);
                assertThat(read.get(i))
                        .usingRecursiveComparison()
                        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                        .isEqualTo(row);
            }
        }
    }

    record Shape(int seed) {
        List<TableField> fields() {
            Random random = new Random(seed);
            return IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(i -> TableField.of("c" + i, type(random, 3)))
                    .toList();
        }

        private static ColumnType type(Random random, int levels) {
            return switch (random.nextInt(levels == 0 ? 8 : 11)) {
                case 0 -> ColumnType.BOOL;
                case 1 -> ColumnType.INT16;
                case 2 -> ColumnType.INT64;
                case 3 -> ColumnType.FLOAT64;
                case 4 -> ColumnType.TEXT;
                case 5 -> ColumnType.DATE;
                case 6 -> ColumnType.Decimal.of(50, 3);
                case 7 -> new ColumnType.FixedBinary(3);
                case 8 -> ColumnType.ListOf.of(type(random, levels - 1));
                case 9 ->
                    new ColumnType.Struct(List.of(
                            TableField.of("x", type(random, levels - 1)),
                            TableField.of("y", type(random, levels - 1))));
                default -> ColumnType.MapOf.of(ColumnType.TEXT, type(random, levels - 1));
            };
        }

        static Object value(Random random, ColumnType type, boolean nullable) {
            if (nullable && random.nextInt(4) == 0) {
                return null;
            } else if (type instanceof ColumnType.Bool) {
                return random.nextBoolean();
            } else if (type instanceof ColumnType.Int number) {
                return number.bits() == 16 ? (long) (short) random.nextInt() : random.nextLong();
            } else if (type instanceof ColumnType.FloatingPoint) {
                return random.nextDouble();
            } else if (type instanceof ColumnType.Text) {
                return "é".repeat(random.nextInt(5));
            } else if (type instanceof ColumnType.Date) {
                return LocalDate.ofEpochDay(random.nextInt(10_000));
            } else if (type instanceof ColumnType.Decimal) {
                return BigDecimal.valueOf(random.nextLong(), 3);
            } else if (type instanceof ColumnType.FixedBinary) {
                return "abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            } else if (type instanceof ColumnType.ListOf list) {
                List<Object> values = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    values.add(value(random, list.element().type(), true));
                }
                return values;
            } else if (type instanceof ColumnType.Struct struct) {
                Map<String, Object> parts = new LinkedHashMap<>();
                struct.fields().forEach(field -> parts.put(field.name(), value(random, field.type(), true)));
                return parts;
            }
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                map.put("k" + i, value(random, ((ColumnType.MapOf) type).value().type(), true));
            }
            return map;
        }
    }

    @Test
    void anySchemaAndAnyRowsAreTheSameOnBothSides() {
        for (int seed = 0; seed < 60; seed++) {
            List<TableField> fields = new Shape(seed).fields();
            Random random = new Random(seed);
            TableBuilder builder = PyTable.builder(fields).batchRows(7);
            List<List<Object>> rows = new ArrayList<>();
            for (int row = random.nextInt(30); row > 0; row--) {
                List<Object> values = new ArrayList<>();
                fields.forEach(field -> values.add(Shape.value(random, field.type(), true)));
                rows.add(values);
                builder.row(values.toArray());
            }
            try (PyTable table = builder.build();
                    PyTable back =
                            python.eval("t.to_arrow()", Map.of("t", table)).as(PyTable.class)) {
                assertThat(back.fields()).as("seed %s", seed).isEqualTo(fields);
                for (PyTable each : List.of(table, back)) {
                    for (int i = 0; i < fields.size(); i++) {
                        int column = i;
                        assertThat(each.column(fields.get(i).name()))
                                .as("seed %s, %s", seed, fields.get(i))
                                .usingRecursiveComparison()
                                .isEqualTo(rows.stream()
                                        .map(row -> row.get(column))
                                        .toList());
                    }
                }
                python.exec("""
                        a = t.to_arrow()
                        a.validate(full=True)
                        plain = [{k: v for k, v in row.items()} for row in t.to_list()]
                        lengths = {name: len(column) for name, column in t.to_dict().items()}
                        assert len(plain) == a.num_rows == len(t), (lengths, a.num_rows, a.schema)
                        """, Map.of("t", table));
            }
        }
    }

    @Test
    void anArgumentIsWhatTheAnnotationSays() {
        try (PyTable table = PyTable.of(CITIES)) {
            assertThat(python.call("tables:kind_of", List.of(table), String.class))
                    .isEqualTo("Table");
            assertThat(python.call("tables:kind_of_pandas", List.of(table), String.class))
                    .startsWith("pandas")
                    .endsWith("DataFrame");
            assertThat(python.call("tables:kind_of_optional", List.of(table), String.class))
                    .startsWith("polars")
                    .endsWith("DataFrame");
            assertThat(python.call("tables:kind_of_quoted", List.of(table), String.class))
                    .startsWith("pandas");
            Call<List<String>> kinds = Call.of("tables:kinds")
                    .arguments(List.of(table, table, table, table))
                    .keyword("named", table)
                    .keyword("other", table)
                    .returning(new TypeRef<List<String>>() {});
            assertThat(python.call(kinds))
                    .containsExactly("Table", "Table", "DataFrame", "DataFrame", "DataFrame", "RecordBatchReader");
            assertThat(python.call("builtins:len", List.of(table), int.class)).isEqualTo(3);
        }
    }

    interface Tables {
        PyTable filtered(PyTable cities);
    }

    @Test
    void everyVerbFitsTables() throws Exception {
        try (PyTable table = PyTable.of(CITIES)) {
            List<List<PyTable>> each = Collections.nCopies(40, List.of(table));
            assertThat(python.callAll("tables:kind_of_pandas", each, String.class))
                    .hasSize(40)
                    .allMatch(kind -> kind.startsWith("pandas"));
            assertThat(python.async()
                            .call("tables:kind_of_pandas", List.of(table), String.class)
                            .get())
                    .startsWith("pandas");
            try (Session session = python.session()) {
                PyObject report = session.call("tables:Report", List.of(10), PyObject.class);
                assertThat(report.callMethod("scaled", table).as(int.class)).isEqualTo(60);
                assertThat(report.attribute("scaled").call(table).as(int.class)).isEqualTo(60);
                session.eval("1", Map.of("kept", table));
                assertThat(session.eval("len(kept)").as(int.class)).isEqualTo(3);
            }
            Tables tables = python.importModule("tables").bind(Tables.class);
            try (PyTable filtered = tables.filtered(table)) {
                assertThat(filtered.rows(City.class)).containsExactly(new City("Bern", 3), new City("Bonn", 2));
            }
            assertThat(python.eval("[type(t).__name__ for t in ts]", Map.of("ts", List.of(table, table)))
                            .as(new TypeRef<List<String>>() {}))
                    .containsExactly("Table", "Table");
        }
    }

    @Test
    void framesOfAllPackagesComeBack() {
        record Letter(String letter, long population, int cities) {}
        try (PyTable table = PyTable.of(CITIES)) {
            try (PyTable letters = python.call("tables:by_letter", List.of(table), PyTable.class)) {
                assertThat(letters.rows(Letter.class)).containsExactly(new Letter("A", 1, 1), new Letter("B", 5, 2));
            }
            try (PyTable filtered = python.call("tables:filtered", List.of(table), PyTable.class)) {
                assertThat(filtered.fields()).extracting(TableField::name).containsExactly("name", "population");
            }
            try (PyTable sorted = python.call("tables:in_polars", List.of(table), PyTable.class)) {
                assertThat(sorted.rows(City.class)).first().isEqualTo(new City("Bern", 3));
            }
            try (PyTable doubled = python.call("tables:in_duckdb", List.of(table), PyTable.class)) {
                assertThat(doubled.rows(City.class))
                        .containsExactly(new City("Aachen", 2), new City("Bern", 6), new City("Bonn", 4));
            }
            try (PyTable columns =
                    python.eval("{'name': ['x'], 'population': [4]}").as(PyTable.class)) {
                assertThat(columns.rows(City.class)).containsExactly(new City("x", 4));
            }
        }
    }

    @Test
    void aTableOfBatchesIsWrittenAsOneStream() throws IOException {
        TableBuilder builder =
                PyTable.builder(List.of(TableField.of("n", ColumnType.INT64))).batchRows(3);
        for (int i = 0; i < 10; i++) {
            builder.row(i);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PyTable table = builder.build()) {
            table.writeTo(bytes);
        }
        String count = "import pyarrow as pa\nt = pa.ipc.open_stream(b).read_all()\nt.column('n').to_pylist()";
        assertThat(python.eval(count, Map.of("b", bytes.toByteArray())).as(new TypeRef<List<Integer>>() {}))
                .isEqualTo(IntStream.range(0, 10).boxed().toList());
        try (PyTable same = PyTable.read(ByteBuffer.wrap(bytes.toByteArray()))) {
            assertThat(same.longs("n")).hasSize(10).endsWith(9L);
        }
        try (PyTable colors = python.call(
                "tables:made",
                List.of("dictionary<values=string, indices=int8, ordered=0>", "chunked"),
                PyTable.class)) {
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            colors.writeTo(again);
            try (PyTable same = PyTable.read(ByteBuffer.wrap(again.toByteArray()))) {
                assertThat(same.strings("c")).isEqualTo(colors.strings("c"));
            }
        }
    }

    @Test
    void whatAFunctionRaisesShowsItsFramesAlone() {
        try (PyTable table = PyTable.of(CITIES)) {
            assertThatThrownBy(() -> python.call("tables:broken", List.of(table)))
                    .isInstanceOfSatisfying(
                            PythonException.class,
                            raised -> assertThat(raised.error().frames())
                                    .first()
                                    .satisfies(frame ->
                                            assertThat(frame.function()).isEqualTo("broken")));
        }
    }

    @Test
    void categoriesAreReadAsTheirValues() {
        try (PyTable table = python.eval("import pandas as pd\npd.DataFrame({'a': pd.Categorical([5, 6, 5])})")
                .as(PyTable.class)) {
            assertThat(table.longs("a").toLongs()).containsExactly(5, 6, 5);
        }
    }

    @Test
    void columnsOfTheSameNameAreRefusedWhereANameIsMeant() {
        try (PyTable table = python.eval("import pyarrow as pa\npa.table([[1], [2]], names=['a', 'a'])")
                .as(PyTable.class)) {
            assertThat(table.fields()).hasSize(2);
            assertThatThrownBy(() -> table.longs("a")).hasMessageContaining("two columns \"a\"");
            assertThatThrownBy(() -> python.eval("t.to_dict()", Map.of("t", table)))
                    .hasMessageContaining("same name");
            assertThat(python.eval("t.to_arrow().num_columns", Map.of("t", table))
                            .as(int.class))
                    .isEqualTo(2);
        }
    }

    @Test
    void aGeneratorOfBatchesIsAStreamOfTables() {
        try (PyObject batches = python.call("tables:batches", List.of(5, 10), PyObject.class);
                Stream<PyTable> tables = batches.stream(PyTable.class)) {
            assertThat(tables.mapToLong(table -> table.longs("number").get(9)).sum())
                    .isEqualTo(10);
        }
    }

    @Test
    void whatPythonMadeOfATableOutlivesIt() {
        try (Session session = python.session()) {
            PyTable table = PyTable.of(CITIES);
            session.exec("frame = t.to_pandas()\ntable = t", Map.of("t", table));
            TableColumn<String> names = table.strings("name");
            table.close();
            assertThat(session.eval("int(frame['population'].sum())").as(int.class))
                    .isEqualTo(6);
            assertThat(names).containsExactly("Bern", "Aachen", "Bonn");
            assertThatThrownBy(() -> session.eval("1", Map.of("t", table)))
                    .hasMessageContaining("the table was closed");
            assertThatThrownBy(() -> table.rows(City.class)).hasMessageContaining("the table was closed");
        }
    }

    @Test
    void memoryThatIsForgottenIsGivenBack() {
        try (Session session = python.session()) {
            String count = "len(__import__('_pybridge_buffers')._met)";
            int before = session.eval(count).as(int.class);
            for (int i = 0; i < 20; i++) {
                session.eval("len(t)", Map.of("t", PyTable.of(CITIES)));
            }
            for (int i = 0; i < 50 && session.eval(count).as(int.class) > before; i++) {
                System.gc();
            }
            assertThat(session.eval(count).as(int.class)).isLessThanOrEqualTo(before);
            session.eval("1", Map.of("kept", PyTable.of(CITIES)));
            for (int i = 0; i < 50 && session.eval(count).as(int.class) > before; i++) {
                System.gc();
            }
            assertThat(session.eval("kept['name']").as(new TypeRef<List<String>>() {}))
                    .contains("Bern");
        }
    }

    @Test
    void largeTablesComeInParts() {
        try (Session session = python.session()) {
            session.exec("import _pybridge_arrow as arrow\narrow.region_size = 100_000");
            try (PyTable table = session.eval("import pyarrow as pa\npa.table({'n': pa.array(range(100_000))})")
                    .as(PyTable.class)) {
                assertThat(table.rowCount()).isEqualTo(100_000);
                assertThat(table.longs("n").getLong(99_999)).isEqualTo(99_999);
                assertThat(session.eval("t.to_arrow().num_rows", Map.of("t", table))
                                .as(int.class))
                        .isEqualTo(100_000);
            }
            session.exec("arrow.region_size = 1 << 30");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__import__('pandas').Series([1])",
                "__import__('pyarrow').array([1])",
                "3",
                "object()",
                "[1, 2]",
                "{'a': [1], 'b': [1, 2]}",
                "len",
                "{'a': object()}"
            })
    void whatIsNoTableIsRefused(String expression) {
        assertThatThrownBy(() -> python.eval(expression).as(PyTable.class))
                .isInstanceOfAny(ConversionException.class, PythonException.class)
                .hasMessageMatching("(?s).*(table|column).*");
    }

    @Test
    void whatJavaCannotReadNamesItsColumn() {
        String interval =
                "import pyarrow as pa\npa.table({'ok': [1], 'span': pa.array([None], pa.month_day_nano_interval())})";
        assertThatThrownBy(() -> python.eval(interval).as(PyTable.class)).hasMessageContaining("column \"span\"");
    }
}
