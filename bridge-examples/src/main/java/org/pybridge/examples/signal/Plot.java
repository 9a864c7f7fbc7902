package org.pybridge.examples.signal;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Line plots below each other, as SVG. */
final class Plot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 240;
    private static final int MARGIN = 40;

    private final StringBuilder body = new StringBuilder();
    private int plots;

    /** Adds a plot of one curve or several over the same x. */
    Plot add(String title, double[] x, double[]... curves) {
        int top = plots++ * HEIGHT;
        double low = Arrays.stream(curves).flatMapToDouble(Arrays::stream).min().orElse(0);
        double high =
                Arrays.stream(curves).flatMapToDouble(Arrays::stream).max().orElse(1);
        body.append("<text x=\"%d\" y=\"%d\">%s (%.2f to %.2f)</text>%n".formatted(MARGIN, top + 25, title, low, high));
        String[] colors = {"#1f6feb", "#d1242f"};
        for (int i = 0; i < curves.length; i++) {
            double[] curve = curves[i];
            String points = IntStream.range(0, x.length)
                    .mapToObj(j -> point(
                            MARGIN + (x[j] - x[0]) / (x[x.length - 1] - x[0]) * (WIDTH - 2 * MARGIN),
                            top + HEIGHT - 20 - (curve[j] - low) / (high - low) * (HEIGHT - 60)))
                    .collect(Collectors.joining(" "));
            body.append("<polyline fill=\"none\" stroke=\"%s\" points=\"%s\"/>%n"
                    .formatted(colors[i % colors.length], points));
        }
        return this;
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    String svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"14\">%n%s</svg>%n"
                .formatted(WIDTH, plots * HEIGHT, body);
    }
}
