package org.pybridge.process.worker;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that a {@link ForkServer} has forked: it has no streams of its own, and the fork server tells how it ended. The JDK cannot wait for
 * the child of a child.
 */
final class ForkedProcess extends Process {
    /** The exit value when nobody can tell, because the fork server ended first. */
    static final int UNKNOWN = Integer.MIN_VALUE;

    private static final int BY_SIGNAL = 128;

    private final long pid;
    private final Optional<ProcessHandle> handle;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    /** Takes over a process that was just forked. */
    ForkedProcess(long pid) {
        this.pid = pid;
        this.handle = ProcessHandle.of(pid);
    }

    /** Notes how it ended: with an exit code, or by a signal, whose number is negative. */
    void ended(long how) {
        end.complete((int) (how < 0 ? BY_SIGNAL - how : how));
    }

    /** Notes that nobody will tell how it ends. */
    void orphaned() {
        handle.map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRun(() -> end.complete(UNKNOWN));
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public ProcessHandle toHandle() {
        return handle.orElseThrow(() -> new UnsupportedOperationException("process " + pid + " has ended"));
    }

    @Override
    public ProcessHandle.Info info() {
        return toHandle().info();
    }

    @Override
    public java.util.stream.Stream<ProcessHandle> descendants() {
        return handle.stream().flatMap(ProcessHandle::descendants);
    }

    @Override
    public java.util.stream.Stream<ProcessHandle> children() {
        return handle.stream().flatMap(ProcessHandle::children);
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return end.thenApply(code -> this);
    }

    @Override
    public boolean isAlive() {
        return !end.isDone();
    }

    @Override
    public int waitFor() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            end.get(Math.max(0, timeout), unit);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public int exitValue() {
        if (!end.isDone()) {
            throw new IllegalThreadStateException("process " + pid + " has not ended");
        }
        return end.join();
    }

    @Override
    public boolean supportsNormalTermination() {
        return true;
    }

    @Override
    public void destroy() {
        if (isAlive()) {
            handle.ifPresent(ProcessHandle::destroy);
        }
    }

    @Override
    public Process destroyForcibly() {
        if (isAlive()) {
            handle.ifPresent(ProcessHandle::destroyForcibly);
        }
        return this;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }
}
