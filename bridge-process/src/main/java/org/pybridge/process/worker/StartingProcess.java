package org.pybridge.process.worker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.wire.WireBuffer;

/**
 * A process that has yet to say that it is ready. It is ended when it does not say so in time: whoever waits for it reads the end of its
 * output then. For one thread, apart from that.
 */
final class StartingProcess implements AutoCloseable {
    private static final int MOST_SAID = 4096;

    private final Process process;
    private final Duration limit;
    private final AtomicBoolean settled = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean late;
    private volatile String lastStderr = "";

    private StartingProcess(Process process, Duration limit) {
        this.process = process;
        this.limit = limit;
    }

    static StartingProcess start(ProcessBuilder builder, Duration limit) throws IOException {
        return of(builder.start(), limit);
    }

    static StartingProcess of(Process process, Duration limit) {
        StartingProcess starting = new StartingProcess(process, limit);
        new DaemonThread("pybridge-start", starting::giveUpInTime).start();
        return starting;
    }

    private void giveUpInTime() {
        try {
            if (done.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException impossible) {
            return;
        }
        if (settle()) {
            lastStderr = said();
            late = true;
            end();
        }
    }

    /** Tells, once, that it is decided what becomes of the process. */
    private boolean settle() {
        boolean first = settled.compareAndSet(false, true);
        done.countDown();
        return first;
    }

    /** Says that the process is ready, and gives it. */
    Process ready() throws IOException {
        if (!settle()) {
            throw new IOException("it was ready too late");
        }
        return process;
    }

    boolean isPending() {
        return !late && process.isAlive();
    }

    InputStream output() {
        return process.getInputStream();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    void feed(WireBuffer buffer) throws IOException {
        buffer.writeTo(process.getOutputStream());
        process.getOutputStream().flush();
    }

    /** Ends the process, and says why it did not become ready. */
    InterpreterLostException failed(String problem, Exception cause) {
        boolean wasLate = late;
        String code = wasLate ? "" : exitCode();
        // Read before the end, because to end a process is to close its streams.
        String said = wasLate ? lastStderr : said();
        end();
        String reason = wasLate
                ? "it was not ready within " + limit.toMillis() + " ms"
                : "it ended with exit code " + code + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        return new InterpreterLostException(
                problem + ": " + reason + (said.isEmpty() ? "" : "; it said: " + said), cause, false, null);
    }

    private String exitCode() {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) ? String.valueOf(process.exitValue()) : "unknown";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private String said() {
        try {
            InputStream errors = process.getErrorStream();
            byte[] said = errors.readNBytes(Math.min(MOST_SAID, errors.available()));
            return new String(said, StandardCharsets.UTF_8).strip();
        } catch (IOException closed) {
            return "";
        }
    }

    /** Ends the process and what it has started, which could keep its output open. */
    private void end() {
        List<ProcessHandle> started;
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            started = descendants.toList();
        }
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends the process unless it is ready. */
    @Override
    public void close() {
        if (settle()) {
            end();
        } else if (!late) {
            return;
        }
        for (Closeable stream :
                List.of(process.getInputStream(), process.getErrorStream(), process.getOutputStream())) {
            try {
                stream.close();
            } catch (IOException unread) {
                // What it was sent last, it did not read any more.
            }
        }
    }
}
