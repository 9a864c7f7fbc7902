package org.pybridge.cpython;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Native memory for what one thread hands to a function of CPython, taken and given back as a stack. Used by one thread. */
final class Scratch {
    private static final long SIZE = 64 << 10;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment block = arena.allocate(SIZE, Long.BYTES);
    private long top = block.address();
    private final long limit = top + SIZE - Long.BYTES;

    /** Returns where the next piece will be, to be given to {@link #release}. A number fits there for the moment. */
    long mark() {
        return top;
    }

    /** Takes a piece. */
    long take(long bytes) {
        long taken = top;
        long after = taken + (bytes + 7 & ~7L);
        if (after > limit) {
            return more(bytes);
        }
        top = after;
        return taken;
    }

    /** What does not fit gets a block of its own, which lives as long as this. The mark of who asked stays in the block before. */
    private long more(long bytes) {
        return arena.allocate(Math.max(bytes, Long.BYTES), Long.BYTES).address();
    }

    /** Gives back all that was taken since a mark. */
    void release(long mark) {
        top = mark;
    }
}
