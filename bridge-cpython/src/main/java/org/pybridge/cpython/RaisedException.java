package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import org.pybridge.internal.runtime.RaisedErrors;

/** The exception that is set in the current thread, as the one object that it is since Python 3.12, and in three parts before. */
final class RaisedException {
    private static final boolean IS_ONE = PythonLibrary.has("PyErr_GetRaisedException");

    private RaisedException() {}

    /** Takes it, a new reference. */
    static long take() {
        try {
            return IS_ONE ? One.take() : Parts.take();
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Sets it, and takes the reference. */
    static void set(long error) {
        try {
            if (IS_ONE) {
                One.set(error);
            } else {
                Parts.set(error);
            }
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Since Python 3.12. */
    private static final class One {
        private static final MethodHandle GET = PythonLibrary.function("PyErr_GetRaisedException", JAVA_LONG);
        private static final MethodHandle SET = PythonLibrary.procedure("PyErr_SetRaisedException", JAVA_LONG);

        private One() {}

        static long take() throws Throwable {
            return (long) GET.invokeExact();
        }

        static void set(long error) throws Throwable {
            SET.invokeExact(error);
        }
    }

    /** Until Python 3.11: type, exception and traceback, and perhaps no exception yet, but what it is to be made of. */
    private static final class Parts {
        private static final MethodHandle FETCH =
                PythonLibrary.procedure("PyErr_Fetch", JAVA_LONG, JAVA_LONG, JAVA_LONG);
        private static final MethodHandle NORMALIZE =
                PythonLibrary.procedure("PyErr_NormalizeException", JAVA_LONG, JAVA_LONG, JAVA_LONG);
        private static final MethodHandle RESTORE =
                PythonLibrary.procedure("PyErr_Restore", JAVA_LONG, JAVA_LONG, JAVA_LONG);
        private static final MethodHandle GET_TRACEBACK =
                PythonLibrary.function("PyException_GetTraceback", JAVA_LONG, JAVA_LONG);
        private static final MethodHandle SET_TRACEBACK =
                PythonLibrary.function("PyException_SetTraceback", JAVA_INT, JAVA_LONG, JAVA_LONG);

        private Parts() {}

        static long take() throws Throwable {
            try (Arena arena = Arena.ofConfined()) {
                long type = arena.allocate(JAVA_LONG, 3).address();
                long error = type + Long.BYTES;
                long traceback = error + Long.BYTES;
                FETCH.invokeExact(type, error, traceback);
                NORMALIZE.invokeExact(type, error, traceback);
                long made = NativeMemory.getLong(error);
                long frames = NativeMemory.getLong(traceback);
                if (frames != 0) {
                    if ((int) SET_TRACEBACK.invokeExact(made, frames) != 0) {
                        ObjectApi.clearError();
                    }
                    ObjectApi.decRef(frames);
                }
                ObjectApi.decRef(NativeMemory.getLong(type));
                return made;
            }
        }

        static void set(long error) throws Throwable {
            long type = Types.of(error);
            ObjectApi.incRef(type);
            RESTORE.invokeExact(type, error, (long) GET_TRACEBACK.invokeExact(error));
        }
    }
}
