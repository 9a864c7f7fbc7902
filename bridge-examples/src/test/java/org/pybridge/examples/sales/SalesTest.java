package org.pybridge.examples.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SalesTest {
    private static final Pattern EARNED = Pattern.compile("earned ([\\d.]+) by pandas, ([\\d.]+) by the database");

    @Test
    void pandasAndTheDatabaseAgree() throws IOException, SQLException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Sales.run("python3", 20_000, new PrintStream(printed, true, StandardCharsets.UTF_8));
        String output = printed.toString(StandardCharsets.UTF_8);
        List<MatchResult> sums = EARNED.matcher(output).results().toList();
        assertThat(sums).as(output).hasSize(3).allMatch(sum -> sum.group(1).equals(sum.group(2)));
        assertThat(output).contains("joining 20000 sales with 50 products", "tea will earn");
        assertThat(Files.readAllBytes(Path.of("target/sales.png"))).startsWith(0x89, 'P', 'N', 'G');
    }
}
