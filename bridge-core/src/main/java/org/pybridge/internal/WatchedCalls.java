package org.pybridge.internal;

/** The verbs, on a pool, for work that somebody may stop. */
final class WatchedCalls extends Operations {
    private final Venue venue;

    WatchedCalls(Shared shared, Lending.Watcher watcher) {
        super(shared);
        this.venue = (target, arguments, named, wanted, terms) ->
                shared.lending().call(target, arguments, named, wanted, terms, watcher);
    }

    @Override
    Venue venue() {
        return venue;
    }
}
