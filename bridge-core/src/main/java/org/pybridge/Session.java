package org.pybridge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One interpreter, held until the session is closed, with a namespace of its own: what a block binds, the next one sees.
 *
 * <pre>{@code
 * try (Session session = python.session()) {
 *     session.exec("import statistics; xs = [1, 2, 3]");
 *     double mean = session.eval("statistics.mean(xs)").as(double.class);
 * }
 * }</pre>
 *
 * <p>Used by one thread at a time; a second one gets an {@link IllegalStateException}. Its objects die with it.
 */
public interface Session extends PythonOperations, AutoCloseable {

    @Override
    default PyObject eval(String code) {
        return eval(Script.of(code), Map.of());
    }

    @Override
    default PyObject eval(String code, Map<String, ? extends @Nullable Object> globals) {
        return eval(Script.of(code), globals);
    }

    @Override
    default PyObject eval(Script script) {
        return eval(script, Map.of());
    }

    /**
     * Evaluates code in the session's namespace.
     *
     * @param script an expression, or a block whose last statement is one
     * @param globals variables to bind first
     * @return the value, alive in the interpreter
     */
    @Override
    PyObject eval(Script script, Map<String, ? extends @Nullable Object> globals);

    /** Gives the interpreter back; safe to call again. */
    @Override
    void close();
}
