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
    public void onOpen(String backend, Supplier<PoolStatistics> figures) {
        tell(listener -> listener.onOpen(backend, figures));
    }

    @Override
    public void onClose() {
        tell(PoolListener::onClose);
    }

    @Override
    public void onAcquired(long nanos) {
        tell(listener -> listener.onAcquired(nanos));
    }

    @Override
    public void onAcquireTimeout(long nanos) {
        tell(listener -> listener.onAcquireTimeout(nanos));
    }

    @Override
    public void onCall(String function, CallOutcome outcome, long nanos) {
        tell(listener -> listener.onCall(function, outcome, nanos));
    }

    @Override
    public void onInterpreterStarted(long nanos) {
        tell(listener -> listener.onInterpreterStarted(nanos));
    }

    @Override
    public void onInterpreterDiscarded(DiscardReason reason) {
        tell(listener -> listener.onInterpreterDiscarded(reason));
    }
}
