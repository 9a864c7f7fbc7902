package org.pybridge.internal.object;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.type.Access;

/** A default method of a bound interface, which runs as Java. Immutable. */
final class DefaultMethod {
    private final Method method;
    private final @Nullable MethodHandle handle;

    private DefaultMethod(Method method, @Nullable MethodHandle handle) {
        this.method = method;
        this.handle = handle;
    }

    /**
     * Prepares the calls of a method. {@code InvocationHandler.invokeDefault} reaches public interfaces only; a look-up in the
     * interface's name reaches the others.
     *
     * @throws IllegalArgumentException when Java hides the interface from this library
     */
    static DefaultMethod of(Method method) {
        Class<?> type = method.getDeclaringClass();
        DefaultMethod.class.getModule().addReads(type.getModule());
        try {
            MethodHandle special =
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup()).unreflectSpecial(method, type);
            return new DefaultMethod(method, Access.spread(special, method.getParameterCount()));
        } catch (IllegalAccessException notOpen) {
            if (Modifier.isPublic(type.getModifiers())
                    && type.getModule().isExported(type.getPackageName(), DefaultMethod.class.getModule())) {
                return new DefaultMethod(method, null);
            }
            throw new IllegalArgumentException(
                    "a default method that Java hides; make " + type.getName() + " public, or add \"opens "
                            + type.getPackageName() + " to "
                            + DefaultMethod.class.getModule().getName()
                            + "\" to the module " + type.getModule().getName(),
                    notOpen);
        }
    }

    @Nullable
    Object call(Object proxy, @Nullable Object[] arguments) throws Throwable {
        return handle == null
                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                : (Object) handle.invokeExact(proxy, arguments);
    }
}
