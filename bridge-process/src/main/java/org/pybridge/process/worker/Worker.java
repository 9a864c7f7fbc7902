package org.pybridge.process.worker;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.pybridge.CrashReport;
import org.pybridge.Output;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.process.protocol.FrameReader;
import org.pybridge.process.protocol.Lane;
import org.pybridge.process.protocol.SideLane;
import org.pybridge.process.protocol.SocketStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker process and the connections to it. Thread-safe; a lane is for one thread at a time.
 *
 * <p>The lifeline is a connection over which nothing is ever sent. When we close it, or this JVM dies, the kernel kills the worker and
 * everything in its process group, where it can do so; elsewhere the worker sees the side lane end.
 */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long FAREWELL_MILLIS = 1000;

    private final Process process;
    private final boolean grouped;
    private final List<AutoCloseable> connections = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final SideLane side;
    private final RawOutput raw;
    private final CallRegistry calls = new CallRegistry();
    private final Output fallback = Output.toLog();
    private final long memoryKills = MemoryKills.count();
    private final AtomicBoolean buried = new AtomicBoolean();

    /**
     * Takes over a process that is ready.
     *
     * @param grouped whether the process has a process group of its own
     * @param main its first lane
     * @param guests its connections
     * @param largest how many bytes a frame of it may have
     */
    Worker(Process process, boolean grouped, Lane main, WorkerConnections guests, int largest) throws IOException {
        this.process = process;
        this.grouped = grouped;
        this.side = new SideLane(new SocketStream(guests.socket(ConnectionRole.SIDE)), largest);
        this.raw = new RawOutput(guests.socket(ConnectionRole.OUT), guests.socket(ConnectionRole.ERR), this::rawOutput);
        connections.add(guests.socket(ConnectionRole.LIFELINE));
        connections.add(side);
        connections.add(main);
        lanes.add(main);
        for (SocketChannel other : guests.lanes()) {
            SocketStream stream = new SocketStream(other);
            lanes.add(new Lane(new FrameReader(stream.input(), largest), stream.output(), stream));
            connections.add(stream);
        }
    }

    private Output rawOutput() {
        Output only = calls.onlyOutput();
        return only == null ? fallback : only;
    }

    /** Gives the output of a call, or the log's when it has ended. */
    public Output outputOf(long number) {
        Output output = calls.outputOf(number);
        return output == null ? fallback : output;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public List<Lane> lanes() {
        return lanes;
    }

    public SideLane side() {
        return side;
    }

    public RawOutput raw() {
        return raw;
    }

    public CallRegistry calls() {
        return calls;
    }

    /**
     * Starts to read what comes outside of calls, and to watch over the process.
     *
     * @param whenSilent is run when nothing will come over the side lane any more
     * @param whenEnded is run when the process has ended
     */
    public void attend(SideLane.Listener listener, Runnable whenSilent, Runnable whenEnded) {
        daemon("pybridge-side-" + process.pid(), () -> {
            side.listen(listener);
            whenSilent.run();
        });
        daemon("pybridge-raw-" + process.pid(), raw::attend);
        process.onExit().thenRunAsync(() -> {
            whenEnded.run();
            cleanUp();
        });
    }

    private static void daemon(String name, Runnable work) {
        new DaemonThread(name, work).start();
    }

    /** Ends the process; a handler that Python code has set for the signal may do something first. */
    public void terminate() {
        process.destroy();
    }

    /** Ends the process and all that it has started, at once. */
    public void kill() {
        List<ProcessHandle> started = descendants();
        closeConnections();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** Waits for a process that was asked to end, and ends it if need be. */
    public void awaitFarewell() {
        List<ProcessHandle> started = descendants();
        if (!hasEndedWithin(FAREWELL_MILLIS)) {
            kill();
        }
        started.forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> descendants() {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            return descendants.toList();
        }
    }

    private void closeConnections() {
        connections.forEach(connection -> close(connection));
    }

    private void close(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception failed) {
            LOG.debug("a connection to worker {} did not close", process.pid(), failed);
        }
    }

    /** Waits for the end of the process and tells how it came about. A process that only broke its connections is ended. */
    public CrashReport crash() {
        if (!hasEndedWithin(FAREWELL_MILLIS)) {
            kill();
            hasEndedWithin(FAREWELL_MILLIS);
        }
        raw.drain();
        return ExitDiagnosis.of(process, raw.lastErrors(), MemoryKills.count() > memoryKills);
    }

    private boolean hasEndedWithin(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Releases what is left when the process has ended. Children that it left behind are ended, too. */
    private void cleanUp() {
        if (!buried.compareAndSet(false, true)) {
            return;
        }
        closeConnections();
        raw.close();
        if (grouped && !isBuriedByItsParent()) {
            killGroup();
        }
        close(process.getInputStream());
        close(process.getErrorStream());
        close(process.getOutputStream());
    }

    /** The process of which a worker is forked sees to its group, before the worker's number can be given to another process. */
    private boolean isBuriedByItsParent() {
        return process instanceof ForkedProcess && process.exitValue() != ForkedProcess.UNKNOWN;
    }

    /** The JDK knows no process groups, and the children of a dead process are nobody's descendants. */
    private void killGroup() {
        try {
            new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException unavailable) {
            LOG.debug("the process group of worker {} could not be ended", process.pid(), unavailable);
        }
    }
}
