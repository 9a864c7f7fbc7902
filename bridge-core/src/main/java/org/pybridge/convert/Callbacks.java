package org.pybridge.convert;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.Exposed;
import org.pybridge.PyCallback;
import org.pybridge.PyValue;
import org.pybridge.spi.Callback;
import org.pybridge.spi.JavaObject;

/** Makes Java functions and exposed objects callable from Python. Plans are made once per class. Thread-safe. */
final class Callbacks {
    private final Map<Class<?>, JavaFunction> functions = new ConcurrentHashMap<>();
    private final Map<Class<?>, ExposedMethods> exposed = new ConcurrentHashMap<>();
    private final Function<JavaType, Reader> readers;
    private final Function<@Nullable Object, PyValue> values;
    private final Encoders results;

    Callbacks(Function<JavaType, Reader> readers, Function<@Nullable Object, PyValue> values, Encoders results) {
        this.readers = readers;
        this.values = values;
        this.results = results;
    }

    Callback of(Object function) {
        if (function instanceof PyCallback callback) {
            return (List<@Nullable Object> arguments, Map<String, @Nullable Object> named) ->
                    call(callback, arguments, named);
        }
        return functions.computeIfAbsent(function.getClass(), this::plan).on(function);
    }

    JavaObject of(Exposed object) {
        return exposed.computeIfAbsent(object.type(), this::methods).on(object.object());
    }

    private @Nullable Object call(
            PyCallback callback, List<@Nullable Object> arguments, Map<String, @Nullable Object> named)
            throws Exception {
        Map<String, PyValue> namedValues = new LinkedHashMap<>();
        named.forEach((name, natural) -> namedValues.put(name, values.apply(natural)));
        Object result = callback.call(arguments.stream().map(values).toList(), namedValues);
        try {
            return results.encode(result);
        } catch (ConversionException misfit) {
            throw misfit.whileRunning();
        }
    }

    private JavaFunction plan(Class<?> type) {
        Class<?> functional = FunctionalInterfaces.of(type)
                .orElseThrow(() -> new IllegalArgumentException(
                        type.getName() + " does not implement exactly one functional interface"));
        return plan(TypeFactories.create().constructType(type), FunctionalInterfaces.method(functional));
    }

    private ExposedMethods methods(Class<?> type) {
        JavaType exposedType = TypeFactories.create().constructType(type);
        Map<Method, JavaFunction> plans = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (ExposedMethods.isExposed(method)) {
                plans.put(method, plan(exposedType, method));
            }
        }
        return new ExposedMethods(plans);
    }

    private JavaFunction plan(JavaType owner, Method method) {
        JavaType declaring = owner.findSuperType(method.getDeclaringClass());
        TypeFactory types = TypeFactories.create();
        List<JavaType> parameterTypes = Arrays.stream(method.getGenericParameterTypes())
                .map(type -> types.resolveMemberType(type, declaring.getBindings()))
                .toList();
        return new JavaFunction(method, new Parameters(method, parameterTypes, readers), results);
    }
}
