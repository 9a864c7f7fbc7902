package org.pybridge.internal.call;

import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;
import org.pybridge.internal.value.StringList;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.Reference;

/** Looks into the arguments of a call, at any depth, for what decides where and how it runs. Immutable. */
final class ArgumentSearch {
    private static final ArgumentSearch REFERENCES = new ArgumentSearch(value -> value instanceof Reference);
    private static final ArgumentSearch CALLBACKS = new ArgumentSearch(value -> value instanceof Callback);

    private final Predicate<Object> wanted;

    private ArgumentSearch(Predicate<Object> wanted) {
        this.wanted = wanted;
    }

    /** Finds an object whose interpreter must run the call: what is called, or the first one among the arguments. */
    static @Nullable Reference firstReference(Invocation call) {
        return call.target() instanceof Reference called ? called : (Reference) REFERENCES.find(call);
    }

    /** Tells whether Python gets a Java function, which nothing but itself can end. */
    static boolean hasCallback(Invocation call) {
        return CALLBACKS.find(call) != null;
    }

    private @Nullable Object find(Invocation call) {
        for (Object argument : call.arguments()) {
            Object found = findIn(argument);
            if (found != null) {
                return found;
            }
        }
        return call.keywords().isEmpty() ? null : findAmong(call.keywords().values());
    }

    private @Nullable Object findAmong(Collection<?> values) {
        for (Object value : values) {
            Object found = findIn(value);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /**
     * Packed lists have nothing that could be wanted. It asks for common classes first: until JDK 22, asking an object for an interface
     * that it has not takes 8 ns.
     */
    private @Nullable Object findIn(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof String || value instanceof Boolean) {
            return null;
        }
        if (wanted.test(value)) {
            return value;
        }
        if (value instanceof LongList || value instanceof DoubleList || value instanceof StringList) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            Object key = findAmong(map.keySet());
            return key != null ? key : findAmong(map.values());
        }
        return value instanceof Collection<?> collection ? findAmong(collection) : null;
    }
}
