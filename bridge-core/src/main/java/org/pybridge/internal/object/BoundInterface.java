package org.pybridge.internal.object;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls of one bound interface. Immutable. */
final class BoundInterface implements InvocationHandler {
    private static final @Nullable Object[] NO_ARGUMENTS = {};

    private final Class<?> type;
    private final BindingTarget target;
    private final Map<Method, BoundMethod> plans;
    private final Map<Method, DefaultMethod> defaults;

    BoundInterface(
            Class<?> type, BindingTarget target, Map<Method, BoundMethod> plans, Map<Method, DefaultMethod> defaults) {
        this.type = type;
        this.target = target;
        this.plans = Map.copyOf(plans);
        this.defaults = Map.copyOf(defaults);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? NO_ARGUMENTS : given;
        BoundMethod plan = plans.get(method);
        if (plan != null) {
            return plan.call(arguments);
        }
        DefaultMethod own = defaults.get(method);
        if (own != null) {
            return own.call(proxy, arguments);
        }
        if (isClose(method)) {
            target.close();
            return null;
        }
        return ofObject(proxy, method, arguments);
    }

    private @Nullable Object ofObject(Object proxy, Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " bound to " + Objects.toString(target);
        };
    }

    static boolean isClose(Method method) {
        return method.getName().equals("close")
                && method.getParameterCount() == 0
                && AutoCloseable.class.isAssignableFrom(method.getDeclaringClass());
    }

    static boolean isOfObject(Method method) {
        return switch (method.getName()) {
            case "equals" -> method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            default -> false;
        };
    }
}
