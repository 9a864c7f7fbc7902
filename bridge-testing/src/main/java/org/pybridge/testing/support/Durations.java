package org.pybridge.testing.support;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.DoubleStream;

/** Times that were measured, and what they are like. Thread-safe. */
public final class Durations {
    private final Queue<Long> all = new ConcurrentLinkedQueue<>();

    public void add(long nanos) {
        all.add(nanos);
    }

    public int count() {
        return all.size();
    }

    public Duration mean() {
        return Duration.ofNanos(
                Math.round(all.stream().mapToLong(Long::longValue).average().orElse(0)));
    }

    /** The time that so many parts of a hundred do not exceed. */
    public Duration percentile(double percent) {
        long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1]);
    }

    /** Each of them, divided by their median. */
    public DoubleStream inMedians() {
        double median = percentile(50).toNanos();
        return all.stream().mapToDouble(nanos -> nanos / median);
    }

    @Override
    public String toString() {
        return "mean %.1f ms, half %.1f ms, p99 %.1f ms, most %.1f ms of %d"
                .formatted(
                        millis(mean()),
                        millis(percentile(50)),
                        millis(percentile(99)),
                        millis(percentile(100)),
                        all.size());
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
