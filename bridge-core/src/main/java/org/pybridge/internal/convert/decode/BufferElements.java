package org.pybridge.internal.convert.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;

/** Takes the numbers out of buffers: as an array of their own type, or as elements to be checked. */
final class BufferElements {
    private BufferElements() {}

    /** Gives the array of a buffer of one dimension, or null when the items are of another type. */
    static @Nullable Object array(PyBuffer buffer, Class<?> element) {
        ByteBuffer bytes = buffer.bytes();
        if (buffer.shape().length > 1) {
            return null;
        }
        return switch (buffer.itemType()) {
            case DOUBLE -> element == double.class ? doubles(bytes) : null;
            case FLOAT -> element == float.class ? floats(bytes) : null;
            case LONG -> element == long.class ? longs(bytes) : null;
            case INT -> element == int.class ? ints(bytes) : null;
            case SHORT -> element == short.class ? shorts(bytes) : null;
            case BOOLEAN -> element == boolean.class ? booleans(bytes) : null;
            case BYTE -> element == byte.class ? bytes(bytes) : null;
            case UNSIGNED_BYTE -> null;
        };
    }

    /** Gives the elements as a natural list; of several dimensions, a list of the buffers of the first one's. */
    static List<?> list(PyBuffer buffer) {
        if (buffer.shape().length > 1) {
            return new Rows(buffer);
        }
        ByteBuffer bytes = buffer.bytes();
        return switch (buffer.itemType()) {
            case DOUBLE -> DoubleList.of(doubles(bytes));
            case FLOAT -> DoubleList.of(widened(floats(bytes)));
            case LONG -> LongList.of(longs(bytes));
            case INT -> {
                int[] ints = ints(bytes);
                yield LongList.ofInts(ints, ints.length);
            }
            case BOOLEAN -> truths(bytes);
            case SHORT, BYTE, UNSIGNED_BYTE -> LongList.of(small(buffer.itemType(), bytes));
        };
    }

    /** The parts of an array along its first dimension. */
    private static final class Rows extends AbstractList<PyBuffer> {
        private final ItemType type;
        private final ByteBuffer bytes;
        private final int[] shape;
        private final int rows;

        Rows(PyBuffer buffer) {
            int[] whole = buffer.shape();
            this.type = buffer.itemType();
            this.bytes = buffer.bytes();
            this.rows = whole[0];
            this.shape = Arrays.copyOfRange(whole, 1, whole.length);
        }

        @Override
        public PyBuffer get(int index) {
            int length = rows == 0 ? 0 : bytes.limit() / rows;
            return PyBuffer.of(type, bytes.slice(index * length, length).order(ByteOrder.nativeOrder()), shape);
        }

        @Override
        public int size() {
            return rows;
        }
    }

    private static boolean[] booleans(ByteBuffer bytes) {
        boolean[] booleans = new boolean[bytes.limit()];
        for (int i = 0; i < booleans.length; i++) {
            booleans[i] = bytes.get(i) != 0;
        }
        return booleans;
    }

    private static List<Boolean> truths(ByteBuffer bytes) {
        List<Boolean> truths = new ArrayList<>(bytes.limit());
        for (boolean truth : booleans(bytes)) {
            truths.add(truth);
        }
        return truths;
    }

    private static double[] doubles(ByteBuffer bytes) {
        double[] doubles = new double[bytes.limit() / Double.BYTES];
        bytes.asDoubleBuffer().get(doubles);
        return doubles;
    }

    private static float[] floats(ByteBuffer bytes) {
        float[] floats = new float[bytes.limit() / Float.BYTES];
        bytes.asFloatBuffer().get(floats);
        return floats;
    }

    private static double[] widened(float... floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static long[] longs(ByteBuffer bytes) {
        long[] longs = new long[bytes.limit() / Long.BYTES];
        bytes.asLongBuffer().get(longs);
        return longs;
    }

    private static int[] ints(ByteBuffer bytes) {
        int[] ints = new int[bytes.limit() / Integer.BYTES];
        bytes.asIntBuffer().get(ints);
        return ints;
    }

    private static short[] shorts(ByteBuffer bytes) {
        short[] shorts = new short[bytes.limit() / Short.BYTES];
        bytes.asShortBuffer().get(shorts);
        return shorts;
    }

    private static byte[] bytes(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.limit()];
        bytes.get(copy);
        return copy;
    }

    private static long[] small(ItemType type, ByteBuffer bytes) {
        long[] longs = new long[bytes.limit() / type.bytes()];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = switch (type) {
                case SHORT -> bytes.getShort(i * Short.BYTES);
                case UNSIGNED_BYTE -> bytes.get(i) & 0xFF;
                default -> bytes.get(i);
            };
        }
        return longs;
    }
}
