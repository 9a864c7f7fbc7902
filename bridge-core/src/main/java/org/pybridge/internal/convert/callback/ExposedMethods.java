package org.pybridge.internal.convert.callback;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.type.FunctionalInterfaces;
import org.pybridge.internal.convert.type.PythonName;
import org.pybridge.spi.Callback;
import org.pybridge.spi.JavaObject;

/** The methods of one interface as Python sees them: by Java's and by Python's name, overloads told apart by the number of arguments. */
final class ExposedMethods {
    private final Map<String, List<JavaFunction>> overloads;

    ExposedMethods(Map<Method, JavaFunction> functions) {
        Map<String, List<JavaFunction>> byName = new LinkedHashMap<>();
        functions.forEach((method, function) -> {
            for (String name : Set.copyOf(List.of(method.getName(), PythonName.of(method)))) {
                byName.computeIfAbsent(name, any -> new ArrayList<>()).add(function);
            }
        });
        this.overloads = byName;
    }

    static boolean isExposed(Method method) {
        return !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && !FunctionalInterfaces.isObjects(method);
    }

    JavaObject on(Object target) {
        Map<String, Callback> methods = new LinkedHashMap<>();
        overloads.forEach((name, functions) -> methods.put(
                name,
                functions.size() == 1
                        ? functions.get(0).on(target)
                        : (List<@Nullable Object> arguments, Map<String, @Nullable Object> named) ->
                                call(functions, target, arguments, named)));
        return new JavaObject(target, methods);
    }

    private static @Nullable Object call(
            List<JavaFunction> functions,
            Object target,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named)
            throws Throwable {
        int count = arguments.size() + named.size();
        for (JavaFunction function : functions) {
            if (function.accepts(count)) {
                return function.call(target, arguments, named);
            }
        }
        throw new WrongArgumentsException(
                "none of " + new LinkedHashSet<>(functions) + " takes " + count + " arguments");
    }
}
