package org.pybridge.graalpy;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.internal.runtime.KnownSharedMemory;
import org.pybridge.internal.value.ArrayShape;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.spi.SharedMemory;

/**
 * Brings buffers into a context, as views over memory that native code can use in place. A view of the engine's own arrays would be copied,
 * byte by byte, when numpy takes it.
 */
final class BufferTransfer {
    /** A smaller block costs less as an array of the engine's than as a file. */
    private static final int LARGE = 1 << 13;

    private final RuntimeBindings library;
    private final boolean nativeMemory;
    private volatile boolean nativeCode;
    private final KnownSharedMemory met = new KnownSharedMemory();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    /** A view of shared memory that Python has. */
    @SuppressWarnings("ArrayRecordComponent") // read only, and never compared
    private record Seen(
            WeakReference<SharedMemory> memory, ItemType itemType, int[] shape, boolean readOnly, Value view) {

        boolean fits(SharedBuffer buffer) {
            return memory.get() == buffer.memory()
                    && itemType == buffer.itemType()
                    && readOnly == buffer.readOnly()
                    && Arrays.equals(shape, buffer.shape());
        }

        boolean isGone() {
            SharedMemory known = memory.get();
            return known == null || known.isReleased();
        }

        /** Python code can release a view; then the engine does not tell its length any more. */
        boolean isReleased() {
            try {
                view.getArraySize();
                return false;
            } catch (UnsupportedOperationException released) {
                return true;
            }
        }
    }

    /**
     * Prepares.
     *
     * @param nativeMemory whether Python may use memory that is not its own
     */
    BufferTransfer(RuntimeBindings library, boolean nativeMemory) {
        this.library = library;
        this.nativeMemory = nativeMemory;
    }

    /** Lets go of what Java has released since the last call. */
    void settle() {
        if (!met.isEmpty()) {
            List<String> released = met.takeReleased();
            if (!released.isEmpty()) {
                seen.removeIf(Seen::isGone);
                library.releaseMemory().executeVoid(String.join(" ", released));
            }
        }
    }

    Value view(SharedBuffer buffer) {
        if (buffer.given()) {
            return library.givenView()
                    .execute(opening(buffer.memory()), code(buffer.itemType()), shape(buffer.shape()));
        }
        for (Seen each : seen) {
            if (each.fits(buffer)) {
                if (!each.isReleased()) {
                    return each.view();
                }
                seen.remove(each);
            }
        }
        return look(buffer);
    }

    private Value look(SharedBuffer buffer) {
        SharedMemory memory = buffer.memory();
        Value view = library.sharedView()
                .execute(
                        memory.key(),
                        opening(memory),
                        code(buffer.itemType()),
                        shape(buffer.shape()),
                        buffer.readOnly());
        met.add(memory);
        seen.add(new Seen(new WeakReference<>(memory), buffer.itemType(), buffer.shape(), buffer.readOnly(), view));
        return view;
    }

    /** Gives what Python calls to have the memory as writable bytes. */
    private ProxyExecutable opening(SharedMemory memory) {
        return nothing -> {
            ByteBuffer bytes = memory.bytes();
            return library.nativeMemory()
                    .execute(NativeMemory.addressOf(memory, bytes), memory.size(), new Opaque(bytes));
        };
    }

    private static String code(ItemType type) {
        return String.valueOf(type.code());
    }

    /** Lengths as Python can read them whatever access it has to Java. */
    private static ProxyArray shape(int... lengths) {
        return ProxyArray.fromArray(Arrays.stream(lengths).boxed().toArray());
    }

    /** Without native code nobody takes memory in place, and an array of the engine's is made and filled in half the time. */
    private boolean hasNativeCode() {
        if (nativeMemory && !nativeCode) {
            nativeCode = library.hasNativeCode().execute().asBoolean();
        }
        return nativeCode;
    }

    Value copy(PyBuffer buffer) {
        if (ArrayShape.bytes(buffer.itemType(), buffer.shape()) >= LARGE && hasNativeCode()) {
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
        return library.copiedView().execute(block, code(type), shape(buffer.shape()));
    }
}
