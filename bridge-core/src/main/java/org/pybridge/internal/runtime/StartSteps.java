package org.pybridge.internal.runtime;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Times the steps of a start, one after the other. Used by one thread. */
public final class StartSteps {
    private final Map<String, Duration> steps = new LinkedHashMap<>();
    private long begin = System.nanoTime();

    /** Begins the first step. */
    public StartSteps() {}

    /**
     * Ends a step, and begins the next one.
     *
     * @param name what was done
     */
    public void done(String name) {
        long now = System.nanoTime();
        steps.merge(name, Duration.ofNanos(now - begin), Duration::plus);
        begin = now;
    }

    /**
     * Gives the steps so far.
     *
     * @return how long each took, in their order
     */
    public Map<String, Duration> soFar() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }
}
