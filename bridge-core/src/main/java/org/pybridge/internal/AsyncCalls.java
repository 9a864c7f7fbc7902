package org.pybridge.internal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.AsyncPython;
import org.pybridge.Call;
import org.pybridge.PyValue;
import org.pybridge.Script;
import org.pybridge.ScriptResult;
import org.pybridge.internal.call.Background;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.Shared;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.pool.PoolConfig;

/**
 * Runs calls on as many threads as the pool has slots; the others wait in a queue, where they cost no thread. Where callers share
 * interpreters, calls need no thread of their own as long as Python works on them, if the backend knows how.
 */
final class AsyncCalls implements AsyncPython, Background, AutoCloseable {
    private final Operations operations;
    private final Shared shared;
    private final ThreadPoolExecutor threads;
    private final @Nullable NonBlockingCalls floating;

    AsyncCalls(Operations operations, PoolConfig config) {
        this.operations = operations;
        this.shared = operations.shared;
        int slots = config.size() * config.callersPerInterpreter();
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                slots,
                slots,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new DaemonThread("pybridge-async-" + number.incrementAndGet(), task));
        threads.allowCoreThreadTimeOut(true);
        this.floating = config.callersPerInterpreter() > 1 ? new NonBlockingCalls(slots) : null;
    }

    @Override
    public CompletableFuture<PyValue> eval(Script script, Map<String, ? extends @Nullable Object> globals) {
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(globals, "globals");
        return verb(where -> where.eval(script, globals));
    }

    @Override
    public CompletableFuture<@Nullable Void> exec(Script script, Map<String, ? extends @Nullable Object> globals) {
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(globals, "globals");
        return verb(where -> {
            where.exec(script, globals);
            return null;
        });
    }

    @Override
    public <T> CompletableFuture<List<T>> callAll(
            Call<T> call, List<? extends List<? extends @Nullable Object>> arguments) {
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(arguments, "arguments");
        return verb(where -> where.callAll(call, arguments));
    }

    @Override
    public CompletableFuture<ScriptResult> run(Script script, Map<String, ? extends @Nullable Object> globals) {
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(globals, "globals");
        return verb(where -> where.run(script, globals));
    }

    @Override
    public <T> CompletableFuture<T> call(Call<T> call) {
        Objects.requireNonNull(call, "call");
        return floating == null
                ? onThread(call)
                : floating.submit(new NonBlockingCall<>(operations, call, this::onThread));
    }

    private <T> CompletableFuture<T> onThread(Call<T> call) {
        return verb(where -> where.call(call));
    }

    private <T> CompletableFuture<T> verb(Function<Operations, @Nullable T> verb) {
        return submit(dispatcher -> verb.apply(new CancellableOperations(shared, dispatcher)));
    }

    @Override
    public <T> CompletableFuture<T> submit(Function<Dispatcher, @Nullable T> work) {
        PythonFuture<T> future = new PythonFuture<>(shared, work);
        try {
            threads.execute(future);
        } catch (RejectedExecutionException closed) {
            future.refuse();
        }
        return future;
    }

    @Override
    public void close() {
        if (floating != null) {
            floating.close();
        }
        threads.shutdown();
        for (Runnable waiting; (waiting = threads.getQueue().poll()) != null; ) {
            ((PythonFuture<?>) waiting).refuse();
        }
    }
}
