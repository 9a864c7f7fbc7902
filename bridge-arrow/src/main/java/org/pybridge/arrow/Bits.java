package org.pybridge.arrow;

import java.nio.ByteBuffer;

/** Bits in memory, the lowest of a byte first. */
record Bits(ByteBuffer bytes) {

    boolean get(int index) {
        return (bytes.get(index >> 3) >> (index & 7) & 1) != 0;
    }
}
