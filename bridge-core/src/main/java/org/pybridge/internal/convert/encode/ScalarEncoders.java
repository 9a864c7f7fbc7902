package org.pybridge.internal.convert.encode;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.pybridge.PyBuffer;
import org.pybridge.internal.convert.type.Encoder;
import org.pybridge.internal.convert.type.Sharable;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;
import org.pybridge.internal.value.StringList;
import org.pybridge.spi.BackendValue;
import org.pybridge.spi.Callback;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.Reference;

/** The rules for values without anything inside. */
public final class ScalarEncoders {
    private static final List<Class<?>> NATURAL = List.of(
            Boolean.class,
            Long.class,
            Integer.class,
            Double.class,
            String.class,
            BigInteger.class,
            BigDecimal.class,
            byte[].class,
            long[].class,
            int[].class,
            double[].class,
            float[].class,
            boolean[].class,
            LongList.class,
            DoubleList.class,
            StringList.class,
            UUID.class,
            Path.class,
            Reference.class,
            Callback.class,
            JavaObject.class,
            PyBuffer.class,
            BackendValue.class);

    private ScalarEncoders() {}

    public static void addTo(EncoderChoice choice, Encoders inside) {
        NATURAL.forEach(type -> choice.rule(type, Encoder.NATURAL));
        choice.rule(Short.class, (value, levels) -> ((Number) value).longValue())
                .rule(Byte.class, (value, levels) -> ((Number) value).longValue())
                .rule(Float.class, (value, levels) -> ((Number) value).doubleValue())
                .rule(Character.class, (value, levels) -> value.toString())
                .rule(CharSequence.class, (value, levels) -> value.toString())
                .rule(ByteBuffer.class, (value, levels) -> remaining((ByteBuffer) value))
                .rule(ScalarEncoders::isBufferOfNumbers, (value, levels) -> PyBuffer.of((Buffer) value))
                .rule(Sharable.class, (value, levels) -> ((Sharable) value).share())
                .rule(File.class, (value, levels) -> ((File) value).toPath())
                .rule(AtomicBoolean.class, (value, levels) -> ((AtomicBoolean) value).get())
                .rule(AtomicInteger.class, (value, levels) -> ((AtomicInteger) value).get())
                .rule(AtomicLong.class, (value, levels) -> ((AtomicLong) value).get())
                .rule(LongAdder.class, (value, levels) -> ((LongAdder) value).sum())
                .rule(DoubleAdder.class, (value, levels) -> ((DoubleAdder) value).sum())
                .rule(
                        AtomicReference.class,
                        (value, levels) -> inside.encode(((AtomicReference<?>) value).get(), levels))
                .rule(Optional.class, (value, levels) -> inside.encode(((Optional<?>) value).orElse(null), levels));
        addOptionals(choice);
    }

    private static void addOptionals(EncoderChoice choice) {
        choice.rule(OptionalLong.class, (value, levels) -> {
                    OptionalLong optional = (OptionalLong) value;
                    return optional.isPresent() ? (Object) optional.getAsLong() : null;
                })
                .rule(OptionalInt.class, (value, levels) -> {
                    OptionalInt optional = (OptionalInt) value;
                    return optional.isPresent() ? (Object) optional.getAsInt() : null;
                })
                .rule(OptionalDouble.class, (value, levels) -> {
                    OptionalDouble optional = (OptionalDouble) value;
                    return optional.isPresent() ? (Object) optional.getAsDouble() : null;
                });
    }

    /** A ByteBuffer is bytes, and a CharBuffer text. */
    private static boolean isBufferOfNumbers(Class<?> type) {
        return Buffer.class.isAssignableFrom(type)
                && !ByteBuffer.class.isAssignableFrom(type)
                && !CharBuffer.class.isAssignableFrom(type);
    }

    /** Copies, and leaves the buffer's position alone. */
    private static byte[] remaining(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
