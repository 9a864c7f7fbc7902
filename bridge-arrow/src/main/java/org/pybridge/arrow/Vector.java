package org.pybridge.arrow;

import org.jspecify.annotations.Nullable;

/** The values of a column, or of a part of one, in one batch: a view of memory. Immutable and thread-safe. */
abstract class Vector {
    private final int size;
    private final @Nullable Bits present;

    /**
     * Takes what every vector has.
     *
     * @param present has a bit for each value that is there; null when none is missing
     */
    Vector(int size, @Nullable Bits present) {
        this.size = size;
        this.present = present;
    }

    final int size() {
        return size;
    }

    boolean isNull(int index) {
        return present != null && !present.get(index);
    }

    /** Returns the value in Java's usual type for the column's type; null where it is missing. */
    final @Nullable Object get(int index) {
        return isNull(index) ? null : value(index);
    }

    /** Returns the value of a place where one is. */
    abstract @Nullable Object value(int index);

    /** Returns the value of a place where one is, of a column of integers of up to 64 bits. */
    long asLong(int index) {
        throw new UnsupportedOperationException();
    }

    /** Returns the value of a place where one is, of a column of binary floating point numbers. */
    double asDouble(int index) {
        throw new UnsupportedOperationException();
    }

    /** Returns the value of a place where one is, of a column of truth values. */
    boolean asBoolean(int index) {
        throw new UnsupportedOperationException();
    }
}
