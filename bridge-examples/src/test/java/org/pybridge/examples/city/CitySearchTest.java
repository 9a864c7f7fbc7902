package org.pybridge.examples.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.testing.support.ChildJvm;

class CitySearchTest {

    @TempDir
    private Path index;

    @Test
    void theFirstRunBuildsTheIndexAndTheNextOneUsesIt() throws IOException {
        assertThat(search("tok*")).contains("Indexing: 200 of 200 cities", "Tokyo");
        assertThat(search("tokio~", "*,BR,5000000"))
                .doesNotContain("Indexing")
                .contains("Tokyo", "São Paulo", "Pool:")
                .doesNotContain("Belo Horizonte");
    }

    /** In a JVM of its own, because CPython and native code of GraalPy, which other tests use, cannot be in one. */
    @ParameterizedTest
    @ValueSource(strings = {"python3", "bundled"})
    void cpythonFindsTheSame(String python) throws IOException, InterruptedException {
        assertThat(ChildJvm.of(CitySearch.class).output(options("--python", python, "tok*", "*,BR,5000000")))
                .contains("Indexing: 200 of 200 cities", "Tokyo", "São Paulo", "Pool:")
                .doesNotContain("Belo Horizonte");
    }

    private String search(String... queries) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            CitySearch.run(Options.parse(options(queries)), out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String[] options(String... others) {
        return Stream.concat(Stream.of("--cities", "200", "--index", index.toString()), Stream.of(others))
                .toArray(String[]::new);
    }
}
