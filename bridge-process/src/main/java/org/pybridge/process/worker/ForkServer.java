package org.pybridge.process.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.process.protocol.Frame;
import org.pybridge.process.protocol.FrameKind;
import org.pybridge.process.protocol.FrameWriter;
import org.pybridge.process.protocol.Lane;
import org.pybridge.process.protocol.LineException;
import org.pybridge.wire.ValueReader;
import org.pybridge.wire.ValueWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that has imported what workers need, and of which they are forked. Thread-safe. */
final class ForkServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ForkServer.class);

    private final Process process;
    private final Lane lane;
    private final AutoCloseable lifeline;
    private final ReentrantLock asking = new ReentrantLock();
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, CompletableFuture<ForkedProcess>> asked = new ConcurrentHashMap<>();
    private final Map<Long, ForkedProcess> children = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Takes over a process that is ready.
     *
     * @param lane over its stdin and stdout
     * @param lifeline the connection that it dies with
     */
    ForkServer(Process process, Lane lane, AutoCloseable lifeline) {
        this.process = process;
        this.lane = lane;
        this.lifeline = lifeline;
        new DaemonThread("pybridge-fork-server-" + process.pid(), this::listen).start();
        new DaemonThread("pybridge-fork-server-log-" + process.pid(), this::log).start();
    }

    boolean isAlive() {
        return !closed && process.isAlive();
    }

    /** Forks a process that goes on as a worker with these settings. */
    ForkedProcess fork(Map<String, Object> settings, long limitNanos) {
        long number = last.incrementAndGet();
        CompletableFuture<ForkedProcess> answer = new CompletableFuture<>();
        asked.put(number, answer);
        try {
            ask(number, settings);
            if (closed) {
                throw failure("it has ended", null);
            }
            return answer.get(limitNanos, TimeUnit.NANOSECONDS);
        } catch (LineException | ExecutionException ended) {
            throw failure(String.valueOf(ended.getMessage()), ended);
        } catch (TimeoutException late) {
            process.destroyForcibly();
            throw failure("it did not answer in time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure("the thread that waited for it was interrupted", interrupted);
        } finally {
            asked.remove(number);
        }
    }

    private void ask(long number, Map<String, Object> settings) throws LineException {
        FrameWriter frame = new FrameWriter();
        new ValueWriter(NoHandles.INSTANCE).write(settings, frame.begin(FrameKind.FORK, number));
        asking.lock();
        try {
            lane.send(frame.end());
        } finally {
            asking.unlock();
        }
    }

    private static InterpreterLostException failure(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new InterpreterLostException(
                "a worker could not be forked of the process that has preloaded its modules: " + why,
                cause,
                false,
                null);
    }

    private void listen() {
        try {
            while (true) {
                heard(lane.receive());
            }
        } catch (LineException ended) {
            if (!closed) {
                LOG.warn(
                        "the process of which workers are forked has ended: {}; the next one begins anew",
                        ended.getMessage());
            }
        } finally {
            close();
            asked.values().forEach(answer -> answer.completeExceptionally(new IOException("it has ended")));
            children.values().forEach(ForkedProcess::orphaned);
        }
    }

    private void heard(Frame frame) {
        switch (frame.kind()) {
            case FORKED -> {
                ForkedProcess child = new ForkedProcess(frame.body().getLong());
                children.put(child.pid(), child);
                CompletableFuture<ForkedProcess> answer = asked.get(frame.number());
                if (answer == null || !answer.complete(child)) {
                    child.destroyForcibly();
                }
            }
            case EXITED -> {
                long pid = frame.number();
                ForkedProcess child = children.remove(pid);
                if (child != null) {
                    child.ended(frame.body().getLong());
                }
            }
            case ERROR -> {
                CompletableFuture<ForkedProcess> answer = asked.get(frame.number());
                if (answer != null) {
                    Object reason = new ValueReader(NoHandles.INSTANCE).read(frame.body());
                    answer.completeExceptionally(new IOException(String.valueOf(reason)));
                }
            }
            default -> LOG.debug("nobody waits for {} {}", frame.kind(), frame.number());
        }
    }

    /** What is printed while modules are imported, or after a fork and before the worker has its connections. */
    private void log() {
        try (BufferedReader errors = process.errorReader()) {
            errors.lines().forEach(LOG::info);
        } catch (IOException | java.io.UncheckedIOException ended) {
            LOG.debug("the output of process {} has ended", process.pid(), ended);
        }
    }

    /** Ends it; the workers that were forked live on. */
    @Override
    public void close() {
        closed = true;
        process.destroyForcibly();
        for (AutoCloseable each : List.of(lifeline, process.getOutputStream(), process.getInputStream())) {
            try {
                each.close();
            } catch (Exception failed) {
                LOG.debug("a connection to process {} did not close", process.pid(), failed);
            }
        }
    }
}
