package org.pybridge.arrow;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Makes functions of accessors, as the compiler makes them of method references: called a million times, they are inlined. */
final class Getters {
    private static final Set<Class<?>> INTEGERS = Set.of(long.class, int.class, short.class, byte.class);

    private Getters() {}

    /**
     * Makes the function of an accessor: a {@link ToLongFunction}, {@link ToDoubleFunction}, {@link Predicate} or {@link Function} of any
     * object, by what the accessor gives.
     *
     * @param accessor accessible, and without parameters
     */
    static Object of(Method accessor) {
        Class<?> type = accessor.getReturnType();
        if (INTEGERS.contains(type)) {
            return make(accessor, ToLongFunction.class, "applyAsLong", long.class);
        } else if (type == double.class || type == float.class) {
            return make(accessor, ToDoubleFunction.class, "applyAsDouble", double.class);
        }
        return type == boolean.class
                ? make(accessor, Predicate.class, "test", boolean.class)
                : make(accessor, Function.class, "apply", Object.class);
    }

    private static Object make(Method accessor, Class<?> function, String method, Class<?> result) {
        try {
            Class<?> owner = accessor.getDeclaringClass();
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
            MethodHandle handle = lookup.unreflect(accessor);
            Class<?> given = result == Object.class && accessor.getReturnType().isPrimitive()
                    ? MethodType.methodType(accessor.getReturnType()).wrap().returnType()
                    : result == Object.class ? accessor.getReturnType() : result;
            CallSite site = LambdaMetafactory.metafactory(
                    lookup,
                    method,
                    MethodType.methodType(function),
                    MethodType.methodType(result, Object.class),
                    handle,
                    MethodType.methodType(given, owner));
            return site.getTarget().invoke();
        } catch (Throwable impossible) {
            throw new IllegalArgumentException(
                    accessor + " cannot be called: open " + accessor.getDeclaringClass().getPackageName()
                            + " to org.pybridge.arrow",
                    impossible);
        }
    }
}
