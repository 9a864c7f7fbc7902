package org.pybridge.testing.endurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.pybridge.Python;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Load;

/** Full load for a time, with pauses in which is counted what the JVM holds. */
public final class Soak {
    private static final int CALLERS = 8;
    private static final int PARTS = 12;

    private final Duration time;
    private final boolean callsBack;
    private final List<Sample> samples = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private List<String> wrong = List.of();

    /**
     * What was counted in a pause.
     *
     * @param minutes since the first pause
     * @param replaced interpreters
     * @param megabytes that a collection left in the heap
     * @param held by the JVM
     */
    private record Sample(double minutes, long replaced, double megabytes, ResourceSnapshot held) {}

    public Soak(Duration time, boolean callsBack) {
        this.time = time;
        this.callsBack = callsBack;
    }

    private static boolean isAtRest(PoolStatistics now) {
        return now.active() == 0 && now.starting() == 0 && now.idle() == now.live();
    }

    /** Runs all parts; the first count comes after one of them. */
    public void run(Python python) {
        Load load = new Load(python, callsBack);
        long first = 0;
        for (int part = 0; part < PARTS; part++) {
            long end = System.nanoTime() + time.toNanos() / PARTS;
            Load.inParallel(CALLERS, () -> {
                while (System.nanoTime() - end < 0) {
                    load.call(next.getAndIncrement());
                }
            });
            Background.until(() -> isAtRest(python.statistics()));
            long now = System.nanoTime();
            first = part == 0 ? now : first;
            samples.add(new Sample(
                    (now - first) / 60e9,
                    python.statistics().retired(),
                    ResourceSnapshot.heap() / 1e6,
                    ResourceSnapshot.take()));
        }
        wrong = load.wrong();
    }

    public List<String> wrong() {
        return wrong;
    }

    public long replaced() {
        return last().replaced();
    }

    /** How many threads there are at the end that were not there at the first count. */
    public int moreThreads() {
        return last().held().threads().size() - first().held().threads().size();
    }

    public long moreDescriptors() {
        return last().held().descriptors() - first().held().descriptors();
    }

    /** By how much the least heap of the second half is above that of the first half. */
    public double megabytesGrown() {
        int half = samples.size() / 2;
        return least(samples.subList(half, samples.size())) - least(samples.subList(0, half));
    }

    private static double least(List<Sample> some) {
        return some.stream().mapToDouble(Sample::megabytes).min().orElse(0);
    }

    /** By how much the heap grows, by the last two thirds of the time. */
    private double megabytesPerMinute() {
        return slope(Sample::minutes);
    }

    private double kilobytesPerReplacement() {
        return slope(Sample::replaced) * 1e3;
    }

    private interface Abscissa {
        double of(Sample sample);
    }

    /** The line through the samples that has the least squares. */
    private double slope(Abscissa x) {
        List<Sample> later = samples.subList(samples.size() / 3, samples.size());
        double meanX = later.stream().mapToDouble(x::of).average().orElse(0);
        double meanY = later.stream().mapToDouble(Sample::megabytes).average().orElse(0);
        double products = 0;
        double squares = 0;
        for (Sample sample : later) {
            double distance = x.of(sample) - meanX;
            products += distance * (sample.megabytes() - meanY);
            squares += distance * distance;
        }
        return squares == 0 ? 0 : products / squares;
    }

    private Sample first() {
        return samples.get(0);
    }

    private Sample last() {
        return samples.get(samples.size() - 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                "soak: %d calls of %d threads, %d interpreters replaced in %d s; heap %+.2f MB a minute, %+.0f KB a replacement"
                        .formatted(
                                next.get(),
                                CALLERS,
                                replaced(),
                                time.toSeconds(),
                                megabytesPerMinute(),
                                kilobytesPerReplacement()));
        for (Sample sample : samples) {
            text.append("%n  %5.1f min %6d replaced %7.1f MB %4d threads %4d descriptors"
                    .formatted(
                            sample.minutes(),
                            sample.replaced(),
                            sample.megabytes(),
                            sample.held().threads().size(),
                            sample.held().descriptors()));
        }
        return text.toString();
    }
}
