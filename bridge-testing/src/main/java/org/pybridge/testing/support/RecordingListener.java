package org.pybridge.testing.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.pybridge.pool.CallOutcome;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolListener;
import org.pybridge.pool.PoolStatistics;

/** Writes down what a listener hears, without the times, which it checks. Thread-safe. */
public final class RecordingListener implements PoolListener {
    private final List<String> events = new CopyOnWriteArrayList<>();

    /** Gives what was heard since the last question, in order. */
    public List<String> since() {
        List<String> all = List.copyOf(events);
        events.clear();
        return all;
    }

    /** Tells whether something was heard and not asked for yet. */
    public boolean has(String event) {
        return events.contains(event);
    }

    private void add(String event, long nanos) {
        events.add(nanos > 0 ? event : event + " after " + nanos + " ns");
    }

    @Override
    public void onOpen(String backend, Supplier<PoolStatistics> figures) {
        events.add("opened " + backend + " of size " + figures.get().size());
    }

    @Override
    public void onClose() {
        events.add("closed");
    }

    @Override
    public void onAcquired(long nanos) {
        add("waited", nanos);
    }

    @Override
    public void onAcquireTimeout(long nanos) {
        add("gave up waiting", nanos);
    }

    @Override
    public void onCall(String function, CallOutcome outcome, long nanos) {
        add(function + " " + outcome, nanos);
    }

    @Override
    public void onInterpreterStarted(long nanos) {
        add("started", nanos);
    }

    @Override
    public void onInterpreterDiscarded(DiscardReason reason) {
        events.add("discarded " + reason);
    }
}
