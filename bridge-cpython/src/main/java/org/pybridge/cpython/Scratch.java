package org.pybridge.cpython;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;

/** Native memory for what one thread hands to a function of CPython, taken and given back as a stack. Used by one thread. */
final class Scratch {
    private static final long SIZE = 16 << 10;
    private static final long LARGE = 4 << 10;

    /** What is left for those who take no room of their own, and for the places of large pieces. */
    private static final long RESERVE = 1 << 10;

    private final Arena arena = Arena.ofAuto();
    private final Deque<Piece> large = new ArrayDeque<>();
    private long top = arena.allocate(SIZE, Long.BYTES).address();
    private final long limit = top + SIZE - RESERVE;

    /** A piece that does not fit, and its place in the stack. */
    private record Piece(long place, Arena arena) {}

    /** Returns where the next piece will be, to be given to {@link #release}. A number fits there for the moment. */
    long mark() {
        return top;
    }

    /** Takes a piece. */
    long take(long bytes) {
        long taken = top;
        long after = taken + (bytes + 7 & ~7L);
        if (bytes > LARGE || after > limit) {
            return outside(bytes);
        }
        top = after;
        return taken;
    }

    @SuppressWarnings("MustBeClosedChecker") // release() does
    private long outside(long bytes) {
        Piece piece = new Piece(top, Arena.ofConfined());
        large.push(piece);
        top += top < limit ? Long.BYTES : 0;
        return piece.arena().allocate(bytes, Long.BYTES).address();
    }

    /** Gives back all that was taken since a mark. */
    void release(long mark) {
        top = mark;
        while (!large.isEmpty() && large.peek().place() >= mark) {
            large.pop().arena().close();
        }
    }
}
