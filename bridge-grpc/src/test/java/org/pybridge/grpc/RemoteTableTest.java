package org.pybridge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.UnsupportedCapabilityException;
import org.pybridge.arrow.PyTable;
import org.pybridge.process.PythonProcess;

/** Tables need memory that both sides see, which another machine has not; a client that has the module is none the worse for it. */
class RemoteTableTest {

    @Test
    void tablesStayOnTheirMachine() {
        try (Python served = Python.builder(PythonProcess.builder().build())
                        .module(
                                "shop",
                                "def columns():\n    return {'price': [1, 2]}\ndef thing():\n    return object()")
                        .build();
                PythonServer server =
                        PythonServer.builder(served).allow("shop:*").start();
                Python python = Python.builder(RemotePython.at("localhost:" + server.port()))
                        .build();
                PyTable table = PyTable.of(Map.of("n", new int[] {1}))) {
            assertThatThrownBy(() -> python.call("shop:columns", List.of(table)))
                    .isInstanceOf(UnsupportedCapabilityException.class);
            try (PyTable columns = python.call("shop:columns", List.of(), PyTable.class)) {
                assertThat(columns.longs("price").toLongs()).containsExactly(1, 2);
            }
            assertThatThrownBy(() -> python.call("shop:thing", List.of(), PyTable.class))
                    .isNotInstanceOf(PythonException.class)
                    .hasMessageContaining("dict of columns");
        }
    }
}
