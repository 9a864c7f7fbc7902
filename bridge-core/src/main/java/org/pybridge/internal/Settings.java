package org.pybridge.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.PyValue;
import org.pybridge.internal.modules.OwnModules;
import org.pybridge.pool.PoolListener;

/**
 * What a Python is started with, apart from its backend and its pool. Immutable.
 *
 * @param output makes the default output of each caller
 * @param captureLimit how much output {@code run} captures, in characters of each stream
 * @param callTimeout how long Python may run in one call, or null
 * @param toPython the user's converters
 * @param fromPython the user's converters
 * @param listeners what hears of the pool
 * @param modules the application's own modules
 */
public record Settings(
        Supplier<? extends Output> output,
        int captureLimit,
        @Nullable Duration callTimeout,
        Map<Class<?>, Function<Object, @Nullable Object>> toPython,
        Map<Class<?>, Function<PyValue, @Nullable Object>> fromPython,
        List<PoolListener> listeners,
        OwnModules modules) {

    /** Copies the collections. */
    public Settings {
        toPython = Map.copyOf(toPython);
        fromPython = Map.copyOf(fromPython);
        listeners = List.copyOf(listeners);
    }
}
