package org.pybridge.internal.convert.decode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.type.Copyable;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.NumberFit;

/** The decoders of Java's number types. */
public final class NumberDecoders {
    private NumberDecoders() {}

    public static void addTo(Map<Class<?>, Decoder> decoders) {
        add(decoders, long.class, Long.class, (natural, levels) -> longOf(natural, "long"));
        add(decoders, int.class, Integer.class, (natural, levels) -> intOf(natural, "int"));
        add(decoders, short.class, Short.class, (natural, levels) ->
                (short) NumberFit.integer(natural, Short.MIN_VALUE, Short.MAX_VALUE, "short"));
        add(decoders, byte.class, Byte.class, (natural, levels) ->
                (byte) NumberFit.integer(natural, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte"));
        add(decoders, double.class, Double.class, (natural, levels) -> NumberFit.real(natural, "double"));
        add(decoders, float.class, Float.class, (natural, levels) -> NumberFit.single(natural));
        addBoxed(decoders, BigInteger.class, (natural, levels) -> NumberFit.bigInteger(natural, "BigInteger"));
        addBoxed(decoders, BigDecimal.class, (natural, levels) -> NumberFit.bigDecimal(natural));
        addBoxed(decoders, Number.class, (natural, levels) -> NumberFit.any(natural));
        addBoxed(
                decoders, AtomicInteger.class, (natural, levels) -> new AtomicInteger(intOf(natural, "AtomicInteger")));
        addBoxed(decoders, AtomicLong.class, (natural, levels) -> new AtomicLong(longOf(natural, "AtomicLong")));
        addOptionals(decoders);
    }

    private static void addOptionals(Map<Class<?>, Decoder> decoders) {
        put(
                decoders,
                OptionalLong.class,
                (natural, levels) ->
                        natural == null ? OptionalLong.empty() : OptionalLong.of(longOf(natural, "OptionalLong")));
        put(
                decoders,
                OptionalInt.class,
                (natural, levels) ->
                        natural == null ? OptionalInt.empty() : OptionalInt.of(intOf(natural, "OptionalInt")));
        put(
                decoders,
                OptionalDouble.class,
                (natural, levels) -> natural == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(NumberFit.real(natural, "OptionalDouble")));
    }

    private static long longOf(@Nullable Object natural, String to) {
        return NumberFit.integer(natural, Long.MIN_VALUE, Long.MAX_VALUE, to);
    }

    private static int intOf(@Nullable Object natural, String to) {
        return (int) NumberFit.integer(natural, Integer.MIN_VALUE, Integer.MAX_VALUE, to);
    }

    private static void add(Map<Class<?>, Decoder> decoders, Class<?> primitive, Class<?> box, Decoder decoder) {
        decoders.put(primitive, decoder.copying(Copyable.Form.NUMBER).exactly(box));
        addBoxed(decoders, box, decoder);
    }

    private static void addBoxed(Map<Class<?>, Decoder> decoders, Class<?> type, Decoder decoder) {
        decoders.put(type, decoder.nullable().copying(Copyable.Form.NUMBER).exactly(type));
    }

    private static void put(Map<Class<?>, Decoder> decoders, Class<?> type, Decoder decoder) {
        decoders.put(type, decoder.copying(Copyable.Form.NUMBER));
    }
}
