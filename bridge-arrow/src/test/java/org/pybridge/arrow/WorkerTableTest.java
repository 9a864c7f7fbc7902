package org.pybridge.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Call;
import org.pybridge.ConversionException;
import org.pybridge.PyObject;
import org.pybridge.PyValue;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.TypeRef;

/** What a user does with tables in workers: annotations, verbs, frames of all packages, lifetimes, refusals. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerTableTest {
    private final Python python = Pythons.withPackages(1);

    record City(String name, long population) {}

    private static final List<City> CITIES = List.of(new City("Bern", 3), new City("Aachen", 1), new City("Bonn", 2));

    @AfterAll
    void close() {
        python.close();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pd.DataFrame(rows)",
                "pl.DataFrame(rows)",
                "pl.DataFrame(rows).lazy()",
                "pa.Table.from_pylist(rows)",
                "pa.RecordBatch.from_pylist(rows)",
                "pa.Table.from_pylist(rows).to_reader()",
                "duckdb.from_arrow(pa.Table.from_pylist(rows))",
                "rows",
                "(row for row in rows)"
            })
    void recordsAreAskedForDirectly(String code) {
        String made = "import pandas as pd, polars as pl, pyarrow as pa, duckdb\n" + code;
        Map<String, ?> globals = Map.of("rows", CITIES);
        assertThat(python.eval(made, globals).as(new TypeRef<List<City>>() {})).isEqualTo(CITIES);
        assertThat(python.eval(made, globals).as(City[].class)).isEqualTo(CITIES.toArray());
        assertThat(python.eval(made, globals).as(new TypeRef<Optional<List<City>>>() {}))
                .contains(CITIES);
        try (Stream<City> cities = python.eval(made, globals).as(new TypeRef<Stream<City>>() {})) {
            assertThat(cities).isEqualTo(CITIES);
        }
    }

    @Test
    void recordsInsideOfOtherValuesAreReadTwice() {
        PyValue copied =
                python.eval("import pandas as pd\n{'north': pd.DataFrame(rows), 'south': []}", Map.of("rows", CITIES));
        for (int i = 0; i < 2; i++) {
            assertThat(copied.as(new TypeRef<Map<String, List<City>>>() {}))
                    .isEqualTo(Map.of("north", CITIES, "south", List.of()));
        }
    }

    record Regions(
            @JsonProperty("north") List<City> cities,
            @JsonProperty("south") PyTable table) {}

    @Test
    void recordsInsideOfAnnotatedOnesAreReadTwice() {
        PyValue copied = python.eval(
                "import pandas as pd\n{'north': pd.DataFrame(rows), 'south': pd.DataFrame(rows)}",
                Map.of("rows", CITIES));
        for (int i = 0; i < 2; i++) {
            Regions regions = copied.as(Regions.class);
            assertThat(regions.cities()).isEqualTo(CITIES);
            assertThat(regions.table().rows(City.class)).isEqualTo(CITIES);
        }
    }

    @Test
    void whatDoesNotFitIsNamed() {
        String frame = "import pandas as pd\npd.DataFrame({'name': ['x']})";
        assertThatThrownBy(() -> python.eval(frame).as(new TypeRef<List<City>>() {}))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("population");
        assertThatThrownBy(() -> python.eval(
                                "import pyarrow as pa\npa.table({'name': pa.array([(1, 2, 3)], pa.month_day_nano_interval())})")
                        .as(new TypeRef<List<City>>() {}))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("Interval");
    }

    record Sparse(Optional<String> label, @Nullable Integer rank, String name) {}

    @Test
    void componentsThatCanBeMissingNeedNoColumn() {
        String frame = "import pandas as pd\npd.DataFrame({'name': ['x']})";
        assertThat(python.eval(frame).as(new TypeRef<List<Sparse>>() {}))
                .containsExactly(new Sparse(Optional.empty(), null, "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name': ['x', 'y'], 'population': [1, 2]}",
                "{'name': ['x', 'y'], 'population': memoryview(__import__('array').array('q', [1, 2]))}",
                "{'name': ['x', 'y'], 'population': __import__('array').array('i', [1, 2])}",
                "{'name': __import__('pyarrow').array(['x', 'y']).to_numpy(False), 'population': __import__('pandas').Series([1, 2]).to_numpy()}"
            })
    void columnsAreRecords(String columns) {
        List<City> expected = List.of(new City("x", 1), new City("y", 2));
        assertThat(python.eval(columns).as(new TypeRef<List<City>>() {})).isEqualTo(expected);
        try (PyTable table = python.eval(columns).as(PyTable.class)) {
            assertThat(table.rows(City.class)).isEqualTo(expected);
        }
    }

    @Test
    void columnsThatAreNoneAreNamed() {
        assertThatThrownBy(() ->
                        python.eval("{'name': ['x'], 'population': [object()]}").as(PyTable.class))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("population");
        assertThatThrownBy(() -> python.eval("{'name': object()}").as(PyTable.class))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("column \"name\": object is no column");
        assertThatThrownBy(() -> python.eval("import polars as pl\npl.DataFrame({'a': [object()]})")
                        .as(PyTable.class))
                .hasMessageContaining("column \"a\" has objects");
        assertThatThrownBy(() -> python.eval(
                                "import pandas as pd\npd.DataFrame({'name': ['x', 'y'], 'population': [1, None]})")
                        .as(new TypeRef<List<City>>() {}))
                .hasMessageContaining("astype(\"Int64\")");
    }

    /** What Python keeps is usable after Java has closed it. */
    @Test
    void aTableThatPythonKeepsStays() {
        try (Session session = python.session()) {
            PyTable table = PyTable.of(CITIES);
            session.exec("kept = t", Map.of("t", table));
            table.close();
            assertThat(session.eval("len(kept), kept['population'][0], str(kept)")
                            .as(Object.class))
                    .isEqualTo(List.of(3L, 3L, "<table of 3 rows from Java>"));
        }
    }

    @Test
    void whatIsNoTableIsReadElementByElement() {
        String own = """
                class Table:
                    def __iter__(self):
                        return iter(rows)
                Table()""";
        assertThat(python.eval(own, Map.of("rows", CITIES)).as(new TypeRef<List<City>>() {}))
                .isEqualTo(CITIES);
        assertThatThrownBy(() -> python.eval("import pandas as pd\npd.DataFrame({'name': ['x'], 'population': [1.5]})")
                        .as(new TypeRef<List<City>>() {}))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("$.population[0]");
    }

    /** A table that was read is let go of in Python at once; one that the user holds is not. */
    @Test
    void whatWasReadDoesNotStayInPython() {
        try (Session session = python.session()) {
            session.exec("""
                    import weakref, pandas as pd
                    alive = weakref.WeakSet()
                    class Frame(pd.DataFrame):
                        def __init__(self, *args, **named):
                            super().__init__(*args, **named)
                            alive.add(self)
                        def __hash__(self):
                            return id(self)
                        def __eq__(self, other):
                            return self is other
                    class Maker:
                        def frame(self):
                            return Frame(rows)
                    """, Map.of("rows", CITIES));
            PyObject maker = session.eval("Maker()").as(PyObject.class);
            PyObject held = maker.callMethod("frame");
            for (int i = 0; i < 5; i++) {
                assertThat(maker.callMethod(Call.of("frame").returning(new TypeRef<List<City>>() {})))
                        .isEqualTo(CITIES);
                maker.callMethod(Call.of("frame").returning(PyTable.class)).close();
                assertThat(held.as(new TypeRef<List<City>>() {})).isEqualTo(CITIES);
                assertThat(held.as(PyTable.class).rowCount()).isEqualTo(3);
            }
            assertThat(session.eval("import gc\ngc.collect()\nlen(alive)").as(int.class))
                    .isEqualTo(1);
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
