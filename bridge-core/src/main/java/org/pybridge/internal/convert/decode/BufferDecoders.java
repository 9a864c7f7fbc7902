package org.pybridge.internal.convert.decode;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Copyable;
import org.pybridge.internal.convert.type.Decoder;

/** The decoders of blocks of bytes and numbers that are no arrays of numbers. */
final class BufferDecoders {
    private static final Map<Class<?>, Class<?>> ARRAYS = Map.of(
            DoubleBuffer.class,
            double[].class,
            FloatBuffer.class,
            float[].class,
            LongBuffer.class,
            long[].class,
            IntBuffer.class,
            int[].class,
            ShortBuffer.class,
            short[].class);

    private BufferDecoders() {}

    static void addTo(Map<Class<?>, Decoder> decoders) {
        add(decoders, byte[].class, natural -> bytes(natural, "byte[]"));
        add(decoders, ByteBuffer.class, natural -> ByteBuffer.wrap(bytes(natural, "ByteBuffer")));
        add(decoders, PyBuffer.class, BufferDecoders::buffer);
    }

    /** Gives the type of the array that is behind a buffer of numbers; null for all other types. */
    static @Nullable Class<?> arrayBehind(Class<?> buffer) {
        return ARRAYS.get(buffer);
    }

    /** Reads a buffer of numbers as the array behind it. */
    static Decoder wrapping(Decoder array) {
        Decoder wrapped = (natural, levels) -> wrap(Objects.requireNonNull(array.decode(natural, levels)));
        return wrapped.nullable();
    }

    private static Buffer wrap(Object array) {
        if (array instanceof double[] doubles) {
            return DoubleBuffer.wrap(doubles);
        } else if (array instanceof float[] floats) {
            return FloatBuffer.wrap(floats);
        } else if (array instanceof long[] longs) {
            return LongBuffer.wrap(longs);
        } else if (array instanceof int[] ints) {
            return IntBuffer.wrap(ints);
        }
        return ShortBuffer.wrap((short[]) array);
    }

    private static void add(Map<Class<?>, Decoder> decoders, Class<?> type, Function<Object, Object> read) {
        Decoder decoder = (natural, levels) -> read.apply(natural);
        decoders.put(type, decoder.nullable().copying(Copyable.Form.BUFFER).exactly(type));
    }

    /** Bytes, or a buffer of one dimension whose items are bytes. */
    private static byte[] bytes(Object natural, String to) {
        if (natural instanceof byte[] bytes) {
            return bytes;
        }
        if (natural instanceof PyBuffer buffer && buffer.shape().length == 1 && isOfBytes(buffer.itemType())) {
            byte[] bytes = new byte[buffer.size()];
            buffer.bytes().get(bytes);
            return bytes;
        }
        throw ConversionErrors.of(natural, to);
    }

    private static boolean isOfBytes(ItemType type) {
        return type == ItemType.BYTE || type == ItemType.UNSIGNED_BYTE;
    }

    private static Object buffer(@Nullable Object natural) {
        if (natural instanceof PyBuffer) {
            return natural;
        }
        if (natural instanceof byte[] bytes) {
            return PyBuffer.of(ByteBuffer.wrap(bytes));
        }
        throw ConversionErrors.of(natural, "PyBuffer")
                .explained("it has no buffer of ints or floats; make an array.array or a numpy array of it", null);
    }
}
