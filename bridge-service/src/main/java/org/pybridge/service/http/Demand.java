package org.pybridge.service.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many messages a listener takes. Thread-safe. */
final class Demand {
    private final AtomicLong open = new AtomicLong();
    private volatile Runnable hook = () -> {};

    /** Has something run when there is more demand. */
    void onMore(Runnable run) {
        hook = run;
    }

    void add(int messages) {
        open.addAndGet(messages);
        hook.run();
    }

    boolean isOpen() {
        return open.get() > 0;
    }

    void take() {
        open.decrementAndGet();
    }
}
