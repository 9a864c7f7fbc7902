package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.pybridge.ItemType;
import org.pybridge.internal.runtime.RaisedErrors;

/**
 * Shows Java the memory of Python's objects. A {@code memoryview} keeps the object's buffer as long as Java has the memory; it is given up by
 * a call after the garbage collector has found that Java has not.
 *
 * <p>Of the main interpreter only: what an isolated one has goes when it ends.
 */
@SuppressWarnings("restricted") // what the module is there for
final class BufferViews {
    private static final MethodHandle VIEW = PythonLibrary.function("PyMemoryView_FromObject", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle GET =
            PythonLibrary.function("PyObject_GetBuffer", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RELEASE = PythonLibrary.procedure("PyBuffer_Release", JAVA_LONG);

    /** One row after the other, with shape and format. */
    private static final int CONTIGUOUS_WITH_FORMAT = 0x20 | 0x10 | 0x08 | 0x04;

    // The structure Py_buffer, which is part of Python's stable ABI since 3.11.
    private static final long SIZE = 80;
    private static final long ADDRESS = 0;
    private static final long LENGTH = 16;
    private static final long ITEM_SIZE = 24;
    private static final long READ_ONLY = 32;
    private static final long DIMENSIONS = 36;
    private static final long FORMAT = 40;
    private static final long SHAPE = 48;

    private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final EmbeddedInterpreter python;

    BufferViews(EmbeddedInterpreter python) {
        this.python = python;
    }

    /** Takes an object, and gives a capsule with a {@link NativeArray}. */
    long view(long arguments, int count) {
        if (count != 1) {
            throw refused("one object is needed");
        }
        if (python.canEnd()) {
            throw refused("an isolated interpreter's memory goes when it ends, so Java cannot have a view of it;"
                    + " pass memory of CPython.allocate(...) to Python and fill that, or take a copy as PyBuffer");
        }
        Scratch scratch = python.threads().current().scratch;
        long view = viewOf(NativeMemory.getLong(arguments));
        long mark = scratch.mark();
        try {
            long buffer = scratch.take(SIZE);
            PythonRaised.check(fill(buffer, view));
            try {
                NativeArray array = array(buffer, view);
                // The array has it now.
                view = 0;
                return JavaHandles.capsule(python, array);
            } finally {
                RELEASE.invokeExact(buffer);
            }
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        } finally {
            scratch.release(mark);
            if (view != 0) {
                ObjectApi.decRef(view);
            }
        }
    }

    private static long viewOf(long object) {
        try {
            return PythonRaised.required((long) VIEW.invokeExact(object));
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    private static int fill(long buffer, long view) {
        try {
            return (int) GET.invokeExact(view, buffer, CONTIGUOUS_WITH_FORMAT);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    private NativeArray array(long buffer, long view) {
        long formatAddress = NativeMemory.getLong(buffer + FORMAT);
        String format = formatAddress == 0 ? "B" : NativeMemory.ALL.getString(formatAddress);
        long width = NativeMemory.getLong(buffer + ITEM_SIZE);
        ItemType type = type(format, width);
        int dimensions = NativeMemory.getInt(buffer + DIMENSIONS);
        if (type == null || dimensions == 0) {
            throw refused("items of format " + format + " in " + dimensions + " dimensions have no type in Java;"
                    + " take a view of numbers with a type of ItemType's");
        }
        long[] shape = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = NativeMemory.getLong(NativeMemory.getLong(buffer + SHAPE) + (long) i * Long.BYTES);
        }
        EmbeddedInterpreter from = python;
        MemorySegment memory = MemorySegment.ofAddress(NativeMemory.getLong(buffer + ADDRESS))
                .reinterpret(NativeMemory.getLong(buffer + LENGTH), Arena.ofAuto(), gone -> from.release(view));
        return new NativeArray(memory, type, NativeMemory.getInt(buffer + READ_ONLY) != 0, shape);
    }

    private static @Nullable ItemType type(String format, long width) {
        boolean ordered = !format.isEmpty() && "@=<>!".indexOf(format.charAt(0)) >= 0;
        boolean swapped = ordered && width > 1 && (LITTLE ? ">!" : "<").indexOf(format.charAt(0)) >= 0;
        String code = ordered ? format.substring(1) : format;
        if (swapped || code.length() != 1) {
            return null;
        }
        return switch (code.charAt(0)) {
            case '?' -> ItemType.BOOLEAN;
            case 'b' -> ItemType.BYTE;
            case 'B', 'c' -> ItemType.UNSIGNED_BYTE;
            case 'h', 'i', 'l', 'q', 'n' -> whole(width);
            case 'f' -> ItemType.FLOAT;
            case 'd' -> ItemType.DOUBLE;
            default -> null;
        };
    }

    private static @Nullable ItemType whole(long width) {
        return switch ((int) width) {
            case Short.BYTES -> ItemType.SHORT;
            case Integer.BYTES -> ItemType.INT;
            case Long.BYTES -> ItemType.LONG;
            default -> null;
        };
    }

    private static PythonRaised refused(String why) {
        try (Arena arena = Arena.ofConfined()) {
            ObjectApi.setErrorText(
                    NativeMemory.getLong(PythonLibrary.variable("PyExc_BufferError")),
                    arena.allocateFrom(why).address());
        }
        return new PythonRaised();
    }
}
