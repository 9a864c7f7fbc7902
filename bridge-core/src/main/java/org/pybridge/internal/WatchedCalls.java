package org.pybridge.internal;

import org.jspecify.annotations.Nullable;

/** The verbs, on a pool, for work that somebody may stop. */
final class WatchedCalls extends Operations {
    private static final @Nullable Object[] OWN_NAMESPACE = {};

    private final Venue venue;

    WatchedCalls(Shared shared, Lending.Watcher watcher) {
        super(shared);
        this.venue = (target, arguments, named, wanted, output) ->
                shared.lending().call(target, arguments, named, wanted, output, watcher);
    }

    @Override
    Venue venue() {
        return venue;
    }

    @Override
    @Nullable
    AsyncCalls background() {
        return null;
    }

    @Override
    @Nullable
    Object[] namespace() {
        return OWN_NAMESPACE;
    }
}
