package org.pybridge.bench.cpython;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.List;
import org.pybridge.Python;

/**
 * The C API called by hand: no pool, no deadline, no output by call, no conversion but the one of the work. It has the lock only while it works,
 * as the library. What it takes is the least that is possible. The library starts Python for it, and is not asked again.
 */
@SuppressWarnings("restricted")
final class HandWrittenRival implements Rival {
    private static final Python STARTED = BridgedRival.start(BridgedRival.cpython(), 1);
    private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup(
            Path.of(STARTED.diagnose().sections().stream()
                    .filter(section -> section.title().equals("cpython"))
                    .findFirst()
                    .orElseThrow()
                    .facts()
                    .get("library")),
            Arena.global());

    private static final MethodHandle ENSURE = handle("PyGILState_Ensure", JAVA_INT);
    private static final MethodHandle SAVE = handle("PyEval_SaveThread", JAVA_LONG);
    private static final MethodHandle RESTORE = procedure("PyEval_RestoreThread", JAVA_LONG);
    private static final MethodHandle VECTORCALL =
            handle("PyObject_Vectorcall", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle DEC_REF = procedure("Py_DecRef", JAVA_LONG);
    private static final MethodHandle IMPORT = handle("PyImport_ImportModule", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle ATTRIBUTE = handle("PyObject_GetAttrString", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle NEW_INT = quick("PyLong_FromLongLong", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle INT_VALUE = quick("PyLong_AsLongLong", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle NEW_FLOAT = quick("PyFloat_FromDouble", JAVA_LONG, JAVA_DOUBLE);
    private static final MethodHandle FLOAT_VALUE = quick("PyFloat_AsDouble", JAVA_DOUBLE, JAVA_LONG);
    private static final MethodHandle NEW_TEXT = handle("PyUnicode_FromStringAndSize", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle TEXT_VALUE = handle("PyUnicode_AsUTF8", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle NEW_LIST = handle("PyList_New", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle LIST_SET = quick("PyList_SetItem", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle LIST_GET = quick("PyList_GetItem", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle NEW_BYTES = handle("PyBytes_FromStringAndSize", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle BYTES_DATA = handle("PyBytes_AsString", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle BYTES_SIZE = handle("PyBytes_Size", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle NEW_FUNCTION =
            handle("PyCMethod_New", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** What {@code METH_O} is: the function gets its one argument. */
    private static final int ONE_ARGUMENT = 8;

    private final Arena arena = Arena.ofConfined();
    private final long thread;
    private final long room = arena.allocate(JAVA_LONG, 4).address();
    private final long add;
    private final long repeat;
    private final long length;
    private final long ints;
    private final long doubles;
    private final long texts;
    private final long block;
    private final long next;

    HandWrittenRival() throws Throwable {
        int first = (int) ENSURE.invokeExact();
        assert first == 1;
        long module = (long) IMPORT.invokeExact(text(MODULE));
        add = function(module, "add");
        repeat = function(module, "repeat");
        length = function(module, "length");
        ints = function(module, "ints");
        doubles = function(module, "doubles");
        texts = function(module, "texts");
        block = function(module, "block");
        next = javaFunction();
        thread = (long) SAVE.invokeExact();
    }

    private static void leave() throws Throwable {
        long left = (long) SAVE.invokeExact();
        assert left != 0;
    }

    private long text(String text) {
        return arena.allocateFrom(text).address();
    }

    private long function(long module, String name) throws Throwable {
        return (long) ATTRIBUTE.invokeExact(module, text(name));
    }

    private long javaFunction() throws Throwable {
        MemorySegment stub = Linker.nativeLinker()
                .upcallStub(
                        MethodHandles.lookup()
                                .findStatic(
                                        HandWrittenRival.class,
                                        "next",
                                        MethodType.methodType(long.class, long.class, long.class)),
                        FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG),
                        Arena.global());
        MemorySegment definition = Arena.global().allocate(MemoryLayout.sequenceLayout(4, JAVA_LONG));
        definition.setAtIndex(JAVA_LONG, 0, Arena.global().allocateFrom("next").address());
        definition.setAtIndex(JAVA_LONG, 1, stub.address());
        definition.setAtIndex(JAVA_LONG, 2, ONE_ARGUMENT);
        return (long) NEW_FUNCTION.invokeExact(definition.address(), 0L, 0L, 0L);
    }

    @SuppressWarnings("unused") // CPython calls it
    private static long next(long self, long argument) {
        try {
            long number = (long) INT_VALUE.invokeExact(argument);
            long thread = (long) SAVE.invokeExact();
            long result = number + 1;
            RESTORE.invokeExact(thread);
            return (long) NEW_INT.invokeExact(result);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(LIBRARY.find(name).orElseThrow(), FunctionDescriptor.of(result, parameters));
    }

    private static MethodHandle procedure(String name, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(LIBRARY.find(name).orElseThrow(), FunctionDescriptor.ofVoid(parameters));
    }

    private static MethodHandle quick(String name, MemoryLayout result, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(
                        LIBRARY.find(name).orElseThrow(),
                        FunctionDescriptor.of(result, parameters),
                        Linker.Option.critical(false));
    }

    /** Calls with what {@link #room} has, and gives it up. */
    private long call(long function, int count) throws Throwable {
        long result = (long) VECTORCALL.invokeExact(function, room, (long) count, 0L);
        for (int i = 0; i < count; i++) {
            DEC_REF.invokeExact(ALL.get(JAVA_LONG, room + 8L * i));
        }
        return result;
    }

    private long number(long object) throws Throwable {
        long number = (long) INT_VALUE.invokeExact(object);
        DEC_REF.invokeExact(object);
        return number;
    }

    private void argument(int index, long object) {
        ALL.set(JAVA_LONG, room + 8L * index, object);
    }

    @Override
    public int add(int a, int b) throws Throwable {
        RESTORE.invokeExact(thread);
        try {
            argument(0, (long) NEW_INT.invokeExact((long) a));
            argument(1, (long) NEW_INT.invokeExact((long) b));
            return (int) number(call(add, 2));
        } finally {
            leave();
        }
    }

    @Override
    public long callbacks(int times) throws Throwable {
        RESTORE.invokeExact(thread);
        try {
            argument(0, next);
            argument(1, (long) NEW_INT.invokeExact((long) times));
            long result = (long) VECTORCALL.invokeExact(repeat, room, 2L, 0L);
            DEC_REF.invokeExact(ALL.get(JAVA_LONG, room + 8L));
            return number(result);
        } finally {
            leave();
        }
    }

    private int length(long object) throws Throwable {
        argument(0, object);
        return (int) number(call(length, 1));
    }

    private static void put(long list, long index, long object) throws Throwable {
        int failed = (int) LIST_SET.invokeExact(list, index, object);
        assert failed == 0;
    }

    @Override
    public int take(long[] numbers) throws Throwable {
        RESTORE.invokeExact(thread);
        try {
            long list = (long) NEW_LIST.invokeExact((long) numbers.length);
            for (int i = 0; i < numbers.length; i++) {
                put(list, i, (long) NEW_INT.invokeExact(numbers[i]));
            }
            return length(list);
        } finally {
            leave();
        }
    }

    @Override
    public int take(double[] numbers) throws Throwable {
        RESTORE.invokeExact(thread);
        try {
            long list = (long) NEW_LIST.invokeExact((long) numbers.length);
            for (int i = 0; i < numbers.length; i++) {
                put(list, i, (long) NEW_FLOAT.invokeExact(numbers[i]));
            }
            return length(list);
        } finally {
            leave();
        }
    }

    @Override
    public int take(List<String> given) throws Throwable {
        RESTORE.invokeExact(thread);
        try {
            long list = (long) NEW_LIST.invokeExact((long) given.size());
            int i = 0;
            for (String each : given) {
                try (Arena copy = Arena.ofConfined()) {
                    MemorySegment text = copy.allocateFrom(each);
                    put(list, i++, (long) NEW_TEXT.invokeExact(text.address(), text.byteSize() - 1));
                }
            }
            return length(list);
        } finally {
            leave();
        }
    }

    private long list(long function, int count) throws Throwable {
        argument(0, (long) NEW_INT.invokeExact((long) count));
        return call(function, 1);
    }

    @Override
    public Object ints(int count) throws Throwable {
        RESTORE.invokeExact(thread);
        try {
            long list = list(ints, count);
            long[] numbers = new long[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = (long) INT_VALUE.invokeExact((long) LIST_GET.invokeExact(list, (long) i));
            }
            DEC_REF.invokeExact(list);
            return numbers;
        } finally {
            leave();
        }
    }

    @Override
    public Object doubles(int count) throws Throwable {
        RESTORE.invokeExact(thread);
        try {
            long list = list(doubles, count);
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = (double) FLOAT_VALUE.invokeExact((long) LIST_GET.invokeExact(list, (long) i));
            }
            DEC_REF.invokeExact(list);
            return numbers;
        } finally {
            leave();
        }
    }

    @Override
    public Object texts(int count) throws Throwable {
        RESTORE.invokeExact(thread);
        try {
            long list = list(texts, count);
            String[] read = new String[count];
            for (int i = 0; i < count; i++) {
                read[i] = ALL.getString((long) TEXT_VALUE.invokeExact((long) LIST_GET.invokeExact(list, (long) i)));
            }
            DEC_REF.invokeExact(list);
            return read;
        } finally {
            leave();
        }
    }

    @Override
    public int takeBytes(byte[] bytes) throws Throwable {
        RESTORE.invokeExact(thread);
        try {
            long object = (long) NEW_BYTES.invokeExact(0L, (long) bytes.length);
            MemorySegment.copy(bytes, 0, ALL, JAVA_BYTE, (long) BYTES_DATA.invokeExact(object), bytes.length);
            return length(object);
        } finally {
            leave();
        }
    }

    @Override
    public byte[] bytes() throws Throwable {
        RESTORE.invokeExact(thread);
        try {
            long object = call(block, 0);
            byte[] copy = new byte[(int) (long) BYTES_SIZE.invokeExact(object)];
            MemorySegment.copy(ALL, JAVA_BYTE, (long) BYTES_DATA.invokeExact(object), copy, 0, copy.length);
            DEC_REF.invokeExact(object);
            return copy;
        } finally {
            leave();
        }
    }

    @Override
    public void close() {
        // The thread state stays, as the process does not.
        arena.close();
    }
}
