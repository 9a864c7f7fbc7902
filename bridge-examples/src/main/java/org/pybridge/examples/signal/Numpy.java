package org.pybridge.examples.signal;

import org.pybridge.PyModule;

/** The Python module that computes with numpy. */
@PyModule("signals")
public interface Numpy {
    /** Fits a straight line by least squares. */
    Fit fitLine(double[] times, double[] values);

    /**
     * Gives the amplitudes of the frequencies in a signal.
     *
     * @param rate samples a second
     */
    Spectrum spectrum(double[] values, double rate);

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
