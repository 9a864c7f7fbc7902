package org.pybridge.internal;

/** The verbs, on a pool, for work that somebody may stop. */
final class CancellableOperations extends Operations {
    private final Dispatcher dispatcher;

    CancellableOperations(Shared shared, CallExecutor.Watcher watcher) {
        super(shared);
        this.dispatcher = invocation -> shared.executor().call(invocation, watcher);
    }

    @Override
    Dispatcher dispatcher() {
        return dispatcher;
    }
}
