package org.pybridge.cpython;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.internal.value.LongList;
import org.pybridge.spi.SharedBuffer;

/** Brings blocks of numbers into Python: copied, or as a view of memory that Java has, too. */
final class Buffers {
    /** Python may write what it has a view of. */
    private static final int WRITABLE = 0x200;

    private final EmbeddedInterpreter python;
    private final Inbound inbound;

    Buffers(EmbeddedInterpreter python, Inbound inbound) {
        this.python = python;
        this.inbound = inbound;
    }

    /** Makes a view of a copy, a new reference. */
    long copy(PyBuffer buffer, Scratch scratch) {
        int size = buffer.size() * buffer.itemType().bytes();
        long block = PythonRaised.required(ValueApi.byteArray(0, size));
        if (size > 0) {
            ByteBuffer target = NativeMemory.slice(ValueApi.byteArrayData(block), size)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
            buffer.copyTo(target, 0, buffer.size());
        }
        return Calls.call(
                python.library().copiedView(),
                scratch,
                block,
                code(buffer.itemType(), scratch),
                shape(scratch, buffer.shape()));
    }

    /** Makes a view of shared memory, a new reference. The memory lives as long as what is made of it. */
    long view(SharedBuffer buffer, Scratch scratch) {
        ByteBuffer bytes = buffer.memory().bytes();
        long view = PythonRaised.required(ObjectApi.memoryView(
                MemorySegment.ofBuffer(bytes).address(), buffer.memory().size(), WRITABLE));
        long life = JavaHandles.capsule(python, bytes);
        long code = code(buffer.itemType(), scratch);
        long shape = shape(scratch, buffer.shape());
        if (buffer.given()) {
            return Calls.call(python.library().givenView(), scratch, view, life, code, shape);
        }
        python.sees(buffer.memory());
        return Calls.call(
                python.library().sharedView(),
                scratch,
                Texts.make(buffer.memory().key(), scratch),
                view,
                life,
                code,
                shape,
                buffer.readOnly() ? Types.TRUE : Types.FALSE);
    }

    /** Makes a view of memory of this process, a new reference. The memory lives as long as what is made of it. */
    long view(NativeArray array, Scratch scratch) {
        MemorySegment memory = array.segment();
        long view = PythonRaised.required(ObjectApi.memoryView(memory.address(), memory.byteSize(), WRITABLE));
        return Calls.call(
                python.library().givenView(),
                scratch,
                view,
                JavaHandles.capsule(python, memory),
                code(array.itemType(), scratch),
                inbound.make(LongList.of(array.lengths()), scratch),
                array.isReadOnly() ? Types.TRUE : Types.FALSE);
    }

    private static long code(ItemType type, Scratch scratch) {
        return Texts.make(String.valueOf(type.code()), scratch);
    }

    private long shape(Scratch scratch, int... lengths) {
        return inbound.make(LongList.ofInts(lengths, lengths.length), scratch);
    }
}
