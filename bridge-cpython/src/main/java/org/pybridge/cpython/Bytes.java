package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** Python's bytes, which are copied as one block. */
final class Bytes {
    private Bytes() {}

    /** Makes bytes, a new reference. */
    static long make(byte[] block) {
        long made = PythonRaised.required(ValueApi.bytes(0, block.length));
        MemorySegment.copy(block, 0, NativeMemory.ALL, JAVA_BYTE, ValueApi.bytesData(made), block.length);
        return made;
    }

    /** Reads bytes. */
    static byte[] read(long object) {
        byte[] copy = new byte[Math.toIntExact(NativeMemory.getLong(object + ObjectLayout.SIZE))];
        MemorySegment.copy(NativeMemory.ALL, JAVA_BYTE, ValueApi.bytesData(object), copy, 0, copy.length);
        return copy;
    }
}
