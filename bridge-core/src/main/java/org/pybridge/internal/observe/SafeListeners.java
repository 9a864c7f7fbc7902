package org.pybridge.internal.observe;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.pybridge.pool.CallOutcome;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolListener;
import org.pybridge.pool.PoolStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user's listeners, each of which may throw without harm to the others or to a call. */
final class SafeListeners implements PoolListener {
    private static final Logger LOG = LoggerFactory.getLogger(PoolListener.class);

    private final List<PoolListener> listeners;
    private final AtomicBoolean complained = new AtomicBoolean();

    SafeListeners(List<PoolListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    private void tell(Consumer<PoolListener> event) {
        for (PoolListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | LinkageError | AssertionError failed) {
                complain(listener, failed);
            }
        }
    }

    private void complain(PoolListener listener, Throwable failed) {
        if (complained.compareAndSet(false, true)) {
            LOG.warn("the listener {} threw; further exceptions of listeners are not logged", listener, failed);
        }
    }

    @Override
    public void opened(String backend, Supplier<PoolStatistics> figures) {
        tell(listener -> listener.opened(backend, figures));
    }

    @Override
    public void closed() {
        tell(PoolListener::closed);
    }

    @Override
    public void waitedNanos(long nanos) {
        tell(listener -> listener.waitedNanos(nanos));
    }

    @Override
    public void timedOutNanos(long nanos) {
        tell(listener -> listener.timedOutNanos(nanos));
    }

    @Override
    public void calledNanos(String function, CallOutcome outcome, long nanos) {
        tell(listener -> listener.calledNanos(function, outcome, nanos));
    }

    @Override
    public void interpreterStartedNanos(long nanos) {
        tell(listener -> listener.interpreterStartedNanos(nanos));
    }

    @Override
    public void interpreterDiscarded(DiscardReason reason) {
        tell(listener -> listener.interpreterDiscarded(reason));
    }
}
