package org.pybridge.internal.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where calls are made that nobody waits for. Thread-safe. */
public interface Background {

    /**
     * Runs work in the background.
     *
     * @param work makes its calls by the dispatcher that it gets
     * @param <T> the type of the result
     * @return the result, later; cancelling it stops the call that runs
     */
    <T> CompletableFuture<T> submit(Function<Dispatcher, @Nullable T> work);
}
