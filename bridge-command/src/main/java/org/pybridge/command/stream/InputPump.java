package org.pybridge.command.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** A thread that feeds a process. That the process does not want all of it is no failure: {@code head} never does. */
public final class InputPump {
    private static final int PIECE = 64 * 1024;

    private final InputStream source;
    private final OutputStream target;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Makes the thread.
     *
     * @param onFailure told when the source fails
     */
    public InputPump(String name, InputStream source, OutputStream target, Consumer<Throwable> onFailure) {
        this.source = source;
        this.target = target;
        this.onFailure = onFailure;
        this.thread = new Thread(null, this::run, name, 0, false);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Stops feeding. A source that waits and cannot be interrupted keeps the thread until it returns. */
    public void stop() {
        stopped = true;
        thread.interrupt();
    }

    private void run() {
        try (OutputStream process = target) {
            byte[] buffer = new byte[PIECE];
            for (int count = read(buffer); count >= 0; count = read(buffer)) {
                process.write(buffer, 0, count);
                // The stream's own buffer is smaller than most pieces, but a small piece must not wait for the next
                // one.
                process.flush();
            }
        } catch (IOException unwanted) {
            // The process has closed its input, or has ended.
        }
    }

    private int read(byte[] buffer) {
        try {
            return stopped ? -1 : source.read(buffer);
        } catch (Throwable failure) {
            if (!stopped) {
                onFailure.accept(failure);
            }
            return -1;
        }
    }
}
