package org.pybridge.internal.observe;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pybridge.Diagnosis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long the first start of an interpreter took, and the last one, step by step: the first one also starts what all share. Thread-safe. */
public final class StartTimes {
    private static final Logger LOG = LoggerFactory.getLogger(StartTimes.class);

    private final String backend;
    private volatile @Nullable Map<String, Duration> first;
    private volatile @Nullable Map<String, Duration> last;

    /**
     * Notes no start yet.
     *
     * @param backend its name, for the log
     */
    public StartTimes(String backend) {
        this.backend = backend;
    }

    /** Notes the steps of a start: the backend's, and then core's. */
    public void add(Map<String, Duration> ofBackend, Map<String, Duration> ofCore) {
        Map<String, Duration> steps = new LinkedHashMap<>(ofBackend);
        steps.putAll(ofCore);
        add(steps);
    }

    /** Notes the steps of a start. */
    public void add(Map<String, Duration> steps) {
        if (first == null) {
            first = steps;
            LOG.info("The first interpreter on {} started in {}", backend, words(steps));
        } else {
            LOG.debug("An interpreter on {} started in {}", backend, words(steps));
        }
        last = steps;
    }

    public Diagnosis.Section section() {
        Map<String, Duration> firstSteps = first;
        Map<String, Duration> lastSteps = last;
        Map<String, String> facts = new LinkedHashMap<>();
        if (firstSteps == null || lastSteps == null) {
            facts.put("first", "no interpreter has started");
        } else {
            facts.put("first", words(firstSteps));
            facts.put("last", words(lastSteps));
        }
        return new Diagnosis.Section("start", facts);
    }

    private static String words(Map<String, Duration> steps) {
        long total = steps.values().stream().mapToLong(Duration::toMillis).sum();
        return steps.entrySet().stream()
                .map(step -> step.getKey() + " " + step.getValue().toMillis() + " ms")
                .collect(Collectors.joining(", ", total + " ms: ", ""));
    }
}
