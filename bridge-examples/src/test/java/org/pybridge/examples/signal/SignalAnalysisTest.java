package org.pybridge.examples.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Python;
import org.pybridge.SharedArray;
import org.pybridge.examples.Backends;
import org.pybridge.examples.signal.Numpy.Spectrum;
import org.pybridge.testing.support.ChildJvm;

class SignalAnalysisTest {
    private static final Path WHEELS = Path.of(System.getProperty("pybridge.wheels", ""));

    @Test
    void numpyInThisJvmAgreesWithTheClosedForms() {
        assumeThat(WHEELS).as("built wheels, without which this takes minutes").isDirectoryContaining("glob:**numpy*");
        try (Python python = Python.builder(
                        Backends.of(Optional.empty(), Path.of("signal-requirements.txt"), Path.of("src/main/signal")))
                .build()) {
            agree(python);
        }
    }

    /** In a JVM of its own, because CPython and a numpy of GraalPy cannot be in one. */
    @ParameterizedTest
    @ValueSource(strings = {"python3", "bundled"})
    void theExampleRunsOnCPython(String python) throws IOException, InterruptedException {
        assertThat(ChildJvm.of(SignalAnalysis.class).output("--python", python)).contains("at 50.0 Hz", "at 120.0 Hz");
        assertThat(Path.of("target/signal.svg")).content().contains("<polyline");
    }

    private static void agree(Python python) {
        Numpy numpy = python.bind(Numpy.class);
        Signal noisy = Signal.of(4000, 0.2);
        try (SharedArray shared = noisy.share(python)) {
            assertThat(numpy.fitLine(shared).coefficients()).containsExactly(noisy.line(), within(1e-9));
        }

        Signal clean = Signal.of(1000, 0);
        double[] drift = new double[1000];
        for (int i = 0; i < drift.length; i++) {
            drift[i] = Signal.OFFSET + Signal.SLOPE * clean.times()[i];
        }
        Spectrum spectrum = numpy.spectrum(DoubleBuffer.wrap(clean.without(drift)), Signal.RATE);
        for (int bin = 0; bin < spectrum.amplitudes().length; bin++) {
            double expected = bin == Signal.LOW ? Signal.LOUD : bin == Signal.HIGH ? Signal.SOFT : 0;
            assertThat(spectrum.frequencies()[bin]).isEqualTo(bin, within(1e-9));
            assertThat(spectrum.amplitudes()[bin]).isEqualTo(expected, within(1e-9));
        }
    }
}
