package org.pybridge.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pybridge.Python;
import org.pybridge.TypeRef;
import org.pybridge.graalpy.Access;
import org.pybridge.graalpy.GraalPy;

/** Tables on GraalPy, which has none of the packages: a table is a dict of columns there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraalPyTableTest {
    private static final String REPORT = """
            def total(cities: dict) -> int:
                return sum(cities["population"])

            def rows(cities: list) -> list:
                return [row for row in cities if row["population"] > 1]

            def renamed(cities: dict) -> dict:
                return {"name": [name.upper() for name in cities["name"]], "population": list(cities["population"])}
            """;

    private final Python python =
            Python.builder(GraalPy.builder().build()).module("report", REPORT).build();

    record City(String name, long population, Instant founded, Double area) {}

    private static final List<City> CITIES = List.of(
            new City("Bern", 3, Instant.parse("1191-01-01T00:00:00Z"), 51.6),
            new City("Zürich", 1, Instant.EPOCH, null));

    @AfterAll
    void close() {
        python.close();
    }

    @Test
    void aTableIsColumnsOrRows() {
        try (PyTable table = PyTable.of(CITIES)) {
            assertThat(python.call("report:total", List.of(table), int.class)).isEqualTo(4);
            assertThat(python.call("report:rows", List.of(table), new TypeRef<List<City>>() {}))
                    .containsExactly(CITIES.get(0));
            assertThat(python.eval("len(t), t['area'], type(t['population']).__name__", Map.of("t", table))
                            .as(Object.class))
                    .isEqualTo(Arrays.asList(2L, Arrays.asList(51.6, null), "memoryview"));
        }
    }

    @Test
    void columnsAreATable() {
        record Named(String name, int population) {}
        try (PyTable table = PyTable.of(CITIES);
                PyTable renamed = python.call("report:renamed", List.of(table), PyTable.class)) {
            assertThat(renamed.rows(Named.class)).containsExactly(new Named("BERN", 3), new Named("ZÜRICH", 1));
        }
    }

    @Test
    void columnsOfATableAreATable() {
        try (PyTable table = PyTable.of(CITIES);
                PyTable columns = python.eval("t.to_dict()", Map.of("t", table)).as(PyTable.class)) {
            assertThat(columns.longs("population")).containsExactly(3L, 1L);
        }
    }

    @Test
    void aTableGoesThrough() {
        try (PyTable table = PyTable.of(CITIES);
                PyTable same = python.eval("t", Map.of("t", table)).as(PyTable.class)) {
            assertThat(same.rows(City.class)).isEqualTo(CITIES);
        }
    }

    /** Without native memory Java's is not seen, and tables are copied. */
    @Test
    void confinedCodeTakesTables() {
        try (Python confined = Python.builder(
                                GraalPy.builder().access(Access.CONFINED).build())
                        .module("report", REPORT)
                        .build();
                PyTable table = PyTable.of(CITIES)) {
            assertThat(confined.call("report:total", List.of(table), int.class)).isEqualTo(4);
            assertThat(confined.eval("t", Map.of("t", table)).as(new TypeRef<List<City>>() {}))
                    .isEqualTo(CITIES);
        }
    }

    @Test
    void manyCallsTakeOneTable() {
        try (PyTable table = PyTable.of(CITIES)) {
            assertThat(python.callAll("report:total", List.of(List.of(table), List.of(table)), int.class))
                    .containsExactly(4, 4);
        }
    }

    @Test
    void whatNeedsAPackageSaysSo() {
        try (PyTable table = PyTable.of(CITIES)) {
            assertThatThrownBy(() -> python.eval("t.to_pandas()", Map.of("t", table)))
                    .hasMessageContaining("No module named 'pandas'");
            assertThatThrownBy(() -> python.eval("object()").as(PyTable.class))
                    .hasMessageContaining("without the package pyarrow");
        }
    }
}
