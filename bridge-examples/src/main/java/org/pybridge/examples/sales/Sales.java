package org.pybridge.examples.sales;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.pybridge.Python;
import org.pybridge.arrow.PyTable;
import org.pybridge.examples.Backends;
import org.pybridge.examples.sales.Analysis.Forecast;
import org.pybridge.examples.sales.Analysis.Month;

/**
 * Takes the sales of a shop from a database, has pandas join and group them, scikit-learn look ahead, and matplotlib draw them.
 *
 * <p>Arguments: {@code [--rows NUMBER] [--python PROGRAM|bundled]}.
 */
public final class Sales {
    private static final Path REQUIREMENTS = Path.of("sales-requirements.txt");
    private static final Path MODULES = Path.of("src/main/sales");
    private static final Path PLOT = Path.of("target/sales.png");
    private static final int ROWS = 2_000_000;
    private static final String USUAL_PYTHON = "python3";

    private Sales() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        int rows = ROWS;
        String home = USUAL_PYTHON;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--rows" -> rows = Integer.parseInt(arguments[i + 1]);
                case "--python" -> home = arguments[i + 1];
                default -> throw new IllegalArgumentException("unknown argument " + arguments[i]);
            }
        }
        try (PrintStream out = new PrintStream(System.out, true, UTF_8)) {
            run(home, rows, out);
        }
    }

    static void run(String home, int rows, PrintStream out) throws IOException, SQLException {
        out.println("Starting Python; its packages are installed when they are not there yet ...");
        try (Python python = Python.builder(Backends.of(Optional.of(home), REQUIREMENTS, MODULES))
                        .build();
                Shop shop = Shop.open(rows)) {
            analyse(python.bind(Analysis.class), shop, out);
        }
    }

    private static void analyse(Analysis analysis, Shop shop, PrintStream out) throws IOException, SQLException {
        try (PyTable sales = shop.sales();
                PyTable products = shop.products();
                PyTable table = analysis.byMonth(sales, products, step -> out.println("  " + step));
                PyTable next = analysis.forecast(table)) {
            List<Month> months = table.rows(Month.class);
            shop.earned().forEach((category, earned) -> {
                double seen = months.stream()
                        .filter(month -> month.category().equals(category))
                        .mapToDouble(Month::earned)
                        .sum();
                out.printf("%s earned %.2f by pandas, %.2f by the database%n", category, seen, earned);
            });
            for (Forecast each : next.rows(Forecast.class)) {
                out.printf(
                        "%s will earn %.2f next month, %+.2f a month%n", each.category(), each.earned(), each.growth());
            }
            Files.createDirectories(PLOT.getParent());
            Files.write(PLOT, analysis.plot(table));
            out.println("Plotted in " + PLOT);
        }
    }
}
