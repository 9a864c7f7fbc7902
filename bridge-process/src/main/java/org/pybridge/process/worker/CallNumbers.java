package org.pybridge.process.worker;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;

/** Numbers for calls that nobody can guess, so that code in a worker answers no call but its own. Thread-safe. */
final class CallNumbers {
    /** As many as are drawn at once, because to draw one costs as much as to draw many. */
    private static final int STOCK = 64;

    /** The numbers above are those of Python's own threads. */
    private static final int UNUSED_BITS = 2;

    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock drawing = new ReentrantLock();
    private ByteBuffer stock = ByteBuffer.allocate(0);

    /** Draws a number from 1 to below 2^62. */
    long next() {
        drawing.lock();
        try {
            if (!stock.hasRemaining()) {
                byte[] bytes = new byte[STOCK * Long.BYTES];
                random.nextBytes(bytes);
                stock = ByteBuffer.wrap(bytes);
            }
            return Math.max(1, stock.getLong() >>> UNUSED_BITS);
        } finally {
            drawing.unlock();
        }
    }
}
