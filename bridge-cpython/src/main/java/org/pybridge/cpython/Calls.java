package org.pybridge.cpython;

/** Calls of Python functions by their addresses. */
final class Calls {
    /** Says that the place before the arguments may be used, which saves methods a copy of them. */
    private static final long OFFSET = 1L << 63;

    private Calls() {}

    /**
     * Calls a function.
     *
     * @param arguments new references, which are given up
     * @return a new reference
     * @throws PythonRaised when it raised
     */
    static long call(long function, Scratch scratch, long... arguments) {
        long mark = scratch.mark();
        long array = array(scratch, arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            NativeMemory.putLong(array + (long) i * Long.BYTES, arguments[i]);
        }
        try {
            return PythonRaised.required(vector(function, array, arguments.length, 0));
        } finally {
            giveUp(array, arguments.length);
            scratch.release(mark);
        }
    }

    /** Takes room for arguments. */
    static long array(Scratch scratch, int count) {
        return scratch.take((count + 1L) * Long.BYTES) + Long.BYTES;
    }

    /**
     * Calls a function.
     *
     * @param array room that {@link #array} gave, with borrowed references
     * @param positional how many of them have no name
     * @param names a tuple with the names of the others, or 0
     * @return a new reference, or 0 when it raised
     */
    static long vector(long function, long array, int positional, long names) {
        return ObjectApi.call(function, array, positional | OFFSET, names);
    }

    /** Gives references of an array up. */
    static void giveUp(long array, int count) {
        for (int i = 0; i < count; i++) {
            ObjectApi.giveUp(NativeMemory.getLong(array + (long) i * Long.BYTES));
        }
    }
}
