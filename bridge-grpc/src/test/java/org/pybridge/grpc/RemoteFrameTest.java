package org.pybridge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Call;
import org.pybridge.ConversionException;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.TypeRef;
import org.pybridge.arrow.PyTable;
import org.pybridge.process.PythonProcess;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.MadeValue;

/** Tables as frames of pandas' on another machine: large ones in parts, and damaged ones that a hostile client sends. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteFrameTest {
    private static final String REPORT = """
            import pandas as pd

            def numbered(rows: int) -> pd.DataFrame:
                return pd.DataFrame({"name": ["n"] * rows, "count": range(rows)})

            def longest(sales: pd.DataFrame) -> str:
                return type(sales).__module__ + " " + max(sales["name"], key=len)
            """;

    record Sale(String name, long count) {}

    private Python served;
    private PythonServer server;
    private Python python;

    @BeforeAll
    void start() {
        served = Python.builder(PythonProcess.builder()
                        .packages("pyarrow==26.0.1", "pandas==3.1.1", "polars==2.1.0", "duckdb==2.0.1")
                        .build())
                .module("report", REPORT)
                .pool(pool -> pool.size(1))
                .build();
        server = PythonServer.builder(served).allow("report:*").start();
        python = Python.builder(RemotePython.at("localhost:" + server.port())).build();
    }

    @AfterAll
    void stop() {
        python.close();
        server.close();
        served.close();
    }

    @Test
    void aLargeFrameComesInParts() {
        int rows = 4_000_000; // About 68 MB, more than a message may have.
        try (PyTable table = python.call("report:numbered", List.of(rows), PyTable.class)) {
            assertThat(table.rowCount()).isEqualTo(rows);
            assertThat(table.longs("count").toLongs()).startsWith(0, 1).endsWith(rows - 1);
        }
    }

    @Test
    void framesAreRecords() {
        assertThat(python.call(
                        Call.of("report:numbered").arguments(List.of(2)).returning(new TypeRef<List<Sale>>() {})))
                .containsExactly(new Sale("n", 0), new Sale("n", 1));
        try (PyTable table = PyTable.of(List.of(new Sale("pear", 1), new Sale("strawberry", 2)))) {
            assertThat(python.call("report:longest", List.of(table), String.class))
                    .isEqualTo("pandas strawberry");
        }
    }

    /** The metadata says how long each part is, and Java checks that; the content says where texts are, which pyarrow believes. */
    @Test
    void damagedTablesEndNoInterpreter() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (PyTable table = PyTable.of(List.of(new Sale("pear", 1), new Sale("strawberry", 2)))) {
            table.writeTo(stream);
        }
        byte[] far = stream.toByteArray();
        int offsets = indexOf(far, new byte[] {0, 0, 0, 0, 4, 0, 0, 0, 14, 0, 0, 0});
        ByteBuffer.wrap(far).putInt(offsets + 4, 0x7FFFFF00);
        assertThatThrownBy(() -> longest(far))
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("ArrowInvalid");
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = stream.toByteArray();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                longest(damaged);
            } catch (ConversionException | PythonException refused) {
                assertThat(refused.getMessage()).containsAnyOf("damaged table", "Arrow", "Error");
            }
        }
        assertThat(served.statistics().died()).isZero();
    }

    private void longest(byte... stream) {
        PyBuffer part = PyBuffer.of(ItemType.UNSIGNED_BYTE, ByteBuffer.wrap(stream), stream.length);
        MadeValue sent = new MadeValue(EntryPoint.of("_pybridge_arrow:receive"), List.of(part), null);
        python.call("report:longest", List.of(sent), String.class);
    }

    private static int indexOf(byte[] all, byte... part) {
        return new String(all, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }
}
