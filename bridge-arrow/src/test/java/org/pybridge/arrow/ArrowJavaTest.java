package org.pybridge.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tables to and from a {@code VectorSchemaRoot} of arrow-java's, in a JVM of its own, because it needs flags that this module does not. */
class ArrowJavaTest {
    record Row(
            long n,
            String text,
            BigDecimal price,
            LocalDate day,
            Instant at,
            List<Integer> list,
            Map<String, Double> map) {}

    @Test
    @Timeout(60)
    void tablesGoThroughArrowJava() throws IOException {
        List<Row> rows = IntStream.range(0, 500)
                .mapToObj(i -> new Row(
                        i,
                        i % 3 == 0 ? null : "Ä" + i,
                        BigDecimal.valueOf(i, 2),
                        LocalDate.ofEpochDay(i),
                        Instant.ofEpochSecond(i, 1000),
                        Arrays.asList(i, null),
                        Map.of("k", i / 2.0)))
                .toList();
        try (PyTable table = PyTable.of(rows);
                PyTable back = PyTable.read(ByteBuffer.wrap(throughArrowJava(table)))) {
            assertThat(back.fields()).isEqualTo(table.fields());
            assertThat(back.rows(Row.class)).isEqualTo(rows);
        }
    }

    private static byte[] throughArrowJava(PyTable table) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Copy.class.getName())
                .redirectError(Redirect.INHERIT)
                .start();
        CompletableFuture<byte[]> answer = CompletableFuture.supplyAsync(() -> all(process));
        try (OutputStream stdin = process.getOutputStream()) {
            table.writeTo(stdin);
        }
        return answer.join();
    }

    private static byte[] all(Process process) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            process.getInputStream().transferTo(bytes);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
        return bytes.toByteArray();
    }

    /** Reads a stream as vectors, and writes these. */
    static final class Copy {
        private Copy() {}

        public static void main(String... args) throws IOException {
            try (BufferAllocator memory = new RootAllocator();
                    ArrowStreamReader reader = new ArrowStreamReader(System.in, memory)) {
                VectorSchemaRoot root = reader.getVectorSchemaRoot();
                try (ArrowStreamWriter writer = new ArrowStreamWriter(root, null, System.out)) {
                    writer.start();
                    while (reader.loadNextBatch()) {
                        writer.writeBatch();
                    }
                    writer.end();
                }
            }
        }
    }
}
