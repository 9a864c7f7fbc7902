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

    @ParameterizedTest
    @ValueSource(strings = {"python3", "bundled"})
    void cpythonFindsTheSame(String python) throws IOException {
        assertThat(search("--python", python, "tok*", "*,BR,5000000"))
                .contains("Indexing: 200 of 200 cities", "Tokyo", "São Paulo", "Pool:")
                .doesNotContain("Belo Horizonte");
    }

    private String search(String... queries) throws IOException {
        String[] options = {"--cities", "200", "--index", index.toString()};
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            CitySearch.run(Options.parse(concat(options, queries)), out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static String[] concat(String[] first, String[] second) {
        return Stream.of(first, second).flatMap(Stream::of).toArray(String[]::new);
    }
}
