package org.pybridge.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pybridge.Call;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.TypeRef;
import org.pybridge.arrow.PyTable;

/** Tables in the JVM's own Python: pandas works on the memory that Java wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableTest {
    private static final String REPORT = """
            import pandas as pd

            def large(cities: pd.DataFrame, least: int) -> pd.DataFrame:
                return cities[cities["population"] >= least]
            """;

    private final Python python = Python.builder(Pythons.builder()
                    .packages("pyarrow==26.0.1", "pandas==3.1.1")
                    .build())
            .module("report", REPORT)
            .build();

    record City(String name, long population) {}

    private static final List<City> CITIES =
            IntStream.range(0, 1000).mapToObj(i -> new City("c" + i, i)).toList();

    @AfterAll
    void close() {
        python.close();
    }

    @Test
    void framesGoThereAndBack() {
        try (PyTable cities = PyTable.of(CITIES);
                PyTable large = python.call("report:large", List.of(cities, 500), PyTable.class)) {
            assertThat(large.rows(City.class)).isEqualTo(CITIES.subList(500, 1000));
        }
    }

    @Test
    void framesAreRecords() {
        try (PyTable cities = PyTable.of(CITIES)) {
            assertThat(python.call(Call.of("report:large")
                            .arguments(List.of(cities, 998))
                            .returning(new TypeRef<List<City>>() {})))
                    .isEqualTo(CITIES.subList(998, 1000));
        }
    }

    @Test
    void theFrameIsOverJavasMemory() {
        try (Session session = python.session()) {
            PyTable cities = PyTable.of(CITIES);
            session.exec("""
                    import pyarrow as pa
                    frame = t.to_pandas()
                    before = pa.total_allocated_bytes()
                    again = t.to_pandas()
                    copied = pa.total_allocated_bytes() - before
                    """, Map.of("t", cities));
            assertThat(session.eval("copied").as(int.class)).isLessThan(1000);
            cities.close();
            assertThat(session.eval("int(frame['population'].sum())").as(int.class))
                    .isEqualTo(499_500);
            assertThatThrownBy(() -> session.eval("1", Map.of("t", cities))).hasMessageContaining("was closed");
        }
    }
}
