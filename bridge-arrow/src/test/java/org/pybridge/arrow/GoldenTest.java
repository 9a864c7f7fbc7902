package org.pybridge.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pybridge.ConversionException;
import org.pybridge.Python;
import org.pybridge.PythonException;

/** Arrow's golden files, see golden/README.md, as Java and pyarrow read them. */
class GoldenTest {
    private final List<String> same = new ArrayList<>();
    private final List<String> different = new ArrayList<>();
    private final List<String> incomparable = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    @Test
    void bothReadTheSame() throws IOException {
        try (Python python = Pythons.withPackages(1);
                Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".stream"))
                    .sorted()
                    .toList()) {
                compare(file, python);
            }
        }
        assertThat(same).hasSize(230);
        // A UUID is its bytes in Java, and nanoseconds, which pandas has, are lost on the way back to Python.
        assertThat(different)
                .containsExactlyInAnyOrder("extension.uuids", "datetime.f9", "datetime.f14", "duration.f4");
        // Python's years end with 9999, its durations sooner than Java's; two columns of one name are refused.
        assertThat(incomparable)
                .containsExactlyInAnyOrder(
                        "datetime.f12",
                        "duration.f1",
                        "duration.f2",
                        "duplicate_fieldnames.ints",
                        "duplicate_fieldnames.ints",
                        "duplicate_fieldnames.struct");
        assertThat(refused)
                .containsExactlyInAnyOrder(
                        "interval: Arrow's Interval",
                        "interval_mdn: Arrow's Interval",
                        "list_view: Arrow's ListView",
                        "run_end_encoded: Arrow's RunEndEncoded",
                        "union: Arrow's Union");
    }

    private void compare(Path file, Python python) throws IOException {
        byte[] stream = Files.readAllBytes(file);
        String set = file.getFileName().toString().replaceAll("generated_|\\.stream", "");
        try (PyTable table = PyTable.read(ByteBuffer.wrap(stream))) {
            for (int i = 0; i < table.fields().size(); i++) {
                String name = table.fields().get(i).name();
                compare(set + "." + name, i, stream, table, python);
            }
        } catch (IllegalArgumentException unsupported) {
            refused.add(set + ": " + unsupported.getMessage().replaceFirst(".*(Arrow's \\w+).*", "$1"));
        }
    }

    private void compare(String column, int index, byte[] stream, PyTable table, Python python) {
        try {
            List<Object> values =
                    new ArrayList<>(table.column(table.fields().get(index).name()));
            boolean equal = python.call("tables:golden", Arrays.asList(stream, index, values), boolean.class);
            (equal ? same : different).add(column);
        } catch (IllegalArgumentException | ConversionException | PythonException failed) {
            incomparable.add(column);
        }
    }
}
