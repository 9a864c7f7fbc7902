package org.pybridge.internal;

import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.Shared;

/** The verbs for work in the background, whose calls can be cancelled. */
final class CancellableOperations extends Operations {
    private final Dispatcher dispatcher;

    CancellableOperations(Shared shared, Dispatcher dispatcher) {
        super(shared);
        this.dispatcher = dispatcher;
    }

    @Override
    Dispatcher dispatcher() {
        return dispatcher;
    }
}
