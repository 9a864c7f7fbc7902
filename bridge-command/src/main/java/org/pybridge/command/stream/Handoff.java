package org.pybridge.command.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pipe from the thread that reads a process to the thread that wants its output. Unlike the process's own stream, its reader can be
 * interrupted, parks a virtual thread, and sees the end when the process was given up. A writer waits while it is full, so that a slow
 * reader slows the process down. Once the reader has closed it, it swallows everything.
 */
public final class Handoff implements Sink {
    private static final int CAPACITY = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ring = new byte[CAPACITY];
    private int first;
    private int used;
    private boolean ended;
    private boolean closed;

    @Override
    public void accept(byte[] buffer, int length) throws IOException {
        lock.lock();
        try {
            int from = 0;
            while (from < length && awaitRoom()) {
                int at = (first + used) % CAPACITY;
                int count = Math.min(length - from, Math.min(CAPACITY - used, CAPACITY - at));
                System.arraycopy(buffer, from, ring, at, count);
                used += count;
                from += count;
                changed.signalAll();
            }
        } catch (InterruptedException givenUp) {
            ended = true;
            changed.signalAll();
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is there and what comes. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            used = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the reader's side. Reading is for one thread at a time. */
    public InputStream reader() {
        return new Reader();
    }

    /** Waits until something can be written; false when nobody reads any more. */
    private boolean awaitRoom() throws InterruptedException {
        while (used == CAPACITY && !closed) {
            changed.await();
        }
        return !closed;
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for the other side of the pipe");
    }

    private int take(byte[] target, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (used == 0 && !ended && !closed) {
                changed.await();
            }
            if (closed) {
                throw new IOException("the stream is closed");
            }
            int count = Math.min(length, Math.min(used, CAPACITY - first));
            System.arraycopy(ring, first, target, offset, count);
            first = (first + count) % CAPACITY;
            used -= count;
            changed.signalAll();
            return count == 0 ? -1 : count;
        } catch (InterruptedException interrupted) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    private int count() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    /** The reader's side as a stream. */
    private final class Reader extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            return length == 0 ? 0 : take(target, offset, length);
        }

        @Override
        public int available() {
            return count();
        }

        @Override
        public void close() {
            Handoff.this.close();
        }
    }
}
