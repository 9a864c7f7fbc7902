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
     * Evaluates code.
     *
     * @param code an expression, or a block whose last statement is one
     * @return its value, later
     */
    default CompletableFuture<PyValue> eval(String code) {
        return eval(Script.of(code), Map.of());
    }

    /**
     * Evaluates code with variables.
     *
     * @param code an expression, or a block whose last statement is one
     * @param globals the variables that the code sees
     * @return its value, later
     */
    default CompletableFuture<PyValue> eval(String code, Map<String, ? extends @Nullable Object> globals) {
        return eval(Script.of(code), globals);
    }

    /**
     * Evaluates a named script with variables.
     *
     * @param script the block and the name that tracebacks show
     * @param globals the variables that the code sees
     * @return its value, later
     */
    CompletableFuture<PyValue> eval(Script script, Map<String, ? extends @Nullable Object> globals);

    /**
     * Runs a block.
     *
     * @param code the block
     * @return what it left behind, later
     */
    default CompletableFuture<ScriptResult> run(String code) {
        return run(Script.of(code), Map.of());
    }

    /**
     * Runs a block with variables.
     *
     * @param code the block
     * @param globals the variables that the code sees
     * @return what it left behind, later
     */
    default CompletableFuture<ScriptResult> run(String code, Map<String, ? extends @Nullable Object> globals) {
        return run(Script.of(code), globals);
    }

    /**
     * Runs a named script with variables.
     *
     * @param script the block and the name that tracebacks show
     * @param globals the variables that the code sees
     * @return what it left behind, later
     */
    CompletableFuture<ScriptResult> run(Script script, Map<String, ? extends @Nullable Object> globals);

    /**
     * Runs a block for its effects.
     *
     * @param code the block
     * @return its end, later
     */
    default CompletableFuture<@Nullable Void> exec(String code) {
        return exec(Script.of(code), Map.of());
    }

    /**
     * Runs a block with variables for its effects.
     *
     * @param code the block
     * @param globals the variables that the code sees
     * @return its end, later
     */
    default CompletableFuture<@Nullable Void> exec(String code, Map<String, ? extends @Nullable Object> globals) {
        return exec(Script.of(code), globals);
    }

    /**
     * Runs a named script with variables for its effects.
     *
     * @param script the block and the name that tracebacks show
     * @param globals the variables that the code sees
     * @return its end, later
     */
    CompletableFuture<@Nullable Void> exec(Script script, Map<String, ? extends @Nullable Object> globals);

    /**
     * Makes a call.
     *
     * @param call what to call
     * @param <T> the type of the result
     * @return the result, later
     */
    <T> CompletableFuture<T> call(Call<T> call);

    /**
     * Calls a function.
     *
     * @param function its entry point
     * @param arguments its positional arguments
     * @return what it returned, later
     */
    default CompletableFuture<PyValue> call(String function, List<? extends @Nullable Object> arguments) {
        return call(function, arguments, PyValue.class);
    }

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
        return call(Call.of(function).arguments(arguments).returning(type));
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
        return call(Call.of(function).arguments(arguments).returning(type));
    }

    /**
     * Calls a function many times, as {@link PythonOperations#callAll(Call, List)} does.
     *
     * @param call what to call, and the type of each result
     * @param arguments the positional arguments of each call
     * @param <T> the type of each result
     * @return the results in the order of the calls, later
     */
    <T> CompletableFuture<List<T>> callAll(Call<T> call, List<? extends List<? extends @Nullable Object>> arguments);
}
