package org.pybridge.internal.runtime;

import org.jspecify.annotations.Nullable;

/** What a call prints and logs on its way; one whose output or log fails goes on to its end, and fails there. Used by one thread. */
public final class Deliveries {
    private @Nullable Throwable failure;

    /** Makes it without any failure. */
    public Deliveries() {}

    /**
     * Delivers something, unless a delivery before has failed.
     *
     * @param delivery gives it to the output or to the log
     */
    public void deliver(Runnable delivery) {
        if (failure != null) {
            return;
        }
        try {
            delivery.run();
        } catch (RuntimeException | Error failed) {
            failure = failed;
        }
    }

    /** Throws what a delivery has thrown, at the end of the call. */
    public void check() {
        if (failure != null) {
            throw RaisedErrors.asItIs(failure);
        }
    }
}
