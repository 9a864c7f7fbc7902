package org.pybridge;

/** What an item of a {@link SharedArray} or a {@link PyBuffer} is, in the machine's own byte order. */
public enum ItemType {
    /** A {@code boolean} in a byte, 0 or 1; {@code bool_} in numpy. */
    BOOLEAN('?', Byte.BYTES),
    /** A {@code byte}; {@code int8} in numpy. */
    BYTE('b', Byte.BYTES),
    /** A byte without a sign, as Python's {@code bytes} has them; {@code uint8} in numpy. */
    UNSIGNED_BYTE('B', Byte.BYTES),
    /** A {@code short}; {@code int16} in numpy. */
    SHORT('h', Short.BYTES),
    /** An {@code int}; {@code int32} in numpy. */
    INT('i', Integer.BYTES),
    /** A {@code long}; {@code int64} in numpy. */
    LONG('q', Long.BYTES),
    /** A {@code float}; {@code float32} in numpy. */
    FLOAT('f', Float.BYTES),
    /** A {@code double}; {@code float64} in numpy. */
    DOUBLE('d', Double.BYTES);

    private final char code;
    private final int bytes;

    ItemType(char code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /**
     * Gives Python's name of the type.
     *
     * @return its character in {@code memoryview.format} and in the module {@code struct}
     */
    public char code() {
        return code;
    }

    /**
     * Gives the size of an item.
     *
     * @return in bytes
     */
    public int bytes() {
        return bytes;
    }
}
