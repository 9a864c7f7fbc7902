package org.pybridge.examples.signal;

import java.nio.DoubleBuffer;
import org.pybridge.PyModule;
import org.pybridge.SharedArray;

/** The Python module that computes with numpy. Its arrays cross as blocks, or not at all. */
@PyModule("signals")
public interface Numpy {
    /**
     * Fits a straight line by least squares.
     *
     * @param signal a row of times and a row of values, in memory that numpy works on in place
     */
    Fit fitLine(SharedArray signal);

    /**
     * Gives the amplitudes of the frequencies in a signal.
     *
     * @param values the samples, which are copied as one block
     * @param rate samples a second
     */
    Spectrum spectrum(DoubleBuffer values, double rate);

    /**
     * A straight line.
     *
     * @param coefficients offset and slope
     * @param fitted its values at the times of the samples
     */
    record Fit(double[] coefficients, double[] fitted) {}

    /**
     * A signal by frequency.
     *
     * @param frequencies in Hz
     * @param amplitudes of each, in the signal's unit
     */
    record Spectrum(double[] frequencies, double[] amplitudes) {}
}
