package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;
import org.pybridge.internal.runtime.RaisedErrors;

/** CPython's functions for objects of any type: references, calls, attributes, items, exceptions. A result of 0 is an exception that is set. */
final class ObjectApi {
    private static final MethodHandle INC_REF = PythonLibrary.shortProcedure("Py_IncRef", JAVA_LONG);
    private static final MethodHandle DEC_REF = PythonLibrary.procedure("Py_DecRef", JAVA_LONG);
    private static final MethodHandle DEC_REF_OF_PLAIN = PythonLibrary.shortProcedure("Py_DecRef", JAVA_LONG);
    private static final MethodHandle OBJECT_VECTORCALL =
            PythonLibrary.function("PyObject_Vectorcall", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle OBJECT_GET_ATTR_STRING =
            PythonLibrary.function("PyObject_GetAttrString", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle OBJECT_GET_ITER =
            PythonLibrary.function("PyObject_GetIter", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle ITER_NEXT = PythonLibrary.function("PyIter_Next", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle IMPORT_ADD_MODULE =
            PythonLibrary.function("PyImport_AddModule", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle COMPILE_STRING =
            PythonLibrary.function("Py_CompileString", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle EVAL_EVAL_CODE =
            PythonLibrary.function("PyEval_EvalCode", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle ERR_CLEAR = PythonLibrary.procedure("PyErr_Clear");
    private static final MethodHandle ERR_SET_STRING = PythonLibrary.procedure("PyErr_SetString", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle CAPSULE_NEW =
            PythonLibrary.function("PyCapsule_New", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle CAPSULE_GET_POINTER =
            PythonLibrary.shortFunction("PyCapsule_GetPointer", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle CMETHOD_NEW =
            PythonLibrary.function("PyCMethod_New", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle MEMORY_VIEW_FROM_MEMORY =
            PythonLibrary.function("PyMemoryView_FromMemory", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);

    private ObjectApi() {}

    /** Takes a reference. */
    static void incRef(long object) {
        try {
            INC_REF.invokeExact(object);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Gives a reference up, which can run code. */
    static void decRef(long object) {
        try {
            DEC_REF.invokeExact(object);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Gives up a reference to a plain number, text or bytes, whose end runs no code. */
    static void decRefOfPlain(long object) {
        try {
            DEC_REF_OF_PLAIN.invokeExact(object);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Gives up a reference to an object that is probably plain. */
    static void giveUp(long object) {
        long type = Types.of(object);
        if (type == Types.INT
                || type == Types.STR
                || type == Types.FLOAT
                || type == Types.BYTES
                || object == Types.NONE) {
            decRefOfPlain(object);
        } else {
            decRef(object);
        }
    }

    /** Calls an object with an array of arguments. */
    static long call(long callable, long arguments, long count, long names) {
        try {
            return (long) OBJECT_VECTORCALL.invokeExact(callable, arguments, count, names);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns an attribute, a new reference. */
    static long attribute(long object, long name) {
        try {
            return (long) OBJECT_GET_ATTR_STRING.invokeExact(object, name);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns an iterator, a new reference. */
    static long iterator(long object) {
        try {
            return (long) OBJECT_GET_ITER.invokeExact(object);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns the next element, a new reference; 0 at the end. */
    static long next(long iterator) {
        try {
            return (long) ITER_NEXT.invokeExact(iterator);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns a module of that name, made if need be; a borrowed reference. */
    static long module(long name) {
        try {
            return (long) IMPORT_ADD_MODULE.invokeExact(name);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Compiles a text. */
    static long compile(long source, long fileName, int start) {
        try {
            return (long) COMPILE_STRING.invokeExact(source, fileName, start);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Runs code. */
    static long evaluate(long code, long globals, long locals) {
        try {
            return (long) EVAL_EVAL_CODE.invokeExact(code, globals, locals);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Forgets the exception that is set. */
    static void clearError() {
        try {
            ERR_CLEAR.invokeExact();
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Sets an exception by its message. */
    static void setErrorText(long type, long text) {
        try {
            ERR_SET_STRING.invokeExact(type, text);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Wraps an address. */
    static long capsule(long pointer, long name, long destructor) {
        try {
            return (long) CAPSULE_NEW.invokeExact(pointer, name, destructor);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns the address that a capsule wraps. */
    static long capsulePointer(long capsule, long name) {
        try {
            return (long) CAPSULE_GET_POINTER.invokeExact(capsule, name);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a builtin function. */
    static long builtin(long definition, long self, long module, long type) {
        try {
            return (long) CMETHOD_NEW.invokeExact(definition, self, module, type);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a view of memory. */
    static long memoryView(long memory, long size, int flags) {
        try {
            return (long) MEMORY_VIEW_FROM_MEMORY.invokeExact(memory, size, flags);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }
}
