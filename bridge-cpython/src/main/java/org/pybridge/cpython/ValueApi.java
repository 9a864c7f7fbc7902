package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;
import org.pybridge.internal.runtime.RaisedErrors;

/** CPython's functions for numbers, texts, bytes and containers. A result of 0, of an object or of a size of -1, is an exception that is set. */
final class ValueApi {
    private static final MethodHandle LONG_FROM_LONG_LONG =
            PythonLibrary.shortFunction("PyLong_FromLongLong", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle LONG_AS_LONG_LONG_AND_OVERFLOW =
            PythonLibrary.shortFunction("PyLong_AsLongLongAndOverflow", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle LONG_FROM_STRING =
            PythonLibrary.function("PyLong_FromString", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle NUMBER_TO_BASE =
            PythonLibrary.function("PyNumber_ToBase", JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FLOAT_FROM_DOUBLE =
            PythonLibrary.shortFunction("PyFloat_FromDouble", JAVA_LONG, JAVA_DOUBLE);
    private static final MethodHandle STR_FROM_KIND_AND_DATA =
            PythonLibrary.shortFunction("PyUnicode_FromKindAndData", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle STR_NEW =
            PythonLibrary.shortFunction("PyUnicode_New", JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle STR_INTERN_FROM_STRING =
            PythonLibrary.function("PyUnicode_InternFromString", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle BYTES_FROM_STRING_AND_SIZE =
            PythonLibrary.shortFunction("PyBytes_FromStringAndSize", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle BYTES_AS_STRING =
            PythonLibrary.shortFunction("PyBytes_AsString", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle BYTE_ARRAY_FROM_STRING_AND_SIZE =
            PythonLibrary.function("PyByteArray_FromStringAndSize", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle BYTE_ARRAY_AS_STRING =
            PythonLibrary.shortFunction("PyByteArray_AsString", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle LIST_NEW = PythonLibrary.function("PyList_New", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle LIST_SET_ITEM =
            PythonLibrary.shortFunction("PyList_SetItem", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle LIST_APPEND =
            PythonLibrary.function("PyList_Append", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle TUPLE_NEW = PythonLibrary.function("PyTuple_New", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle TUPLE_SET_ITEM =
            PythonLibrary.shortFunction("PyTuple_SetItem", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle DICT_NEW = PythonLibrary.function("PyDict_New", JAVA_LONG);
    private static final MethodHandle DICT_SET_ITEM =
            PythonLibrary.function("PyDict_SetItem", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle DICT_GET_ITEM_STRING =
            PythonLibrary.function("PyDict_GetItemString", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle DICT_NEXT =
            PythonLibrary.shortFunction("PyDict_Next", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle DICT_SIZE = PythonLibrary.shortFunction("PyDict_Size", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SET_NEW = PythonLibrary.function("PySet_New", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FROZEN_SET_NEW = PythonLibrary.function("PyFrozenSet_New", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SET_ADD = PythonLibrary.function("PySet_Add", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SET_SIZE = PythonLibrary.shortFunction("PySet_Size", JAVA_LONG, JAVA_LONG);

    private ValueApi() {}

    /** Makes an int. */
    static long intOf(long value) {
        try {
            return (long) LONG_FROM_LONG_LONG.invokeExact(value);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns the value of an int, and into memory whether it is beyond long. */
    static long longOf(long object, long overflow) {
        try {
            return (long) LONG_AS_LONG_LONG_AND_OVERFLOW.invokeExact(object, overflow);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes an int of digits. */
    static long intOfText(long text, long end, int base) {
        try {
            return (long) LONG_FROM_STRING.invokeExact(text, end, base);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Writes an int, a new reference to a str. */
    static long digits(long object, int base) {
        try {
            return (long) NUMBER_TO_BASE.invokeExact(object, base);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a float. */
    static long floatOf(double value) {
        try {
            return (long) FLOAT_FROM_DOUBLE.invokeExact(value);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a str of units of 1, 2 or 4 bytes. */
    static long text(int kind, long data, long length) {
        try {
            return (long) STR_FROM_KIND_AND_DATA.invokeExact(kind, data, length);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a str to be filled. */
    static long newText(long length, int largest) {
        try {
            return (long) STR_NEW.invokeExact(length, largest);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns the one str of a text, a new reference. */
    static long interned(long text) {
        try {
            return (long) STR_INTERN_FROM_STRING.invokeExact(text);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes bytes, to be filled where there are no data. */
    static long bytes(long data, long size) {
        try {
            return (long) BYTES_FROM_STRING_AND_SIZE.invokeExact(data, size);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns where the content of bytes is. */
    static long bytesData(long object) {
        try {
            return (long) BYTES_AS_STRING.invokeExact(object);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a bytearray, to be filled where there are no data. */
    static long byteArray(long data, long size) {
        try {
            return (long) BYTE_ARRAY_FROM_STRING_AND_SIZE.invokeExact(data, size);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns where the content of a bytearray is. */
    static long byteArrayData(long object) {
        try {
            return (long) BYTE_ARRAY_AS_STRING.invokeExact(object);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a list to be filled. */
    static long list(long size) {
        try {
            return (long) LIST_NEW.invokeExact(size);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Fills a place of a new list, and takes the reference. */
    static int setListItem(long list, long index, long item) {
        try {
            return (int) LIST_SET_ITEM.invokeExact(list, index, item);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Adds an element. */
    static int append(long list, long item) {
        try {
            return (int) LIST_APPEND.invokeExact(list, item);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a tuple to be filled. */
    static long tuple(long size) {
        try {
            return (long) TUPLE_NEW.invokeExact(size);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Fills a place of a new tuple, and takes the reference. */
    static int setTupleItem(long tuple, long index, long item) {
        try {
            return (int) TUPLE_SET_ITEM.invokeExact(tuple, index, item);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a dict. */
    static long dict() {
        try {
            return (long) DICT_NEW.invokeExact();
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Puts an entry. */
    static int putItem(long dict, long key, long value) {
        try {
            return (int) DICT_SET_ITEM.invokeExact(dict, key, value);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns a value, a borrowed reference, or 0 where there is none. */
    static long item(long dict, long name) {
        try {
            return (long) DICT_GET_ITEM_STRING.invokeExact(dict, name);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Goes through the entries, with borrowed references. */
    static int nextEntry(long dict, long position, long key, long value) {
        try {
            return (int) DICT_NEXT.invokeExact(dict, position, key, value);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns how many entries there are. */
    static long sizeOfDict(long dict) {
        try {
            return (long) DICT_SIZE.invokeExact(dict);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a set. */
    static long set(long iterable) {
        try {
            return (long) SET_NEW.invokeExact(iterable);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Makes a frozenset, which can be filled as long as nobody has seen it. */
    static long frozenSet(long iterable) {
        try {
            return (long) FROZEN_SET_NEW.invokeExact(iterable);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Adds an element. */
    static int add(long set, long element) {
        try {
            return (int) SET_ADD.invokeExact(set, element);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Returns how many elements there are. */
    static long sizeOfSet(long set) {
        try {
            return (long) SET_SIZE.invokeExact(set);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }
}
