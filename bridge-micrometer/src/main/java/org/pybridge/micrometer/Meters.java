package org.pybridge.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.pybridge.pool.CallOutcome;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolStatistics;

/** The meters of one pool. Those whose tags are known are there from the start, with a value of zero. Thread-safe. */
final class Meters {
    private static final String ANY_FUNCTION = "";

    private final MeterRegistry registry;
    private final Tags tags;
    private final boolean functions;
    private final Supplier<PoolStatistics> figures;
    private final Queue<Meter> registered = new ConcurrentLinkedQueue<>();
    private final Timer waits;
    private final Counter timeouts;
    private final Timer starts;
    private final Map<DiscardReason, Counter> discards = new EnumMap<>(DiscardReason.class);
    private final Map<String, Map<CallOutcome, Timer>> calls = new ConcurrentHashMap<>();

    Meters(MeterRegistry registry, Tags tags, boolean functions, Supplier<PoolStatistics> figures) {
        this.registry = registry;
        this.tags = tags;
        this.functions = functions;
        this.figures = figures;
        gauge("pybridge.pool.size", "How many calls can run at once", PoolStatistics::size);
        gauge("pybridge.pool.active", "Calls that run, and sessions that are held", PoolStatistics::active);
        gauge("pybridge.pool.idle", "How many interpreters are up and serve nobody", PoolStatistics::idle);
        gauge("pybridge.pool.waiting", "Callers that wait for an interpreter", PoolStatistics::waiting);
        gauge("pybridge.interpreters.live", "Interpreters that are up", PoolStatistics::live);
        gauge("pybridge.interpreters.starting", "Interpreters that are being started", PoolStatistics::starting);
        gauge(
                "pybridge.interpreters.quarantined",
                "Interpreters with a call that could not be stopped",
                PoolStatistics::quarantined);
        waits = timer("pybridge.pool.wait", "How long callers waited for an interpreter", Tags.empty());
        timeouts = counter("pybridge.pool.timeouts", "Callers that gave up waiting", Tags.empty());
        starts = timer("pybridge.interpreter.start", "How long interpreters took to start", Tags.empty());
        for (DiscardReason reason : DiscardReason.values()) {
            discards.put(
                    reason,
                    counter(
                            "pybridge.interpreter.discards",
                            "Interpreters that were given up",
                            Tags.of("reason", word(reason))));
        }
        if (!functions) {
            calls.put(ANY_FUNCTION, timers(ANY_FUNCTION));
        }
    }

    void waited(long nanos) {
        waits.record(nanos, TimeUnit.NANOSECONDS);
    }

    void timedOut() {
        timeouts.increment();
    }

    void started(long nanos) {
        starts.record(nanos, TimeUnit.NANOSECONDS);
    }

    void discarded(DiscardReason reason) {
        Objects.requireNonNull(discards.get(reason)).increment();
    }

    void called(String function, CallOutcome outcome, long nanos) {
        Map<CallOutcome, Timer> timers = calls.computeIfAbsent(functions ? function : ANY_FUNCTION, this::timers);
        Objects.requireNonNull(timers.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
    }

    void remove() {
        List.copyOf(registered).forEach(registry::remove);
    }

    private Map<CallOutcome, Timer> timers(String function) {
        Map<CallOutcome, Timer> timers = new EnumMap<>(CallOutcome.class);
        Tags named = function.equals(ANY_FUNCTION) ? Tags.empty() : Tags.of("function", function);
        for (CallOutcome outcome : CallOutcome.values()) {
            timers.put(outcome, timer("pybridge.calls", "How long calls took", named.and("outcome", word(outcome))));
        }
        return timers;
    }

    private void gauge(String name, String description, ToIntFunction<PoolStatistics> figure) {
        registered.add(Gauge.builder(name, () -> figure.applyAsInt(figures.get()))
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private Timer timer(String name, String description, Tags further) {
        Timer timer = Timer.builder(name)
                .description(description)
                .tags(tags.and(further))
                .register(registry);
        registered.add(timer);
        return timer;
    }

    private Counter counter(String name, String description, Tags further) {
        Counter counter = Counter.builder(name)
                .description(description)
                .tags(tags.and(further))
                .register(registry);
        registered.add(counter);
        return counter;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
