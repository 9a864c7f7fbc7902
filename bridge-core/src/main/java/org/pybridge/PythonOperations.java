package org.pybridge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with Python, whether in any interpreter of a pool ({@link Python}) or in one that is held ({@link Session}).
 *
 * <p>All methods throw {@link PythonException} when Python raises, {@link ConversionException} when a value does not fit, and the other
 * {@link BridgeException}s when the call could not be made.
 */
public interface PythonOperations {

    /**
     * Evaluates code and gives its value.
     *
     * @param code an expression, or a block whose last statement is one
     * @return the value; {@code None} when the last statement is no expression
     */
    default PyValue eval(String code) {
        return eval(Script.of(code), Map.of());
    }

    /**
     * Evaluates code with variables.
     *
     * @param code an expression, or a block whose last statement is one
     * @param globals the variables that the code sees; values may be null
     * @return the value; {@code None} when the last statement is no expression
     */
    default PyValue eval(String code, Map<String, ? extends @Nullable Object> globals) {
        return eval(Script.of(code), globals);
    }

    /**
     * Evaluates a named script.
     *
     * @param script the code and the name that tracebacks show
     * @return the value; {@code None} when the last statement is no expression
     */
    default PyValue eval(Script script) {
        return eval(script, Map.of());
    }

    /**
     * Evaluates a named script with variables.
     *
     * @param script the code and the name that tracebacks show
     * @param globals the variables that the code sees; values may be null
     * @return the value; {@code None} when the last statement is no expression
     */
    PyValue eval(Script script, Map<String, ? extends @Nullable Object> globals);

    /**
     * Runs a block and gives its value, the variables that it bound and its output.
     *
     * @param code the block
     * @return what it left behind
     */
    default ScriptResult run(String code) {
        return run(Script.of(code), Map.of());
    }

    /**
     * Runs a block with variables.
     *
     * @param code the block
     * @param globals the variables that the code sees
     * @return what it left behind
     */
    default ScriptResult run(String code, Map<String, ? extends @Nullable Object> globals) {
        return run(Script.of(code), globals);
    }

    /**
     * Runs a named script.
     *
     * @param script the block and the name that tracebacks show
     * @return what it left behind
     */
    default ScriptResult run(Script script) {
        return run(script, Map.of());
    }

    /**
     * Runs a named script with variables.
     *
     * @param script the block and the name that tracebacks show
     * @param globals the variables that the code sees
     * @return what it left behind
     */
    ScriptResult run(Script script, Map<String, ? extends @Nullable Object> globals);

    /**
     * Runs a block, and returns its failure as data: what it printed is there either way.
     *
     * @param code the block
     * @return its result or its error, and its output
     */
    default Attempt attempt(String code) {
        return attempt(Script.of(code), Map.of());
    }

    /**
     * Runs a block with variables, and returns its failure as data: what it printed is there either way.
     *
     * @param code the block
     * @param globals the variables that the code sees
     * @return its result or its error, and its output
     */
    default Attempt attempt(String code, Map<String, ? extends @Nullable Object> globals) {
        return attempt(Script.of(code), globals);
    }

    /**
     * Runs a named script, and returns its failure as data: what it printed is there either way.
     *
     * @param script the block and the name that tracebacks show
     * @return its result or its error, and its output
     */
    default Attempt attempt(Script script) {
        return attempt(script, Map.of());
    }

    /**
     * Runs a named script with variables, and returns its failure as data: what it printed is there either way.
     *
     * @param script the block and the name that tracebacks show
     * @param globals the variables that the code sees
     * @return its result or its error, and its output
     * @throws IllegalStateException when it cannot be run at all, as in a session that another thread uses
     */
    default Attempt attempt(Script script, Map<String, ? extends @Nullable Object> globals) {
        try {
            return Attempt.of(run(script, globals));
        } catch (BridgeException failed) {
            return Attempt.of(failed);
        }
    }

    /**
     * Runs a block for its effects; nothing is brought back.
     *
     * @param code the block
     */
    default void exec(String code) {
        exec(Script.of(code), Map.of());
    }

    /**
     * Runs a block with variables for its effects.
     *
     * @param code the block
     * @param globals the variables that the code sees
     */
    default void exec(String code, Map<String, ? extends @Nullable Object> globals) {
        exec(Script.of(code), globals);
    }

    /**
     * Runs a named script for its effects.
     *
     * @param script the block and the name that tracebacks show
     */
    default void exec(Script script) {
        exec(script, Map.of());
    }

    /**
     * Runs a named script with variables for its effects.
     *
     * @param script the block and the name that tracebacks show
     * @param globals the variables that the code sees
     */
    void exec(Script script, Map<String, ? extends @Nullable Object> globals);

    /**
     * Imports a module.
     *
     * @param name its full name, as {@code os.path}
     * @return the module, alive in its interpreter
     */
    PyObject importModule(String name);

    /**
     * Makes a call.
     *
     * @param call what to call, with what, and the type of the result
     * @param <T> the type of the result
     * @return the result; null only when Python returned {@code None} and the type can be null
     */
    <T> T call(Call<T> call);

    /**
     * Calls a function.
     *
     * @param function its entry point, {@code package.module:object.attribute}
     * @param arguments its positional arguments
     * @return what it returned
     */
    PyValue call(String function, List<? extends @Nullable Object> arguments);

    /**
     * Calls a function and converts its result.
     *
     * @param function its entry point
     * @param arguments its positional arguments
     * @param type the type of the result
     * @param <T> the type of the result
     * @return the result; null only when Python returned {@code None} and the type can be null
     */
    <T> T call(String function, List<? extends @Nullable Object> arguments, Class<T> type);

    /**
     * Calls a function and converts its result to a generic type.
     *
     * @param function its entry point
     * @param arguments its positional arguments
     * @param type the type of the result
     * @param <T> the type of the result
     * @return the result; null only when Python returned {@code None}
     */
    <T> T call(String function, List<? extends @Nullable Object> arguments, TypeRef<T> type);

    /**
     * Calls a function once for each list of arguments, in batches and on all interpreters at once, see
     * {@link #callAll(Call, List)}.
     *
     * @param function its entry point
     * @param arguments the positional arguments of each call
     * @param type the type of each result
     * @param <T> the type of each result
     * @return the results, in the order of the arguments
     * @throws BatchException when one of the calls failed
     */
    default <T> List<T> callAll(
            String function, List<? extends List<? extends @Nullable Object>> arguments, Class<T> type) {
        return callAll(Call.of(function).returning(type), arguments);
    }

    /**
     * Calls a function once for each list of arguments and converts each result to a generic type.
     *
     * @param function its entry point
     * @param arguments the positional arguments of each call
     * @param type the type of each result
     * @param <T> the type of each result
     * @return the results, in the order of the arguments
     * @throws BatchException when one of the calls failed
     */
    default <T> List<T> callAll(
            String function, List<? extends List<? extends @Nullable Object>> arguments, TypeRef<T> type) {
        return callAll(Call.of(function).returning(type), arguments);
    }

    /**
     * Makes a call once for each list of arguments, in batches, in as many interpreters at once as the pool has, or one batch after the
     * other in a session. A batch is as large as takes about 10 ms, and one message where Python runs in another process. Results are
     * copied to Java.
     *
     * <p>The first failure ends it: no further batch is begun, and those that run are waited for. A time limit holds for each batch in
     * another process, and for each call in this one.
     *
     * @param call what to call, with the named arguments, the type of each result, and no positional arguments
     * @param arguments the positional arguments of each call; the list must not change meanwhile
     * @param <T> the type of each result
     * @return the results, in the order of the arguments
     * @throws BatchException when one of the calls failed; it tells which
     * @throws CallCancelledException when the thread was interrupted
     * @throws IllegalArgumentException when the call has positional arguments, or its result is to stay in Python
     */
    <T> List<T> callAll(Call<T> call, List<? extends List<? extends @Nullable Object>> arguments);

    /**
     * Implements a Java interface by the Python module that its {@link PyModule} annotation names. Each method is checked against the
     * signature of its Python function now, and all mismatches are reported at once.
     *
     * <p>Method {@code findNearest} is the function {@code find_nearest}. Parameters are passed by position, those with {@link PyName}
     * by name; an empty {@code Optional} is not passed, so that Python's default applies. A varargs parameter meets {@code *args}. An
     * {@code Iterator} or {@code Stream} reads a generator lazily, a {@code CompletableFuture} runs an {@code async def} or any other
     * function in the background. Default methods run as Java.
     *
     * @param type the interface
     * @param <T> the interface
     * @return its implementation, as thread-safe as this object
     * @throws IllegalArgumentException when the type is no interface or does not match the module
     */
    <T> T bind(Class<T> type);
}
