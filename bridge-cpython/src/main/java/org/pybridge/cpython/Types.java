package org.pybridge.cpython;

/** The addresses of CPython's builtin types and single objects, the same in all interpreters of the process. */
final class Types {
    static final long NONE = PythonLibrary.variable("_Py_NoneStruct");
    static final long TRUE = PythonLibrary.variable("_Py_TrueStruct");
    static final long FALSE = PythonLibrary.variable("_Py_FalseStruct");
    static final long ELLIPSIS = PythonLibrary.variable("_Py_EllipsisObject");

    static final long INT = PythonLibrary.variable("PyLong_Type");
    static final long FLOAT = PythonLibrary.variable("PyFloat_Type");
    static final long STR = PythonLibrary.variable("PyUnicode_Type");
    static final long BYTES = PythonLibrary.variable("PyBytes_Type");
    static final long LIST = PythonLibrary.variable("PyList_Type");
    static final long TUPLE = PythonLibrary.variable("PyTuple_Type");
    static final long DICT = PythonLibrary.variable("PyDict_Type");
    static final long SET = PythonLibrary.variable("PySet_Type");
    static final long FROZEN_SET = PythonLibrary.variable("PyFrozenSet_Type");
    static final long COROUTINE = PythonLibrary.variable("PyCoro_Type");
    static final long BUILTIN = PythonLibrary.variable("PyCFunction_Type");
    static final long CAPSULE = PythonLibrary.variable("PyCapsule_Type");

    /** So many references that nobody uses them up. */
    private static final long ENDLESS = 1L << 60;

    static {
        // Since Python 3.12, which that function came with, these live for ever, and nobody counts who has them.
        if (!PythonLibrary.has("PyErr_GetRaisedException")) {
            for (long one : new long[] {NONE, TRUE, FALSE, ELLIPSIS}) {
                NativeMemory.putLong(one, ENDLESS);
            }
        }
    }

    private Types() {}

    /** Returns the type of an object. */
    static long of(long object) {
        return NativeMemory.getLong(object + ObjectLayout.TYPE);
    }
}
