package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;
import org.pybridge.internal.runtime.RaisedErrors;

/** CPython's functions for threads and interpreters. */
final class ThreadApi {
    private static final MethodHandle INTERPRETER_STATE_MAIN =
            PythonLibrary.function("PyInterpreterState_Main", JAVA_LONG);
    private static final MethodHandle INTERPRETER_STATE_THREAD_HEAD =
            PythonLibrary.function("PyInterpreterState_ThreadHead", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle THREAD_STATE_NEXT =
            PythonLibrary.function("PyThreadState_Next", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle THREAD_STATE_GET_INTERPRETER =
            PythonLibrary.function("PyThreadState_GetInterpreter", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle THREAD_STATE_NEW =
            PythonLibrary.function("PyThreadState_New", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle THREAD_STATE_CLEAR = PythonLibrary.procedure("PyThreadState_Clear", JAVA_LONG);
    private static final MethodHandle THREAD_STATE_DELETE = PythonLibrary.procedure("PyThreadState_Delete", JAVA_LONG);
    private static final MethodHandle THREAD_STATE_DELETE_CURRENT =
            PythonLibrary.procedure("PyThreadState_DeleteCurrent");
    private static final MethodHandle THREAD_STATE_SET_ASYNC_EXC =
            PythonLibrary.function("PyThreadState_SetAsyncExc", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle THREAD_GET_THREAD_IDENT =
            PythonLibrary.function("PyThread_get_thread_ident", JAVA_LONG);
    private static final MethodHandle EVAL_RESTORE_THREAD = PythonLibrary.procedure("PyEval_RestoreThread", JAVA_LONG);
    private static final MethodHandle EVAL_SAVE_THREAD = PythonLibrary.function("PyEval_SaveThread", JAVA_LONG);
    private static final MethodHandle END_INTERPRETER = PythonLibrary.procedure("Py_EndInterpreter", JAVA_LONG);

    private ThreadApi() {}

    /** Returns the first interpreter. */
    static long mainInterpreter() {
        try {
            return (long) INTERPRETER_STATE_MAIN.invokeExact();
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns a thread state of an interpreter. */
    static long firstThread(long interpreter) {
        try {
            return (long) INTERPRETER_STATE_THREAD_HEAD.invokeExact(interpreter);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns another thread state, or 0. */
    static long nextThread(long state) {
        try {
            return (long) THREAD_STATE_NEXT.invokeExact(state);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns the interpreter that a thread state belongs to. */
    static long interpreterOf(long state) {
        try {
            return (long) THREAD_STATE_GET_INTERPRETER.invokeExact(state);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a thread state for the current thread. */
    static long newState(long interpreter) {
        try {
            return (long) THREAD_STATE_NEW.invokeExact(interpreter);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Lets go of what a thread state holds. */
    static void clearState(long state) {
        try {
            THREAD_STATE_CLEAR.invokeExact(state);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Deletes a thread state that nobody uses. */
    static void deleteState(long state) {
        try {
            THREAD_STATE_DELETE.invokeExact(state);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Deletes the thread state in use, and releases the lock. */
    static void deleteCurrentState() {
        try {
            THREAD_STATE_DELETE_CURRENT.invokeExact();
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Raises an exception in a thread, or takes one back. */
    static int raiseIn(long thread, long exception) {
        try {
            return (int) THREAD_STATE_SET_ASYNC_EXC.invokeExact(thread, exception);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns what Python calls the current thread. */
    static long currentIdent() {
        try {
            return (long) THREAD_GET_THREAD_IDENT.invokeExact();
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Takes the lock. */
    static void attach(long state) {
        try {
            EVAL_RESTORE_THREAD.invokeExact(state);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Releases the lock. */
    static long detach() {
        try {
            return (long) EVAL_SAVE_THREAD.invokeExact();
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Ends a sub-interpreter. */
    static void endInterpreter(long state) {
        try {
            END_INTERPRETER.invokeExact(state);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }
}
