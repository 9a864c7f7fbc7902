package org.pybridge.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Runs the default methods of bound interfaces, as Java. */
final class DefaultMethod {
    private DefaultMethod() {}

    /** {@code InvocationHandler.invokeDefault} reaches public interfaces only; a look-up in the interface's name reaches the others. */
    static @Nullable Object call(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
        MethodHandle handle;
        try {
            Class<?> type = method.getDeclaringClass();
            handle = MethodHandles.privateLookupIn(type, MethodHandles.lookup()).unreflectSpecial(method, type);
        } catch (IllegalAccessException notOpen) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return handle.bindTo(proxy).invokeWithArguments(arguments);
    }
}
