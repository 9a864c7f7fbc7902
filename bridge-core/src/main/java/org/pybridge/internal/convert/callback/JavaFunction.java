package org.pybridge.internal.convert.callback;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.encode.Encoders;
import org.pybridge.internal.convert.type.Access;
import org.pybridge.spi.Callback;

/** A Java method that Python can call on any object of its type. Immutable. */
final class JavaFunction {
    private final Method method;
    private final Parameters parameters;
    private final Encoders results;

    JavaFunction(Method method, Parameters parameters, Encoders results) {
        this.method = Access.open(method);
        this.parameters = parameters;
        this.results = results;
    }

    Callback on(Object target) {
        return (List<@Nullable Object> arguments, Map<String, @Nullable Object> named) ->
                call(target, arguments, named);
    }

    boolean accepts(int count) {
        return parameters.accepts(count);
    }

    @Nullable
    Object call(Object target, List<@Nullable Object> arguments, Map<String, @Nullable Object> named) throws Throwable {
        @Nullable Object[] bound = parameters.bind(arguments, named);
        @Nullable Object result;
        try {
            result = method.invoke(target, bound);
        } catch (InvocationTargetException | IllegalArgumentException thrown) {
            // From JDK 18 on, reflection takes the failed cast of a lambda, whose frame is hidden, for an argument that
            // does not fit.
            Throwable own = thrown.getCause() == null ? thrown : thrown.getCause();
            // Python's caller gets the function's own exception, the very same instance.
            throw ErasedTypes.explain(own, this, bound)
                    .<Throwable>map(explained -> explained)
                    .orElse(own);
        }
        try {
            return results.encode(result);
        } catch (ConversionException misfit) {
            throw misfit.whileRunning();
        }
    }

    @Override
    public String toString() {
        return parameters.toString();
    }
}
