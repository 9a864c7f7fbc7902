package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.runtime.RaisedErrors;

/**
 * Where CPython keeps what is in its plain objects. Reading it in place costs a nanosecond, and asking by a function five. Nothing of it is
 * taken for granted: it is found by looking at objects whose contents are known, when Python has just started, with its lock held.
 */
final class ObjectLayout {
    /** The size of what all objects begin with, its type last. */
    private static final long HEADER = basicSize("PyBaseObject_Type");

    /** Where the type of an object is. */
    static final long TYPE = HEADER - Long.BYTES;

    /** Where the length of a list, a tuple, bytes or a str is. */
    static final long SIZE = HEADER;

    /** Where the address of the name of a type is. */
    static final long TYPE_NAME = HEADER + Long.BYTES;

    /** Where the value of a float is. */
    static final long FLOAT = HEADER;

    /** Where the address of a list's elements is. */
    static final long LIST_ITEMS = HEADER + Long.BYTES;

    /** Where a tuple's elements are. */
    static final long TUPLE_ITEMS = basicSize("PyTuple_Type");

    /** Where the bits are that say of what units a str is. */
    static final long TEXT_STATE = HEADER + 2 * Long.BYTES;

    /** The size of a function. */
    static final long FUNCTION_SIZE = basicSize("PyFunction_Type");

    /** Where a cell's object is. */
    static final long CELL = HEADER;

    /** Where the object is that a builtin function is bound to. */
    static final long BUILTIN_SELF = HEADER + Long.BYTES;

    /** Where the address that a capsule wraps is. */
    static final long CAPSULE_POINTER = HEADER;

    /** Where the address of a capsule's name is. */
    static final long CAPSULE_NAME = HEADER + Long.BYTES;

    /** Where the units of a str that is all ASCII are. */
    static final long ASCII_UNITS;

    /** Where the units of any other str are. */
    static final long UNITS = basicSize("PyUnicode_Type") - Long.BYTES;

    /** Which bits tell the kinds of str from each other, and what they are in each kind. */
    static final int TEXT_MASK;

    static final int ASCII;
    static final int LATIN1;
    static final int TWO_BYTES;
    static final int FOUR_BYTES;

    static {
        long ascii = sample("ab\0");
        long latin1 = sample("\u00e4\u00f6\0");
        long twoBytes = sample("\u0416\u0416\0");
        long fourBytes = sample("\ud83d\ude00\ud83d\ude00\0");
        TEXT_MASK = textMask(state(ascii), state(latin1), state(twoBytes), state(fourBytes));
        ASCII = state(ascii) & TEXT_MASK;
        LATIN1 = state(latin1) & TEXT_MASK;
        TWO_BYTES = state(twoBytes) & TEXT_MASK;
        FOUR_BYTES = state(fourBytes) & TEXT_MASK;
        ASCII_UNITS = asciiUnits(ascii);
        long number = ValueApi.floatOf(1234.5);
        check(NativeMemory.getLong(number + TYPE) == PythonLibrary.variable("PyFloat_Type"), "objects");
        check(NativeMemory.getDouble(number + FLOAT) == 1234.5, "floats");
        check(
                NativeMemory.getLong(ascii + SIZE) == 2 && NativeMemory.getInt(ascii + ASCII_UNITS) << 8 == 0x626100,
                "texts");
        check((NativeMemory.getInt(twoBytes + UNITS)) == 0x04160416, "texts");
        check(ASCII != LATIN1 && LATIN1 != TWO_BYTES && TWO_BYTES != FOUR_BYTES, "texts");
        checkContainers(number, ascii);
        checkCapsules();
    }

    private ObjectLayout() {}

    private static void checkContainers(long one, long other) {
        long list = ValueApi.list(2);
        ValueApi.setListItem(list, 0, one);
        ValueApi.setListItem(list, 1, other);
        long items = NativeMemory.getLong(list + LIST_ITEMS);
        check(NativeMemory.getLong(list + SIZE) == 2 && NativeMemory.getLong(items + Long.BYTES) == other, "lists");
        ObjectApi.incRef(one);
        long tuple = ValueApi.tuple(1);
        ValueApi.setTupleItem(tuple, 0, one);
        check(NativeMemory.getLong(tuple + SIZE) == 1 && NativeMemory.getLong(tuple + TUPLE_ITEMS) == one, "tuples");
        ObjectApi.decRef(tuple);
        ObjectApi.decRef(list);
    }

    private static void checkCapsules() {
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom("sample").address();
            long capsule = ObjectApi.capsule(4711, name, 0);
            check(
                    NativeMemory.getLong(capsule + CAPSULE_POINTER) == 4711
                            && NativeMemory.getLong(capsule + CAPSULE_NAME) == name,
                    "capsules");
            ObjectApi.decRef(capsule);
        }
    }

    private static void check(boolean asExpected, String what) {
        if (!asExpected) {
            throw new InterpreterLostException(
                    "this CPython keeps " + what + " in another way than the versions that are known; take another one",
                    null,
                    false,
                    null);
        }
    }

    private static long basicSize(String type) {
        try (Arena arena = Arena.ofConfined()) {
            long size = ObjectApi.attribute(
                    PythonLibrary.variable(type),
                    arena.allocateFrom("__basicsize__").address());
            long value = ValueApi.longOf(size, arena.allocate(JAVA_LONG).address());
            ObjectApi.decRef(size);
            return value;
        }
    }

    /** Makes a str of a text that ends with a NUL, which is not part of it. It is never let go, where it is not put into a container. */
    private static long sample(String text) {
        try (Arena arena = Arena.ofConfined()) {
            int[] points = text.codePoints().toArray();
            MemorySegment units = arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_INT, points);
            return ValueApi.text(Integer.BYTES, units.address(), points.length - 1L);
        }
    }

    private static int state(long text) {
        return NativeMemory.getInt(text + TEXT_STATE);
    }

    /** Finds three bits for the size of a unit, one that says that the units follow, and one for ASCII; what is around them can be anything. */
    private static int textMask(int ascii, int latin1, int twoBytes, int fourBytes) {
        for (int shift = 0; shift < Integer.SIZE - 4; shift++) {
            if ((ascii >> shift & 0x1F) == 0x19
                    && (latin1 >> shift & 0x1F) == 0x09
                    && (twoBytes >> shift & 0x1F) == 0x0A
                    && (fourBytes >> shift & 0x1F) == 0x0C) {
                return 0x17 << shift;
            }
        }
        return 0;
    }

    private static long asciiUnits(long text) {
        MethodHandle units = PythonLibrary.function("PyUnicode_AsUTF8", JAVA_LONG, JAVA_LONG);
        try {
            return (long) units.invokeExact(text) - text;
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }
}
