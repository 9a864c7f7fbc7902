package org.pybridge.bench.cpython;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The results as a table for readers, and as a picture. */
final class Report {
    private static final String BEGIN = "<!-- rivals -->";
    private static final String END = "<!-- end of rivals -->";
    private static final List<String> COLORS =
            List.of("#9aa0a6", "#b8860b", "#8e5ea2", "#1a73e8", "#188038", "#12a4af");
    private static final int LABELS = 290;
    private static final int WIDTH = 560;
    private static final int BAR = 9;
    private static final int GAP = 12;
    private static final int HEAD = 40;

    /** The picture's scale: from a tenth of a microsecond to a hundred seconds. */
    private static final int DECADES = 9;

    private final Results results;
    private final List<Library> libraries;

    Report(Results results, Set<Library> libraries) {
        this.results = results;
        this.libraries = List.copyOf(libraries);
    }

    /** Writes the table into performance.md, between two marks, and the picture beside it. */
    void writeTo(Path docs) throws IOException {
        Path page = docs.resolve("performance.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, text.substring(0, begin) + "\n" + table() + text.substring(text.indexOf(END)));
        Files.writeString(docs.resolve("rivals.svg"), picture());
    }

    /** A row for each kind of work, the shortest time in bold. */
    String table() {
        StringBuilder table = new StringBuilder("| work | ")
                .append(libraries.stream().map(Library::title).collect(Collectors.joining(" | ")))
                .append(" |\n| --- |")
                .append(" --- |".repeat(libraries.size()))
                .append('\n');
        for (Row row : measured()) {
            double best = libraries.stream()
                    .map(library -> results.median(row, library))
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .min()
                    .orElseThrow();
            table.append("| ").append(row.title()).append(" |");
            for (Library library : libraries) {
                OptionalDouble median = results.median(row, library);
                String time = median.isPresent() ? time(median.getAsDouble()) : "-";
                boolean isBest = median.isPresent() && median.getAsDouble() == best;
                table.append(isBest ? " **" + time + "** |" : " " + time + " |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private List<Row> measured() {
        List<Row> rows = new ArrayList<>(List.of(Row.values()));
        rows.removeIf(row -> libraries.stream()
                .allMatch(library -> results.median(row, library).isEmpty()));
        return rows;
    }

    /** Three digits are more than a run repeats. */
    private static String time(double micros) {
        if (micros < 1_000) {
            return digits(micros) + " µs";
        }
        return micros < 1_000_000 ? digits(micros / 1_000) + " ms" : digits(micros / 1_000_000) + " s";
    }

    private static String digits(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%.0f", number);
    }

    /** Bars on a logarithmic scale, a group for each row. */
    String picture() {
        List<Row> rows = measured();
        int height = HEAD + rows.size() * (libraries.size() * BAR + GAP);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                LABELS + WIDTH + 80,
                height));
        for (int i = 0; i < libraries.size(); i++) {
            int x = 10 + i % 3 * 300;
            int y = 14 + i / 3 * 14;
            svg.append(bar(x, y - 8, 10, libraries.get(i)))
                    .append(text(x + 16, y, libraries.get(i).title()));
        }
        int y = HEAD;
        for (Row row : rows) {
            svg.append(text(10, y + 9, row.title().replace("`", "")));
            for (Library library : libraries) {
                OptionalDouble median = results.median(row, library);
                if (median.isPresent()) {
                    int length = (int) (WIDTH * (Math.log10(median.getAsDouble()) + 1) / DECADES);
                    svg.append(bar(LABELS, y, Math.max(1, length), library))
                            .append(text(LABELS + length + 6, y + 8, time(median.getAsDouble())));
                }
                y += BAR;
            }
            y += GAP;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(int x, int y, int width, Library library) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                BAR - 1,
                COLORS.get(library.ordinal()));
    }

    private static String text(int x, int y, String text) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>%n", x, y, text);
    }
}
