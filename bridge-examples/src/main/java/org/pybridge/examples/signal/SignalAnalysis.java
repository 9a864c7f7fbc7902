package org.pybridge.examples.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.pybridge.Python;
import org.pybridge.SharedArray;
import org.pybridge.examples.Backends;
import org.pybridge.examples.signal.Numpy.Fit;
import org.pybridge.examples.signal.Numpy.Spectrum;

/**
 * Makes a signal in Java, and has numpy fit a line to it and find its tones.
 *
 * <p>Arguments: {@code [--python PROGRAM|bundled]}.
 */
public final class SignalAnalysis {
    private static final Path REQUIREMENTS = Path.of("signal-requirements.txt");
    private static final Path MODULES = Path.of("src/main/signal");
    private static final Path PLOT = Path.of("target/signal.svg");
    private static final int SAMPLES = 4000;
    private static final double NOISE = 0.2;
    private static final int SHOWN = 200;

    private SignalAnalysis() {}

    public static void main(String[] arguments) throws IOException {
        Optional<String> home =
                arguments.length == 2 && arguments[0].equals("--python") ? Optional.of(arguments[1]) : Optional.empty();
        try (PrintStream out = new PrintStream(System.out, true, UTF_8)) {
            run(home, out);
        }
    }

    static void run(Optional<String> home, PrintStream out) throws IOException {
        out.println("Starting Python; its packages are installed when they are not there yet ...");
        try (Python python =
                Python.builder(Backends.of(home, REQUIREMENTS, MODULES)).build()) {
            analyse(python, Signal.of(SAMPLES, NOISE), out);
        }
    }

    private static void analyse(Python python, Signal signal, PrintStream out) throws IOException {
        Numpy numpy = python.bind(Numpy.class);
        Fit fit;
        try (SharedArray shared = signal.share(python)) {
            fit = numpy.fitLine(shared);
        }
        double[] exact = signal.line();
        out.printf(
                "Line: %.6f + %.6f t by numpy, %.6f + %.6f t by the closed form%n",
                fit.coefficients()[0], fit.coefficients()[1], exact[0], exact[1]);
        Spectrum spectrum = numpy.spectrum(DoubleBuffer.wrap(signal.without(fit.fitted())), Signal.RATE);
        for (double tone : new double[] {Signal.LOW, Signal.HIGH}) {
            int bin = (int) Math.round(tone * SAMPLES / Signal.RATE);
            out.printf("Tone: amplitude %.3f at %.1f Hz%n", spectrum.amplitudes()[bin], spectrum.frequencies()[bin]);
        }
        Files.createDirectories(PLOT.getParent());
        Files.writeString(
                PLOT,
                new Plot()
                        .add(
                                "The signal and its line",
                                first(signal.times()),
                                first(signal.values()),
                                first(fit.fitted()))
                        .add("Its spectrum up to 500 Hz", spectrum.frequencies(), spectrum.amplitudes())
                        .svg());
        out.println("Plotted in " + PLOT);
    }

    private static double[] first(double[] all) {
        return Arrays.copyOf(all, SHOWN);
    }
}
