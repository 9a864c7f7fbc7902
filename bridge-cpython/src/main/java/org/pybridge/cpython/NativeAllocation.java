package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Objects;
import org.pybridge.ItemType;
import org.pybridge.internal.runtime.RaisedErrors;
import org.pybridge.internal.value.ArrayShape;

/** Takes memory of the process's, all zeros. Not an arena's: it would write the zeros, and the system has them for nothing. */
@SuppressWarnings("restricted") // what the module is there for
final class NativeAllocation {
    private static final MethodHandle CALLOC = function("calloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(ADDRESS));

    private NativeAllocation() {}

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), descriptor);
    }

    /**
     * Takes memory for an array.
     *
     * @throws IllegalArgumentException when the shape is none
     * @throws IllegalStateException when the system has not so much
     */
    static NativeArray of(ItemType itemType, long... shape) {
        Objects.requireNonNull(itemType, "itemType");
        long size = size(itemType, shape);
        try {
            MemorySegment memory = (MemorySegment) CALLOC.invokeExact(Math.max(1, size), 1L);
            if (memory.address() == 0) {
                throw new IllegalStateException(
                        "the system has no " + size + " bytes for an array of shape " + Arrays.toString(shape));
            }
            return new NativeArray(
                    memory.reinterpret(size, Arena.ofAuto(), NativeAllocation::free), itemType, false, shape);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    private static long size(ItemType itemType, long... shape) {
        ArrayShape.requireDimensions(shape.length);
        try {
            long size = itemType.bytes();
            for (long length : shape) {
                if (length < 0 || (length == 0 && shape.length > 1)) {
                    throw new IllegalArgumentException("shape is " + Arrays.toString(shape)
                            + "; a length cannot be negative, and an empty array has one dimension");
                }
                size = Math.multiplyExact(size, length);
            }
            return size;
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException(
                    "shape is " + Arrays.toString(shape) + ", more bytes than there are addresses", tooLarge);
        }
    }

    private static void free(MemorySegment memory) {
        try {
            FREE.invokeExact(memory);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }
}
