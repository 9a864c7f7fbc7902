package org.pybridge.process.stream;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A thread that moves one output of a process into its sink, always reading, so that the process is never blocked by another of its
 * streams.
 *
 * <p>The end of an output can be later than the end of its process: another process that it left behind may have the pipe open, for ever.
 * Java has no way to wake a thread that reads a pipe. So the thread notes since when it has been reading in vain, and whoever knows that
 * the process has exited gives it up after a while: the sink ends, the descriptor is closed, and the thread ends when the pipe does.
 */
public final class OutputPump {
    private static final int PIECE = 64 * 1024;
    private static final long DELIVERING = Long.MAX_VALUE;

    private final InputStream source;
    private final Sink sink;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private final ReentrantLock delivery = new ReentrantLock();
    private boolean ended;
    private volatile long readingSince = System.nanoTime();

    /**
     * Starts the thread.
     *
     * @param onFailure told once when the sink fails; what follows is read and dropped
     */
    public OutputPump(String name, InputStream source, Sink sink, Consumer<Throwable> onFailure) {
        this.source = source;
        this.sink = sink;
        this.onFailure = onFailure;
        this.thread = new Thread(null, this::run, name, 0, false);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Gives the sink. */
    public Sink sink() {
        return sink;
    }

    /**
     * Waits until the output has ended, or the thread has been reading in vain for some time. For when the process has exited.
     *
     * @param quiet how long a pipe that another process holds open may be quiet
     * @param timeoutNanos how long to wait at most
     * @return false when the time is over
     */
    public boolean awaitEnd(Duration quiet, long timeoutNanos) throws InterruptedException {
        long begin = System.nanoTime();
        long wait = quiet.toNanos();
        while (thread.isAlive()) {
            long left = timeoutNanos - (System.nanoTime() - begin);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1_000_000, Math.min(wait, left)));
            long since = readingSince;
            wait = since == DELIVERING ? quiet.toNanos() : quiet.toNanos() - (System.nanoTime() - Math.max(since, begin));
            if (wait <= 0) {
                return true;
            }
        }
        return true;
    }

    /** Ends the sink, if the output has not; what still comes is dropped. */
    public void giveUp() {
        if (thread.isAlive()) {
            thread.interrupt();
            close();
        }
        // A sink that does not return must not hold up whoever gives the output up.
        if (delivery.tryLock()) {
            try {
                finish();
            } finally {
                delivery.unlock();
            }
        }
    }

    private void run() {
        // When the process exits, the JDK's own thread wants this monitor, then reads what is in the pipe into memory, without any limit.
        // So it is not given away between two reads.
        synchronized (source) {
            byte[] buffer = new byte[PIECE];
            for (int count = read(buffer); count >= 0; count = read(buffer)) {
                deliver(buffer, count);
            }
            close();
        }
        delivery.lock();
        try {
            finish();
        } finally {
            delivery.unlock();
        }
    }

    private void close() {
        try {
            source.close();
        } catch (IOException gone) {
            // Nothing is read from it any more.
        }
    }

    private int read(byte[] buffer) {
        readingSince = System.nanoTime();
        try {
            return source.read(buffer);
        } catch (IOException closed) {
            return -1;
        } finally {
            readingSince = DELIVERING;
        }
    }

    private void deliver(byte[] buffer, int count) {
        delivery.lock();
        try {
            if (!ended) {
                sink.accept(buffer, count);
            }
        } catch (Throwable failure) {
            ended = true;
            onFailure.accept(failure);
        } finally {
            delivery.unlock();
        }
    }

    private void finish() {
        if (!ended) {
            ended = true;
            try {
                sink.end();
            } catch (Throwable failure) {
                onFailure.accept(failure);
            }
        }
    }
}
