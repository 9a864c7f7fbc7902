package org.pybridge.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.pool.CallOutcome;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolListener;
import org.pybridge.pool.PoolStatistics;

/**
 * Puts the figures of one {@link org.pybridge.Python} into a Micrometer registry, from its start until it is closed.
 *
 * <pre>{@code
 * Python python = Python.builder(GraalPy.builder().build())
 *         .listener(PyBridgeMetrics.of(registry, Tags.of("pool", "cities")))
 *         .build();
 * }</pre>
 *
 * <p>Each Python needs one of its own; where there are several, a tag has to tell them apart. Thread-safe.
 */
public final class PyBridgeMetrics implements PoolListener {
    private final MeterRegistry registry;
    private final Tags tags;
    private final boolean functions;
    private volatile @Nullable Meters meters;

    private PyBridgeMetrics(MeterRegistry registry, Tags tags, boolean functions) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.tags = tags;
        this.functions = functions;
    }

    /**
     * Makes a listener for {@code Python.builder(...).listener(...)}.
     *
     * @param registry where the meters are put
     * @return the listener
     */
    public static PyBridgeMetrics of(MeterRegistry registry) {
        return of(registry, Tags.empty());
    }

    /**
     * Makes a listener whose meters have further tags.
     *
     * @param registry where the meters are put
     * @param tags what each meter has beside the tag {@code backend}
     * @return the listener
     */
    public static PyBridgeMetrics of(MeterRegistry registry, Iterable<? extends Tag> tags) {
        return new PyBridgeMetrics(registry, Tags.of(tags), false);
    }

    /**
     * Times each function apart, in the tag {@code function}. For applications that name a limited number of them: each is a time series of
     * its own.
     *
     * @return a listener like this one
     */
    public PyBridgeMetrics withFunctions() {
        return new PyBridgeMetrics(registry, tags, true);
    }

    @Override
    public void onOpen(String backend, Supplier<PoolStatistics> figures) {
        if (meters != null) {
            throw new IllegalStateException("these metrics belong to another Python; make some for each");
        }
        meters = new Meters(registry, tags.and("backend", backend), functions, figures);
    }

    @Override
    public void onClose() {
        Meters present = meters;
        if (present != null) {
            present.remove();
        }
    }

    @Override
    public void onAcquired(long nanos) {
        Meters present = meters;
        if (present != null) {
            present.waited(nanos);
        }
    }

    @Override
    public void onAcquireTimeout(long nanos) {
        Meters present = meters;
        if (present != null) {
            present.timedOut();
        }
    }

    @Override
    public void onCall(String function, CallOutcome outcome, long nanos) {
        Meters present = meters;
        if (present != null) {
            present.called(function, outcome, nanos);
        }
    }

    @Override
    public void onInterpreterStarted(long nanos) {
        Meters present = meters;
        if (present != null) {
            present.started(nanos);
        }
    }

    @Override
    public void onInterpreterDiscarded(DiscardReason reason) {
        Meters present = meters;
        if (present != null) {
            present.discarded(reason);
        }
    }
}
