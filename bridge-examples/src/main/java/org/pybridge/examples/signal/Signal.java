package org.pybridge.examples.signal;

import java.util.Random;
import java.util.stream.IntStream;
import org.pybridge.ItemType;
import org.pybridge.Python;
import org.pybridge.SharedArray;

/**
 * A drifting signal with two tones and noise. Its true parameters are known, so what is computed from it can be checked.
 *
 * @param times of the samples, in seconds
 * @param values the samples
 */
record Signal(double[] times, double[] values) {
    static final double RATE = 1000;
    static final double OFFSET = 2;
    static final double SLOPE = 0.75;
    static final double LOW = 50;
    static final double HIGH = 120;
    static final double LOUD = 1.5;
    static final double SOFT = 0.6;

    static Signal of(int samples, double noise) {
        Random random = new Random(1);
        double[] times = IntStream.range(0, samples).mapToDouble(i -> i / RATE).toArray();
        double[] values = new double[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = OFFSET
                    + SLOPE * times[i]
                    + LOUD * Math.sin(2 * Math.PI * LOW * times[i])
                    + SOFT * Math.cos(2 * Math.PI * HIGH * times[i])
                    + noise * random.nextGaussian();
        }
        return new Signal(times, values);
    }

    /** Puts the times and the values into memory that Python sees, too, as two rows. */
    SharedArray share(Python python) {
        SharedArray shared = python.allocateShared(ItemType.DOUBLE, 2, times.length);
        shared.asDoubleBuffer().put(times).put(values);
        return shared;
    }

    /** The line's offset and slope by the normal equations, in closed form. */
    double[] line() {
        double n = times.length;
        double t = 0;
        double y = 0;
        double tt = 0;
        double ty = 0;
        for (int i = 0; i < times.length; i++) {
            t += times[i];
            y += values[i];
            tt += times[i] * times[i];
            ty += times[i] * values[i];
        }
        double slope = (n * ty - t * y) / (n * tt - t * t);
        return new double[] {(y - slope * t) / n, slope};
    }

    double[] without(double[] line) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] - line[i])
                .toArray();
    }
}
