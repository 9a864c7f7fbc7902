package org.pybridge.internal;

/** The verbs, on a pool, for work that somebody may stop. */
final class WatchedCalls extends Operations {
    private final Dispatcher dispatcher;

    WatchedCalls(Shared shared, CallExecutor.Watcher watcher) {
        super(shared);
        this.dispatcher = invocation -> shared.lending().call(invocation, watcher);
    }

    @Override
    Dispatcher dispatcher() {
        return dispatcher;
    }
}
