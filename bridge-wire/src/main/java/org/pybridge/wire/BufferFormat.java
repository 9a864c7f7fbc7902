package org.pybridge.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.spi.SharedMemory;

/** Writes blocks of numbers: small ones with the value, large ones as the place where their memory is. */
final class BufferFormat {
    /** From here on, a block costs less as a file in memory than in a pipe. */
    private static final int LARGE = 1 << 20;

    private static final int READ_ONLY = 1;
    private static final int GIVEN = 2;

    private BufferFormat() {}

    static void write(PyBuffer buffer, Exports exports, WireBuffer to) {
        int size = buffer.size() * buffer.itemType().bytes();
        int[] shape = buffer.shape();
        if (size >= LARGE && !exports.toJava()) {
            write(new SharedBuffer(SharedMemory.holding(buffer), buffer.itemType(), shape, false, true), exports, to);
            return;
        }
        Headers.extension(Extension.BUFFER, formLength(shape) + size, to);
        form(buffer.itemType(), shape, to);
        to.room(size);
        buffer.copyTo(ByteBuffer.wrap(to.array(), to.position(), size), 0, buffer.size());
        to.position(to.position() + size);
    }

    /** Reads the block that the rest of an extension is. */
    static PyBuffer read(WireInput input, int length) {
        int end = input.position() + length;
        char code = (char) input.uint8();
        ItemType type = Arrays.stream(ItemType.values())
                .filter(each -> each.code() == code)
                .findFirst()
                .orElseThrow(() -> new WireFormatException("there are no items of type '" + code + "'", null));
        int[] shape = new int[input.length(input.uint8())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = input.length32();
        }
        byte[] items = input.block(end - input.position());
        try {
            return PyBuffer.of(type, ByteBuffer.wrap(items).order(ByteOrder.nativeOrder()), shape);
        } catch (IllegalArgumentException misfit) {
            throw new WireFormatException("a block of numbers of another shape than it says", misfit);
        }
    }

    static void write(SharedBuffer buffer, Exports exports, WireBuffer to) {
        exports.shares(buffer);
        SharedMemory memory = buffer.memory();
        String name = memory.key() + '\0' + memory.location();
        int length = 1 + Integer.BYTES + formLength(buffer.shape()) + Utf8.length(name);
        Headers.extension(Extension.MEMORY, length, to);
        to.int8((buffer.readOnly() ? READ_ONLY : 0) | (buffer.given() ? GIVEN : 0));
        to.int32(memory.size());
        form(buffer.itemType(), buffer.shape(), to);
        Utf8.payload(name, to);
    }

    private static int formLength(int... shape) {
        return 2 + shape.length * Integer.BYTES;
    }

    private static void form(ItemType type, int[] shape, WireBuffer to) {
        to.int8(type.code());
        to.int8(shape.length);
        for (int length : shape) {
            to.int32(length);
        }
    }
}
