package org.pybridge.arrow;

import java.nio.ByteBuffer;

/** Bits that grow, the lowest of a byte first. For one thread. */
final class BitBlock {
    private final Block bytes = new Block();
    private int count;

    void add(boolean bit) {
        if ((count & 7) == 0) {
            bytes.int8((byte) 0);
        }
        if (bit) {
            bytes.setBit(count);
        }
        count++;
    }

    /** Adds ones to an empty block. */
    void addOnes(int ones) {
        bytes.fill(ones >> 3, (byte) -1);
        count = ones & ~7;
        while (count < ones) {
            add(true);
        }
    }

    ByteBuffer take() {
        count = 0;
        return bytes.take();
    }
}
