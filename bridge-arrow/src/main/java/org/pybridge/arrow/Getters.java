package org.pybridge.arrow;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Makes functions of accessors, as the compiler makes them of method references: called a million times, they are inlined. */
final class Getters {
    private static final Set<Class<?>> INTEGERS = Set.of(long.class, int.class, short.class, byte.class);

    private Getters() {}

    /**
     * Makes the function of an accessor: a {@link ToLongFunction}, {@link ToDoubleFunction}, {@link Predicate} or {@link Function} of any
     * object, by what the accessor gives.
     *
     * @param accessor without parameters
     * @throws IllegalArgumentException when it cannot be reached
     */
    static Object of(Method accessor) {
        opened(accessor);
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

    /**
     * Makes a member of a record class accessible.
     *
     * @throws IllegalArgumentException when its module does not allow that
     */
    static <T extends AccessibleObject & Member> T opened(T member) {
        if (!member.trySetAccessible()) {
            Class<?> owner = member.getDeclaringClass();
            throw new IllegalArgumentException(member + " cannot be reached: make " + owner.getName()
                    + " public and export its package, or open " + owner.getPackageName() + " to org.pybridge.arrow");
        }
        return member;
    }

    private static Object make(Method accessor, Class<?> function, String method, Class<?> result) {
        Class<?> owner = accessor.getDeclaringClass();
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
            Class<?> given = result == Object.class
                    ? MethodType.methodType(accessor.getReturnType()).wrap().returnType()
                    : result;
            CallSite site = LambdaMetafactory.metafactory(
                    lookup,
                    method,
                    MethodType.methodType(function),
                    MethodType.methodType(result, Object.class),
                    lookup.unreflect(accessor),
                    MethodType.methodType(given, owner));
            return site.getTarget().invoke();
        } catch (Throwable notThere) {
            // As for classes of JShell's, whose loader does not find them by their names.
            return slower(accessor, result);
        }
    }

    private static Object slower(Method accessor, Class<?> result) {
        MethodHandle handle;
        try {
            handle = MethodHandles.lookup().unreflect(accessor).asType(MethodType.methodType(result, Object.class));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (result == long.class) {
            return (ToLongFunction<Object>) row -> (long) invoke(handle, row);
        } else if (result == double.class) {
            return (ToDoubleFunction<Object>) row -> (double) invoke(handle, row);
        }
        return result == boolean.class
                ? (Predicate<Object>) row -> (boolean) invoke(handle, row)
                : (Function<Object, @Nullable Object>) row -> invoke(handle, row);
    }

    @SuppressWarnings("NullAway") // an accessor of a primitive gives a value
    private static Object invoke(MethodHandle handle, Object row) {
        try {
            return handle.invoke(row);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new IllegalArgumentException(thrown);
        }
    }
}
