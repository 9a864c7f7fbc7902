package org.pybridge.examples.scraper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScraperTest {

    @Test
    void nothingIsLostWhenAWorkerIsKilledInTheMiddle() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            Scraper.run(40, out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern("Worker \\d+ was killed")
                .contains("800 articles, worth 4788.00; the shop offers 4788.00")
                .contains("Workers lost: 1");
    }
}
