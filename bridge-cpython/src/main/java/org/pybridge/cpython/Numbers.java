package org.pybridge.cpython;

/** Ints that fit a {@code long}. Small ones, which are most, are read in place. */
final class Numbers {
    /** Where the bits are that say how large an int is, and its sign. */
    private static final long SIZE = ObjectLayout.SIZE;

    private static final long DIGIT = ObjectLayout.SIZE + Long.BYTES;

    /** Since Python 3.12 the size has the sign in its lowest bits; before, it was negative for negative ints. */
    private static final int SIGN_BITS = 3;

    private static final int SIGN_MASK = 3;

    /** How ints are kept, as samples show; 0 where it is in neither of these ways. */
    private static final int WAY;

    private static final int SIGN_IN_BITS = 1;
    private static final int SIGNED_SIZE = 2;

    static {
        WAY = areRead(SIGN_IN_BITS) ? SIGN_IN_BITS : areRead(SIGNED_SIZE) ? SIGNED_SIZE : 0;
    }

    private Numbers() {}

    private static boolean areRead(int way) {
        boolean all = true;
        for (long sample : new long[] {0, 1, -1, 300, -300, 12_345, -12_345, 1L << 29, -(1L << 29)}) {
            long made = ValueApi.intOf(sample);
            all &= isSmall(made, way) && small(made, way) == sample;
            ObjectApi.decRefOfPlain(made);
        }
        for (long sample : new long[] {1L << 40, -(1L << 40), 1L << 60, Long.MIN_VALUE}) {
            long made = ValueApi.intOf(sample);
            all &= !isSmall(made, way);
            ObjectApi.decRefOfPlain(made);
        }
        return all;
    }

    private static boolean isSmall(long object, int way) {
        long size = NativeMemory.getLong(object + SIZE);
        return way == SIGN_IN_BITS
                ? size >= 0 && size < 2L << SIGN_BITS
                : way == SIGNED_SIZE && size >= -1 && size <= 1;
    }

    private static long small(long object, int way) {
        long size = NativeMemory.getLong(object + SIZE);
        long sign = way == SIGN_IN_BITS ? 1 - (size & SIGN_MASK) : size;
        return sign * NativeMemory.getInt(object + DIGIT);
    }

    /** Tells whether {@link #small} may read an int: it has one digit. */
    static boolean isSmall(long object) {
        return isSmall(object, WAY);
    }

    /** Reads a small int. */
    static long small(long object) {
        return small(object, WAY);
    }

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
