package org.pybridge.graalpy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.spi.ArrayShape;
import org.pybridge.spi.MetMemory;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.spi.SharedMemory;

/**
 * Brings buffers into a context, as views over memory that native code can use in place. A view of the engine's own arrays would be copied,
 * byte by byte, when numpy takes it.
 */
final class Blocks {
    /** A smaller block costs less as an array of the engine's than as a file. */
    private static final int LARGE = 1 << 13;

    private final Library library;
    private final MetMemory met = new MetMemory();

    Blocks(Library library) {
        this.library = library;
    }

    /** Lets go of what Java has released since the last call. */
    void settle() {
        if (!met.isEmpty()) {
            List<String> released = met.takeReleased();
            if (!released.isEmpty()) {
                library.releaseMemory().executeVoid(String.join(" ", released));
            }
        }
    }

    Value view(SharedBuffer buffer) {
        SharedMemory memory = buffer.memory();
        ByteBuffer bytes = memory.bytes();
        ProxyExecutable open = nothing ->
                library.nativeMemory().execute(NativeMemory.addressOf(memory, bytes), memory.size(), new Opaque(bytes));
        String code = String.valueOf(buffer.itemType().code());
        if (buffer.given()) {
            return library.givenView().execute(open, code, shape(buffer.shape()));
        }
        met.add(memory);
        return library.sharedView().execute(memory.key(), open, code, shape(buffer.shape()), buffer.readOnly());
    }

    /** Lengths as Python can read them whatever access it has to Java. */
    private static ProxyArray shape(int... lengths) {
        return ProxyArray.fromArray(Arrays.stream(lengths).boxed().toArray());
    }

    Value copy(PyBuffer buffer) {
        if (ArrayShape.bytes(buffer.itemType(), buffer.shape()) >= LARGE) {
            SharedMemory memory = SharedMemory.holding(buffer);
            try {
                return view(new SharedBuffer(memory, buffer.itemType(), buffer.shape(), false, true));
            } finally {
                memory.release();
            }
        }
        ItemType type = buffer.itemType();
        Value block = library.bytearrayZeros().execute(buffer.size() * type.bytes());
        if (buffer.size() > 0) {
            byte[] array = library.storage().execute(block).asHostObject();
            buffer.copyTo(ByteBuffer.wrap(array), 0, buffer.size());
        }
        return library.copiedView().execute(block, String.valueOf(type.code()), shape(buffer.shape()));
    }
}
