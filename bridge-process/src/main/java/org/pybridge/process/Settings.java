package org.pybridge.process;

/** Everything that can be set on a command. */
record Settings(Surroundings surroundings, Streams streams, Limits limits) {
    static final Settings DEFAULT = new Settings(Surroundings.OF_THE_JVM, Streams.CAPTURED, Limits.DEFAULT);

    Settings with(Surroundings newSurroundings) {
        return new Settings(newSurroundings, streams, limits);
    }

    Settings with(Streams newStreams) {
        return new Settings(surroundings, newStreams, limits);
    }

    Settings with(Limits newLimits) {
        return new Settings(surroundings, streams, newLimits);
    }
}
