package org.pybridge.internal.convert.callback;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
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
    private final MethodHandle method;
    private final Parameters parameters;
    private final Encoders results;

    JavaFunction(Method method, Parameters parameters, Encoders results) {
        this.method = handle(Access.open(method));
        this.parameters = parameters;
        this.results = results;
    }

    /** Not the method itself: from JDK 18 on, reflection takes the failed cast of a lambda for an argument that does not fit. */
    private static MethodHandle handle(Method opened) {
        try {
            return Access.spread(MethodHandles.lookup().unreflect(opened), opened.getParameterCount());
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("the method was opened before", impossible);
        }
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
            result = (Object) method.invokeExact(target, bound);
        } catch (Throwable own) {
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
