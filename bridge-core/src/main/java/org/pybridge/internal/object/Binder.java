package org.pybridge.internal.object;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyModule;
import org.pybridge.internal.call.Background;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.Shared;
import org.pybridge.internal.convert.type.MemberTypes;
import org.pybridge.spi.EntryPoint;

/** Implements Java interfaces by Python modules and objects. A plan for each method is made once, when it is bound. */
public final class Binder {
    private final Shared shared;

    public Binder(Shared shared) {
        this.shared = shared;
    }

    public <T> T toModule(
            Class<T> type, Dispatcher dispatcher, @Nullable Background background, Consumer<String> bound) {
        requireInterface(type);
        PyModule module = type.getAnnotation(PyModule.class);
        if (module == null) {
            throw new IllegalArgumentException(type.getName() + " needs @PyModule(\"...\") to say which module it is");
        }
        EntryPoint target = EntryPoint.of(module.value());
        T implementation =
                type.cast(bind(shared.conversions().members(type), new ModuleTarget(target, dispatcher, background)));
        bound.accept(target.module());
        return implementation;
    }

    Object toObject(MemberTypes type, LiveObject object) {
        requireInterface(type.owner().getRawClass());
        return bind(type, new ObjectTarget(object));
    }

    private Object bind(MemberTypes types, BindingTarget target) {
        Class<?> type = types.owner().getRawClass();
        List<String> mismatches = new ArrayList<>();
        List<Method> methods = abstractMethods(type);
        Map<Method, BoundMethod> plans = plans(
                methods, mismatches, method -> BoundMethod.plan(types, method, target, shared, methods.size() == 1));
        List<Method> ownMethods =
                Arrays.stream(type.getMethods()).filter(Method::isDefault).toList();
        Map<Method, DefaultMethod> defaults = plans(ownMethods, mismatches, DefaultMethod::of);
        if (!mismatches.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getName() + " does not match " + target + ":\n  " + String.join("\n  ", mismatches));
        }
        BoundInterface handler = new BoundInterface(type, target, plans, defaults);
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static <P> Map<Method, P> plans(List<Method> methods, List<String> mismatches, Function<Method, P> plan) {
        Map<Method, P> plans = new HashMap<>();
        for (Method method : methods) {
            try {
                plans.put(method, plan.apply(method));
            } catch (IllegalArgumentException mismatch) {
                mismatches.add(method.getName() + ": " + mismatch.getMessage());
            }
        }
        return plans;
    }

    /** The methods to implement; {@code close} of an AutoCloseable closes the object and is not Python's. */
    private static List<Method> abstractMethods(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())
                    && !BoundInterface.isOfObject(method)
                    && !BoundInterface.isClose(method)) {
                methods.add(method);
            }
        }
        return methods;
    }

    private static void requireInterface(Class<?> type) {
        if (!type.isInterface() || type.isAnnotation()) {
            throw new IllegalArgumentException(type.getName() + " is no interface; only interfaces can be bound");
        }
    }
}
