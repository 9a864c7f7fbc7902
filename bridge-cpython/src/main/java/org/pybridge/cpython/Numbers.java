package org.pybridge.cpython;

/** Ints that fit a {@code long}. */
final class Numbers {
    private Numbers() {}

    /** Reads an exact int that is known to be small; others give a default. */
    static long read(long object, Scratch scratch, long otherwise) {
        long mark = scratch.mark();
        long overflow = scratch.take(Integer.BYTES);
        long value = ValueApi.longOf(object, overflow);
        boolean fits = NativeMemory.getInt(overflow) == 0;
        scratch.release(mark);
        return fits ? value : otherwise;
    }
}
