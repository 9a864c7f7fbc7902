package org.pybridge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of {@link Python} that return at once. A call waits for an interpreter and runs on a thread of Python's; an
 * {@code async def} is run to its end. Cancelling the future takes a waiting call out of the queue, cancels a coroutine (which sees
 * {@code asyncio.CancelledError}), and interrupts any other Python code. Thread-safe.
 *
 * <pre>{@code
 * CompletableFuture<Double> root = python.async().call("math:sqrt", List.of(2), double.class);
 * }</pre>
 *
 * <p>A failed future holds the exception that the synchronous verb throws.
 */
public interface AsyncPython {

    /**
     * Evaluates code with variables.
     *
     * @param code an expression, or a block whose last statement is one
     * @param globals the variables that the code sees
     * @return its value, later
     */
    CompletableFuture<PyValue> eval(String code, Map<String, ? extends @Nullable Object> globals);

    /**
     * Runs a block with variables.
     *
     * @param script the block
     * @param globals the variables that the code sees
     * @return what it left behind, later
     */
    CompletableFuture<Evaluation> run(Script script, Map<String, ? extends @Nullable Object> globals);

    /**
     * Makes a call.
     *
     * @param call what to call
     * @param <T> the type of the result
     * @return the result, later
     */
    <T> CompletableFuture<T> call(Call<T> call);

    /**
     * Calls a function and converts its result.
     *
     * @param function its entry point
     * @param arguments its positional arguments
     * @param type the type of the result
     * @param <T> the type of the result
     * @return the result, later
     */
    default <T> CompletableFuture<T> call(String function, List<? extends @Nullable Object> arguments, Class<T> type) {
        return call(Call.of(function).withAll(arguments).returning(type));
    }

    /**
     * Calls a function and converts its result to a generic type.
     *
     * @param function its entry point
     * @param arguments its positional arguments
     * @param type the type of the result
     * @param <T> the type of the result
     * @return the result, later
     */
    default <T> CompletableFuture<T> call(
            String function, List<? extends @Nullable Object> arguments, TypeRef<T> type) {
        return call(Call.of(function).withAll(arguments).returning(type));
    }
}
