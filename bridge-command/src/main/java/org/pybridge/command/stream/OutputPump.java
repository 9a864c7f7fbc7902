package org.pybridge.command.stream;

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
 * Java has no way to wake a thread that reads a pipe. So the thread counts its reads, and whoever knows that the process has exited and sees
 * the same read again and again gives the output up: the sink ends, the descriptor is closed, and the thread ends when the pipe does. What
 * the process itself has written is in the pipe when it exits, so nothing of that is lost.
 */
public final class OutputPump {
    private static final int PIECE = 64 * 1024;
    /** A pause of the whole JVM is seen as one look, so the thread had its chance to run between the others. */
    private static final int LOOKS = 10;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private final InputStream source;
    private final Sink sink;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private final ReentrantLock delivery = new ReentrantLock();
    private boolean ended;
    /** Odd while the thread reads. Only that thread writes it. */
    private volatile long reads;

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
     * Waits until the output has ended, or the thread reads in vain. For when the process has exited.
     *
     * @param timeoutNanos how long to wait at most
     * @return false when the time is over
     */
    public boolean awaitEnd(long timeoutNanos) throws InterruptedException {
        long begin = System.nanoTime();
        long seen = -1;
        for (int looks = 0; thread.isAlive() && looks < LOOKS; looks++) {
            long left = timeoutNanos - (System.nanoTime() - begin);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.min(BETWEEN_LOOKS.toNanos(), left));
            long now = reads;
            boolean same = now == seen && now % 2 == 1;
            looks = same ? looks : 0;
            seen = now;
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
        // When the process exits, the JDK's own thread wants this monitor, then reads what is in the pipe into memory,
        // without any limit.
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
        reads++;
        try {
            return source.read(buffer);
        } catch (IOException closed) {
            return -1;
        } finally {
            reads++;
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
