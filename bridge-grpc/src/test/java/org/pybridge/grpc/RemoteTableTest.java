package org.pybridge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.pybridge.BatchException;
import org.pybridge.Call;
import org.pybridge.ConversionException;
import org.pybridge.PyCallback;
import org.pybridge.PyModule;
import org.pybridge.PyObject;
import org.pybridge.PyTuple;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.TypeRef;
import org.pybridge.arrow.PyTable;
import org.pybridge.process.PythonProcess;

/** Tables to a Python on another machine and back, by each verb; what a server allows holds for calls with tables, too. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteTableTest {
    private static final String SHOP = """
            import os

            def total(sales: dict, factor: int = 1) -> int:
                return sum(sales["count"]) * factor

            def same(sales):
                return sales

            def kind(sales):
                return type(sales).__name__

            def each(sales, count):
                for _ in range(count):
                    yield sales

            def ask(function, sales):
                return function(sales)

            def thing():
                return object()

            def things():
                return {"a": [object()], "b": [1]}

            def columns():
                return {"price": [1, 2], "kept": memoryview(b"ab")}

            class Ledger:
                def total(self, sales: dict) -> int:
                    return total(sales)

                def _secret(self, sales):
                    return sales

            def ledger():
                return Ledger()
            """;

    record Sale(String name, long count) {}

    private static final List<Sale> SALES = List.of(new Sale("pear", 3), new Sale("Äpfel", 1));

    @PyModule("shop")
    private interface Shop {
        int total(PyTable sales);
    }

    private Python served;
    private PythonServer server;
    private Python python;
    private PyTable table;

    @BeforeAll
    void start() {
        served = Python.builder(PythonProcess.builder().build())
                .module("shop", SHOP)
                .pool(pool -> pool.size(2))
                .build();
        server = PythonServer.builder(served).allow("shop:*", "shop:Ledger.*").start();
        python = client(server);
        table = PyTable.of(SALES);
    }

    private static Python client(PythonServer server) {
        return Python.builder(RemotePython.at("localhost:" + server.port()))
                .pool(pool -> pool.size(1))
                .build();
    }

    @AfterAll
    void stop() {
        table.close();
        python.close();
        server.close();
        served.close();
    }

    @Test
    void calls() throws Exception {
        assertThat(python.call("shop:total", List.of(table), int.class)).isEqualTo(4);
        assertThat(python.call(Call.of("shop:total")
                        .arguments(List.of(table))
                        .keyword("factor", 2)
                        .returning(int.class)))
                .isEqualTo(8);
        assertThat(python.call(Call.of("shop:total").keyword("sales", table).returning(int.class)))
                .isEqualTo(4);
        assertThat(python.async().call("shop:total", List.of(table), int.class).get())
                .isEqualTo(4);
        assertThat(python.callAll("shop:total", Collections.nCopies(40, List.of(table)), int.class))
                .hasSize(40)
                .containsOnly(4);
        assertThat(python.bind(Shop.class).total(table)).isEqualTo(4);
        assertThat(python.call("shop:kind", List.of(List.of(table)), String.class))
                .isEqualTo("list");
    }

    @Test
    void objects() {
        try (PyObject ledger = python.call("shop:ledger", List.of(), PyObject.class)) {
            assertThat(ledger.callMethod("total", table).as(int.class)).isEqualTo(4);
            assertThat(ledger.attribute("total").call(table).as(int.class)).isEqualTo(4);
            assertThatThrownBy(() -> ledger.callMethod("_secret", table))
                    .isInstanceOf(AccessRefusedException.class)
                    .hasMessageContaining("_secret");
        }
    }

    @Test
    void results() {
        try (PyTable back = python.call("shop:same", List.of(table), PyTable.class)) {
            assertThat(back.rows(Sale.class)).isEqualTo(SALES);
        }
        assertThat(python.call("shop:columns", List.of(), PyTable.class).longs("price"))
                .containsExactly(1L, 2L);
        try (PyObject generator = python.call("shop:each", List.of(table, 3), PyObject.class);
                Stream<PyTable> tables = generator.stream(PyTable.class)) {
            assertThat(tables.map(each -> each.rows(Sale.class))).hasSize(3).containsOnly(SALES);
        }
        assertThatThrownBy(() -> python.call("shop:thing", List.of(), PyTable.class))
                .hasMessageContaining("object is no table");
    }

    @Test
    void callbacks() {
        PyCallback doubled = (arguments, keywords) -> {
            try (PyTable given = arguments.get(0).as(PyTable.class)) {
                return PyTable.of(Stream.concat(given.stream(Sale.class), given.stream(Sale.class))
                        .toList());
            }
        };
        assertThat(python.call("shop:ask", List.of(doubled, table), PyTable.class)
                        .rows(Sale.class))
                .hasSize(4)
                .contains(SALES.get(0));
    }

    /** Nobody gets what does not fit, so nothing of it keeps an interpreter. */
    @Test
    void whatDoesNotFitHoldsNoInterpreter() {
        try (Python other = client(server);
                Python third = client(server)) {
            for (Python client : List.of(python, other)) {
                assertThatThrownBy(() -> client.call(
                                Call.of("shop:things").returning(new TypeRef<Map<String, List<Integer>>>() {})))
                        .isInstanceOf(ConversionException.class);
                assertThatThrownBy(() -> client.call("shop:thing", List.of(), int.class))
                        .isInstanceOf(ConversionException.class);
            }
            assertThat(third.call("shop:total", List.of(table), int.class)).isEqualTo(4);
        }
    }

    /** A table that was read is let go of in Python, so that its interpreter is free for others. */
    @Test
    void resultsHoldNoInterpreter() {
        try (Python other = client(server);
                Python third = client(server)) {
            List<PyTable> read = IntStream.range(0, 5)
                    .mapToObj(i -> python.call("shop:same", List.of(table), PyTable.class))
                    .toList();
            PyTable more = other.call("shop:columns", List.of(), PyTable.class);
            assertThat(third.call("shop:total", List.of(table), int.class)).isEqualTo(4);
            assertThat(read).allSatisfy(each -> assertThat(each.rowCount()).isEqualTo(2));
            assertThat(more.rowCount()).isEqualTo(2);
        }
    }

    /** What calls functions with tables in place of a client must not call what the client may not. */
    @Test
    void whatIsRefusedIsRefusedWithTables() {
        for (String refused : List.of("os:getcwd", "shop:os.getcwd", "shop:Ledger.__init__", "_pybridge_arrow:call")) {
            assertThatThrownBy(() -> python.call(refused, List.of(table)))
                    .as(refused)
                    .isInstanceOf(AccessRefusedException.class);
            assertThatThrownBy(() -> python.callAll(refused, Collections.nCopies(3, List.of(table)), Object.class))
                    .as(refused)
                    .isInstanceOf(BatchException.class)
                    .hasRootCauseInstanceOf(AccessRefusedException.class);
        }
        for (List<?> arguments : List.of(
                List.of("os", "getcwd"),
                List.of("_pybridge", "resolve", "os", "getcwd"),
                List.of("_pybridge_arrow", "call", "os", "getcwd"),
                List.of(
                        "_pybridge",
                        "call_all",
                        "_pybridge_arrow",
                        "call",
                        List.of(List.of("os", "getcwd")),
                        Map.of(),
                        true),
                List.of("_pybridge_arrow", "call", "shop", "total", Map.of("count", List.of(1))),
                List.of("_pybridge_arrow", "store", table, "/tmp/file"),
                List.of("os", ""),
                List.of(1))) {
            assertThatThrownBy(() -> python.call("_pybridge_arrow:call", arguments))
                    .as(arguments.toString())
                    .isInstanceOf(AccessRefusedException.class);
        }
        assertThat(python.call(
                        "_pybridge_arrow:call", List.of("shop", "total", Map.of("count", List.of(1))), int.class))
                .isEqualTo(1);
    }

    /** Python takes any iterable of lists, and by any name: what a server cannot look at, it refuses. */
    @Test
    void batchesOfAnotherFormAreRefused() {
        PyObject inPython = python.call("_pybridge:itself", List.of(List.of(List.of("os", "getcwd"))), PyObject.class);
        for (Object lists : List.of(
                List.of(List.of("os", "getcwd")),
                List.of(PyTuple.of("os", "getcwd")),
                Set.of(PyTuple.of("os", "getcwd")),
                Map.of(PyTuple.of("os", "getcwd"), 1),
                List.of(Set.of("os")),
                List.of("os"),
                inPython)) {
            refuses(Call.of("_pybridge:call_all").arguments(List.of("_pybridge_arrow", "call", lists, Map.of(), true)));
            refuses(Call.of("_pybridge:call_all")
                    .arguments(List.of("_pybridge_arrow", "call"))
                    .keyword("lists", lists)
                    .keyword("named", Map.of())
                    .keyword("keep", true));
        }
        inPython.close();
    }

    private void refuses(Call<?> call) {
        assertThatThrownBy(() -> python.call(call)).as(call.toString()).isInstanceOf(AccessRefusedException.class);
    }

    /** A text that stayed in Python is an object, and no name of a module to import. */
    @Test
    void anObjectThatIsCalledIsNoModulesName() {
        try (PyObject name = python.call("_pybridge:itself", List.of("this"), PyObject.class)) {
            assertThatThrownBy(() -> python.call("_pybridge_arrow:call", Arrays.asList(name, "")))
                    .isInstanceOf(PythonException.class)
                    .hasMessageContaining("not callable");
        }
    }

    @Test
    void codeTakesTablesWhereItIsAllowed() {
        try (PythonServer open = PythonServer.builder(served).allowCode().start();
                Python trusted = client(open)) {
            assertThat(trusted.eval("sum(t['count'])", Map.of("t", table)).as(int.class))
                    .isEqualTo(4);
            try (Session session = trusted.session()) {
                session.run("kept = t", Map.of("t", table));
                assertThat(session.eval("len(kept)").as(int.class)).isEqualTo(2);
            }
        }
    }

    @Test
    void recordsAreAskedForDirectly() {
        assertThat(python.call(Call.of("shop:same").arguments(List.of(table)).returning(new TypeRef<List<Sale>>() {})))
                .isEqualTo(SALES);
        assertThatThrownBy(() -> python.call(Call.of("shop:thing").returning(new TypeRef<List<Sale>>() {})))
                .isNotInstanceOf(PythonException.class)
                .hasMessageContaining("object");
    }
}
