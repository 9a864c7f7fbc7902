package org.pybridge.internal.convert.encode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.type.Encoder;
import org.pybridge.internal.convert.type.Nesting;

/** Encodes any Java value: decides once per class how, and remembers it. Thread-safe. */
public final class Encoders {
    private final Map<Class<?>, Encoder> decided = new ConcurrentHashMap<>();
    private final EncoderChoice choice;

    /**
     * Makes the encoders.
     *
     * @param choice decides for classes not seen before; it is asked with these encoders, for what is inside
     */
    public Encoders(Function<Encoders, EncoderChoice> choice) {
        this.choice = choice.apply(this);
    }

    @Nullable
    public Object encode(@Nullable Object value) {
        return encode(value, Nesting.LIMIT);
    }

    @Nullable
    public Object encode(@Nullable Object value, int levels) {
        return value == null || isCommon(value) ? value : of(value.getClass()).encode(value, levels);
    }

    /** Most values are one of these; testing for five final classes is cheaper than any lookup. */
    private static boolean isCommon(Object value) {
        return value instanceof String
                || value instanceof Long
                || value instanceof Double
                || value instanceof Integer
                || value instanceof Boolean;
    }

    private Encoder of(Class<?> type) {
        Encoder known = decided.get(type);
        if (known != null) {
            return known;
        }
        Encoder made = choice.of(type);
        decided.put(type, made);
        return made;
    }
}
