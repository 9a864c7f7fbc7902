package org.pybridge.internal.convert.callback;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
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
import org.pybridge.internal.convert.encode.Encoders;
import org.pybridge.internal.convert.type.FunctionalInterfaces;
import org.pybridge.internal.convert.type.MemberTypes;
import org.pybridge.internal.convert.type.Reader;
import org.pybridge.spi.Callback;
import org.pybridge.spi.JavaObject;

/** Makes Java functions and exposed objects callable from Python. Plans are made once per class. Thread-safe. */
public final class Callbacks {
    private final Map<Class<?>, JavaFunction> functions = new ConcurrentHashMap<>();
    private final Map<ExposedAs, ExposedMethods> exposed = new ConcurrentHashMap<>();
    private final Function<Type, MemberTypes> members;
    private final Function<JavaType, Reader> readers;
    private final Function<@Nullable Object, PyValue> values;
    private final Encoders results;

    /** An interface as a class implements it, which may say what its type variables are. */
    private record ExposedAs(Class<?> type, Class<?> implementation) {}

    public Callbacks(
            Function<Type, MemberTypes> members,
            Function<JavaType, Reader> readers,
            Function<@Nullable Object, PyValue> values,
            Encoders results) {
        this.members = members;
        this.readers = readers;
        this.values = values;
        this.results = results;
    }

    public Callback of(Object function) {
        if (function instanceof PyCallback callback) {
            return (List<@Nullable Object> arguments, Map<String, @Nullable Object> named) ->
                    call(callback, arguments, named);
        }
        return functions.computeIfAbsent(function.getClass(), this::plan).on(function);
    }

    public JavaObject of(Exposed object) {
        return exposed.computeIfAbsent(
                        new ExposedAs(object.type(), object.object().getClass()), this::methods)
                .on(object.object());
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
        return plan(members.apply(type), FunctionalInterfaces.method(functional));
    }

    private ExposedMethods methods(ExposedAs exposedAs) {
        MemberTypes types = members.apply(exposedAs.implementation());
        Map<Method, JavaFunction> plans = new HashMap<>();
        for (Method method : exposedAs.type().getMethods()) {
            if (ExposedMethods.isExposed(method)) {
                plans.put(method, plan(types, method));
            }
        }
        return new ExposedMethods(plans);
    }

    private JavaFunction plan(MemberTypes types, Method method) {
        return new JavaFunction(method, new Parameters(method, types.parameters(method), readers), results);
    }
}
