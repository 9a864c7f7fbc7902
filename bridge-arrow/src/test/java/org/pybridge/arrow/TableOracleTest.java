package org.pybridge.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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
import org.pybridge.Python;
import org.pybridge.TypeRef;

/** Tables against pyarrow, pandas, polars and DuckDB, in worker processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableOracleTest {
    private final Python python = Pythons.withPackages(1);

    record City(String name, long population) {}

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
}
