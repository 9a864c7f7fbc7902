package org.pybridge.internal.observe;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolListener;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.spi.Target;

/**
 * Tells the user's listeners and Flight Recorder what happens in one pool. While neither wants to know, nothing is measured. Thread-safe.
 */
public final class Telemetry {
    /** Tells nobody but Flight Recorder. */
    public static final Telemetry NONE = new Telemetry("none", null);

    private final String backend;
    private final @Nullable PoolListener listener;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Telemetry(String backend, @Nullable PoolListener listener) {
        this.backend = backend;
        this.listener = listener;
    }

    /**
     * Makes the telemetry of one pool.
     *
     * @param backend the backend's name
     * @param listeners the user's
     * @return the telemetry
     */
    public static Telemetry of(String backend, List<PoolListener> listeners) {
        return new Telemetry(backend, listeners.isEmpty() ? null : new SafeListeners(listeners));
    }

    /**
     * Begins to measure a wait for an interpreter.
     *
     * @return the measurement, or null when nobody wants to know
     */
    public @Nullable TimedWait waiting() {
        return listener == null && !FlightRecorder.wantsWaits() ? null : new TimedWait(backend, listener);
    }

    /**
     * Tells whether anybody wants to know of calls now.
     *
     * @return true when they have to be measured
     */
    public boolean watchesCalls() {
        return listener != null || FlightRecorder.wantsCalls();
    }

    /**
     * Begins to measure a call.
     *
     * @param target what is called
     * @return the measurement
     */
    public TimedCall calling(Target target) {
        return new TimedCall(backend, target, listener);
    }

    /**
     * Begins to measure the start of an interpreter.
     *
     * @return the measurement
     */
    public TimedStart starting() {
        return new TimedStart(backend, listener);
    }

    /**
     * Tells that an interpreter was given up.
     *
     * @param reason why
     */
    public void discarded(DiscardReason reason) {
        if (listener != null) {
            listener.onInterpreterDiscarded(reason);
        }
        if (FlightRecorder.wantsDiscards()) {
            DiscardEvent event = new DiscardEvent();
            event.backend = backend;
            event.reason = reason.name();
            event.commit();
        }
    }

    /**
     * Tells that the pool begins.
     *
     * @param figures looks at the pool
     */
    public void opened(Supplier<PoolStatistics> figures) {
        if (listener != null) {
            listener.onOpen(backend, figures);
        }
    }

    /** Tells, once, that the pool has ended. */
    public void closed() {
        if (listener != null && closed.compareAndSet(false, true)) {
            listener.onClose();
        }
    }
}
