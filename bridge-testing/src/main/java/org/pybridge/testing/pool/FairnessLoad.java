package org.pybridge.testing.pool;

import java.time.Duration;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.pybridge.Python;
import org.pybridge.pool.PoolListener;
import org.pybridge.testing.support.Durations;
import org.pybridge.testing.support.Load;

/** Many callers of short calls, all of them always in line. */
public final class FairnessLoad implements PoolListener {
    private static final double SECONDS_A_CALL = 0.002;

    private final int callers;
    private final Duration time;
    private final Queue<Integer> calls = new ConcurrentLinkedQueue<>();
    private final Durations waits = new Durations();

    public FairnessLoad(int callers, Duration time) {
        this.callers = callers;
        this.time = time;
    }

    public void run(Python python) {
        long end = System.nanoTime() + time.toNanos();
        Load.inParallel(callers, () -> {
            int made = 0;
            while (System.nanoTime() - end < 0) {
                python.call("endurance:pause", List.of(SECONDS_A_CALL));
                made++;
            }
            calls.add(made);
        });
    }

    @Override
    public void onAcquired(long nanos) {
        waits.add(nanos);
    }

    /** The calls of the one who could make the fewest. */
    public int fewestCalls() {
        return perCaller().getMin();
    }

    public double meanCalls() {
        return perCaller().getAverage();
    }

    private IntSummaryStatistics perCaller() {
        return calls.stream().mapToInt(Integer::intValue).summaryStatistics();
    }

    public Duration meanWait() {
        return waits.mean();
    }

    /** What one of a hundred waits exceeds. */
    public Duration longWait() {
        return waits.percentile(99);
    }

    @Override
    public String toString() {
        IntSummaryStatistics made = perCaller();
        return "crowd: %d callers waited: %s; each made %d to %d calls"
                .formatted(callers, waits, made.getMin(), made.getMax());
    }
}
