package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import org.pybridge.internal.runtime.RaisedErrors;

/**
 * Python functions whose code does nothing but call Java: CPython is told to call Java in place of the code, which halves the time. In all
 * else they stay functions: they have a name and attributes, and are bound where they are in a class.
 *
 * <p>Where CPython keeps what such a function refers to is found by looking at a sample. Where it is not found, and before Python 3.12, which
 * was the first that can be told, the code runs.
 */
final class DirectFunctions {
    /** A function with one cell, in which a builtin function is. */
    private static final String SAMPLE = "(lambda x: lambda: x)(len)";

    private static final int EVAL_INPUT = 258;

    /** Where a function has the tuple of its cells; 0 where that is not known. */
    private static final long CELLS =
            PythonLibrary.has("PyFunction_SetVectorcall") ? cells(sample(), ObjectLayout.FUNCTION_SIZE) : 0;

    private DirectFunctions() {}

    private static long sample() {
        try (Arena arena = Arena.ofConfined()) {
            long names = PythonRaised.required(ValueApi.dict());
            long code = PythonRaised.required(ObjectApi.compile(
                    arena.allocateFrom(SAMPLE).address(),
                    arena.allocateFrom("<sample>").address(),
                    EVAL_INPUT));
            return PythonRaised.required(ObjectApi.evaluate(code, names, names));
        }
    }

    private static long cells(long function, long size) {
        MethodHandle closure = PythonLibrary.function("PyFunction_GetClosure", JAVA_LONG, JAVA_LONG);
        MethodHandle self = PythonLibrary.function("PyCFunction_GetSelf", JAVA_LONG, JAVA_LONG);
        try {
            long cells = (long) closure.invokeExact(function);
            long builtin =
                    NativeMemory.getLong(NativeMemory.getLong(cells + ObjectLayout.TUPLE_ITEMS) + ObjectLayout.CELL);
            for (long place = ObjectLayout.SIZE; place < size; place += Long.BYTES) {
                if (NativeMemory.getLong(function + place) == cells
                        && Types.of(builtin) == Types.BUILTIN
                        && NativeMemory.getLong(builtin + ObjectLayout.BUILTIN_SELF)
                                == (long) self.invokeExact(builtin)) {
                    return place;
                }
            }
            return 0;
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Has a function call Java from now on, if that is possible. Its one cell has the builtin function that its code calls. */
    static void direct(long function) {
        if (CELLS != 0) {
            Setting.set(function);
        }
    }

    /** Apart, because older versions have no such function. */
    private static final class Setting {
        private static final MethodHandle SET_VECTORCALL =
                PythonLibrary.procedure("PyFunction_SetVectorcall", JAVA_LONG, JAVA_LONG);

        private Setting() {}

        static void set(long function) {
            try {
                SET_VECTORCALL.invokeExact(function, Upcalls.VECTORCALL);
            } catch (Throwable failed) {
                throw RaisedErrors.asItIs(failed);
            }
        }
    }

    /** Returns the capsule of the builtin function in such a function's cell; or None, because Python code can change what is in a cell. */
    static long capsule(long function) {
        long cells = NativeMemory.getLong(function + CELLS);
        long builtin = NativeMemory.getLong(NativeMemory.getLong(cells + ObjectLayout.TUPLE_ITEMS) + ObjectLayout.CELL);
        long capsule = builtin == 0 || Types.of(builtin) != Types.BUILTIN
                ? 0
                : NativeMemory.getLong(builtin + ObjectLayout.BUILTIN_SELF);
        return capsule == 0 ? Types.NONE : capsule;
    }
}
