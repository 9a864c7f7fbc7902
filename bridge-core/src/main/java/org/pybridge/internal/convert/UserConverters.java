package org.pybridge.internal.convert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyObject;
import org.pybridge.PyValue;
import org.pybridge.internal.convert.encode.Encoders;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.Encoder;
import org.pybridge.internal.convert.type.Handles;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.spi.CopyingConverter;

/** The conversions that users added for types of their own. Immutable. */
final class UserConverters {
    /** What every call relies on, and {@code Object}, whose converter would catch everything. */
    private static final Set<Class<?>> FIXED = Set.of(
            Object.class,
            PyValue.class,
            PyObject.class,
            void.class,
            Void.class,
            String.class,
            Boolean.class,
            Long.class,
            Integer.class,
            Double.class);

    private final Map<Class<?>, Function<Object, @Nullable Object>> toPython;
    private final Map<Class<?>, Function<? super PyValue, ? extends @Nullable Object>> fromPython;

    private final Set<Class<?>> opaque;

    UserConverters(ConversionOptions options) {
        this.toPython = options.toPython();
        this.fromPython = options.fromPython();
        this.opaque = options.opaque();
        toPython.keySet().forEach(UserConverters::check);
        fromPython.keySet().forEach(UserConverters::check);
        opaque.forEach(UserConverters::check);
        for (Class<?> type : opaque) {
            if (toPython.containsKey(type)) {
                throw new IllegalArgumentException(
                        type.getName() + " is opaque and has a converter to Python, choose one of them");
            }
        }
    }

    private static void check(Class<?> type) {
        if (FIXED.contains(type)) {
            throw new IllegalArgumentException(
                    type.getName() + " has a fixed form, add a converter for a type of your own instead");
        }
    }

    Map<Class<?>, Encoder> encoders(Encoders inside, Encoder reference) {
        Map<Class<?>, Encoder> encoders = new LinkedHashMap<>();
        // A level down, so that a converter that gives what it got ends as an error.
        toPython.forEach((type, function) -> encoders.put(
                type, (value, levels) -> inside.encode(function.apply(value), Nesting.enterArgument(value, levels))));
        opaque.forEach(type -> encoders.put(type, reference));
        return encoders;
    }

    Map<Class<?>, Decoder> decoders(Function<@Nullable Object, PyValue> values) {
        Map<Class<?>, Decoder> decoders = new LinkedHashMap<>();
        fromPython.forEach((type, function) -> {
            Decoder decoder = new UserDecoder(type, function, values);
            decoders.put(type, (function instanceof CopyingConverter ? lettingGo(decoder) : decoder).nullable());
        });
        return decoders;
    }

    /** Closes what was read; what did not fit is closed where the whole result is read. */
    private static Decoder lettingGo(Decoder decoder) {
        return (natural, levels) -> {
            Object decoded = decoder.decode(natural, levels);
            Handles.closeAtTop(natural, levels);
            return decoded;
        };
    }

    private record UserDecoder(
            Class<?> type,
            Function<? super PyValue, ? extends @Nullable Object> function,
            Function<@Nullable Object, PyValue> values)
            implements Decoder {
        @Override
        public @Nullable Object decode(@Nullable Object natural, int levels) {
            try {
                return function.apply(values.apply(natural));
            } catch (RuntimeException refused) {
                throw ConversionErrors.ofConverter(natural, type.getSimpleName(), refused);
            }
        }
    }
}
