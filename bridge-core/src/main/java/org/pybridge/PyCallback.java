package org.pybridge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Java function for Python that takes whatever it is called with. Other functional interfaces can be passed to Python as well; their
 * arguments are converted to their parameters' types, named ones by the parameters' names.
 *
 * <pre>{@code
 * PyCallback log = (arguments, named) -> {
 *     System.out.println(arguments + " " + named);
 *     return null;
 * };
 * python.exec("log(1, level='high')", Map.of("log", log));
 * }</pre>
 */
@FunctionalInterface
public interface PyCallback {

    /**
     * Runs the function. It may be called by several Python threads at once.
     *
     * @param arguments the positional arguments
     * @param named the named arguments
     * @return the result, converted to Python
     * @throws Exception whatever went wrong; Python sees it as {@code JavaError}, and when it does not catch it, the caller gets this
     *     very exception
     */
    @Nullable
    Object call(List<PyValue> arguments, Map<String, PyValue> named) throws Exception;
}
