package org.pybridge.internal.call;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.internal.convert.ConversionOptions;
import org.pybridge.internal.modules.OwnModules;
import org.pybridge.pool.PoolListener;

/**
 * What a Python is started with, apart from its backend and its pool. Immutable.
 *
 * @param output makes the default output of each caller
 * @param captureLimit how much output {@code run} captures, in characters of each stream
 * @param callTimeout how long Python may run in one call, or null
 * @param conversion how values are converted
 * @param listeners what hears of the pool
 * @param modules the application's own modules
 */
public record Settings(
        Supplier<? extends Output> output,
        int captureLimit,
        @Nullable Duration callTimeout,
        ConversionOptions conversion,
        List<PoolListener> listeners,
        OwnModules modules) {

    /** Copies the collections. */
    public Settings {
        listeners = List.copyOf(listeners);
    }
}
