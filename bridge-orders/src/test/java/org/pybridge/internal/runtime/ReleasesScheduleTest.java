package org.pybridge.internal.runtime;

import static org.pybridge.orders.Schedule.check;
import static org.pybridge.orders.Schedule.explore;
import static org.pybridge.orders.Schedule.together;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** In whatever order objects are let go and calls end, the other side is told of each object once, and at the latest after the last call. */
class ReleasesScheduleTest {
    @Test
    void eachObjectIsSentOnceWhileCallsEnd() {
        explore(() -> {
            Queue<Long> sent = new ConcurrentLinkedQueue<>();
            AtomicInteger running = new AtomicInteger(1);
            Releases releases = new Releases(sent::addAll, () -> running.get() == 0);
            together(() -> releases.add(1), () -> releases.add(2), () -> {
                running.decrementAndGet();
                releases.send();
            });
            check(sent.stream().sorted().toList().equals(List.of(1L, 2L)), "sent: " + sent);
        });
    }

    @Test
    void eachObjectIsSentOnceWhileNothingRuns() {
        explore(() -> {
            Queue<Long> sent = new ConcurrentLinkedQueue<>();
            Releases releases = new Releases(sent::addAll, () -> true);
            together(() -> releases.add(1), () -> releases.add(2), () -> releases.add(3));
            check(sent.stream().sorted().toList().equals(List.of(1L, 2L, 3L)), "sent: " + sent);
        });
    }
}
