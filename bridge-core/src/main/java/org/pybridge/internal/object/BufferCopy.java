package org.pybridge.internal.object;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.internal.value.ArrayShape;
import org.pybridge.spi.ResultMode;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.spi.SharedMemory;

/**
 * Copies the numbers of an object that has a buffer. Many of them cross through memory or a file: Python writes them and Java has them,
 * so that they pass no pipe, and numpy copies what lies scattered.
 */
final class BufferCopy {
    private final LiveObject object;

    BufferCopy(LiveObject object) {
        this.object = object;
    }

    /** Gives the buffer, or null where there are no numbers that have an item type. */
    @Nullable
    PyBuffer take() {
        if (!(object.apply(RuntimeFunctions.DESCRIBE_BUFFER, ResultMode.VALUE) instanceof List<?> described)) {
            return null;
        }
        ItemType type = type((String) Objects.requireNonNull(described.get(0)), number(described.get(1)));
        if (type == null) {
            return null;
        }
        int[] shape = ((List<?>) Objects.requireNonNull(described.get(3)))
                .stream().mapToInt(BufferCopy::number).toArray();
        int size = size(type, shape);
        if (size == 0) {
            return PyBuffer.of(type, ByteBuffer.allocate(0), shape);
        }
        boolean swapped = (boolean) Objects.requireNonNull(described.get(2));
        String way = (String) Objects.requireNonNull(described.get(4));
        return switch (object.shared().sharesMemory() ? way : "bytes") {
            case "memory" -> throughMemory(type, size, swapped, shape);
            case "file" -> throughFile(type, size, swapped, shape);
            default -> asBytes(type, size, swapped, shape);
        };
    }

    private PyBuffer asBytes(ItemType type, int size, boolean swapped, int... shape) {
        byte[] bytes = (byte[]) Objects.requireNonNull(object.apply(RuntimeFunctions.BUFFER_CONTENT, ResultMode.VALUE));
        requireSize(size, bytes.length);
        return PyBuffer.of(type, ordered(ByteBuffer.wrap(bytes), swapped), shape);
    }

    private PyBuffer throughMemory(ItemType type, int size, boolean swapped, int... shape) {
        SharedMemory memory = SharedMemory.allocate(size);
        try {
            ByteBuffer written = memory.bytes();
            SharedBuffer target = new SharedBuffer(memory, ItemType.UNSIGNED_BYTE, new int[] {size}, false, true);
            boolean asItWas = (boolean)
                    Objects.requireNonNull(object.apply(RuntimeFunctions.FILL_BUFFER, ResultMode.VALUE, target));
            return PyBuffer.of(type, ordered(written, asItWas && swapped), shape);
        } finally {
            memory.release();
        }
    }

    private PyBuffer throughFile(ItemType type, int size, boolean swapped, int... shape) {
        SharedMemory memory = SharedMemory.empty(size);
        try {
            List<?> stored = (List<?>) Objects.requireNonNull(object.apply(
                    RuntimeFunctions.STORE_BUFFER,
                    ResultMode.VALUE,
                    memory.location().toString()));
            requireSize(size, number(stored.get(0)));
            boolean asItWas = (boolean) Objects.requireNonNull(stored.get(1));
            return PyBuffer.of(type, ordered(memory.bytes(), asItWas && swapped), shape);
        } finally {
            memory.release();
        }
    }

    private static void requireSize(int described, int arrived) {
        if (arrived != described) {
            throw ConversionException.ofResult("buffer whose size changed meanwhile", "PyBuffer");
        }
    }

    private static ByteBuffer ordered(ByteBuffer bytes, boolean swapped) {
        ByteOrder other =
                ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return bytes.order(swapped ? other : ByteOrder.nativeOrder());
    }

    private static @Nullable ItemType type(String kind, int bytes) {
        return switch (kind + bytes) {
            case "b1" -> ItemType.BOOLEAN;
            case "i1" -> ItemType.BYTE;
            case "u1" -> ItemType.UNSIGNED_BYTE;
            case "i2" -> ItemType.SHORT;
            case "i4" -> ItemType.INT;
            case "i8" -> ItemType.LONG;
            case "f4" -> ItemType.FLOAT;
            case "f8" -> ItemType.DOUBLE;
            default -> null;
        };
    }

    private static int size(ItemType type, int... shape) {
        try {
            return ArrayShape.bytes(type, shape);
        } catch (IllegalArgumentException tooLarge) {
            throw ConversionException.ofResult("buffer", "PyBuffer")
                    .explained(String.valueOf(tooLarge.getMessage()), tooLarge);
        }
    }

    /** A length beyond int is beyond what Java can hold. */
    private static int number(@Nullable Object number) {
        long value = ((Number) Objects.requireNonNull(number)).longValue();
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
