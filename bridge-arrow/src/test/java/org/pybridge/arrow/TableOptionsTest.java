package org.pybridge.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pybridge.Call;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.Session;
import org.pybridge.TypeRef;
import org.pybridge.process.PythonProcess;
import org.pybridge.testing.pool.MatrixOption;

/** Each verb that takes a table or gives one, under each option of the pool; some replace the interpreter between two of them. */
@Timeout(120)
class TableOptionsTest {
    private static final String REPORT = """
            def total(cities: dict) -> int:
                return sum(cities["population"])

            def same(cities):
                return cities
            """;

    record City(String name, long population) {}

    private static final List<City> CITIES = List.of(new City("Bern", 3), new City("Zürich", 1));

    private interface Report {
        int total(PyTable cities);
    }

    @ParameterizedTest
    @EnumSource
    void tablesAreRightUnder(MatrixOption option) throws ExecutionException, InterruptedException {
        PythonBuilder builder = Python.builder(PythonProcess.builder().build())
                .module("matrix", "")
                .module("report", REPORT)
                .pool(pool -> pool.size(1).acquireTimeout(Duration.ofSeconds(60)));
        option.set(builder);
        try (Python python = builder.build();
                PyTable table = PyTable.of(CITIES)) {
            for (int i = 0; i < 3; i++) {
                useEachVerb(python, table);
            }
        }
    }

    private static void useEachVerb(Python python, PyTable table) throws ExecutionException, InterruptedException {
        assertThat(python.call("report:total", List.of(table), int.class)).isEqualTo(4);
        assertThat(python.callAll("report:total", Collections.nCopies(40, List.of(table)), int.class))
                .hasSize(40)
                .containsOnly(4);
        assertThat(python.async()
                        .call("report:total", List.of(table), int.class)
                        .get())
                .isEqualTo(4);
        assertThat(python.eval("sum(t['population'])", Map.of("t", table)).as(int.class))
                .isEqualTo(4);
        assertThat(python.run("print(len(t))", Map.of("t", table)).stdout()).isEqualTo("2\n");
        try (PyTable back = python.call("report:same", List.of(table), PyTable.class)) {
            assertThat(back.rows(City.class)).isEqualTo(CITIES);
        }
        assertThat(python.call(Call.of("report:same").with(table).returning(new TypeRef<List<City>>() {})))
                .isEqualTo(CITIES);
        try (Session session = python.session()) {
            PyObject total = session.importModule("report").attribute("total");
            assertThat(total.call(table).as(int.class)).isEqualTo(4);
            assertThat(session.importModule("report").bind(Report.class).total(table))
                    .isEqualTo(4);
        }
    }
}
