package org.pybridge.command.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pybridge.command.internal.Ending.Outcome;
import org.pybridge.command.os.ProcessTree;
import org.pybridge.command.stream.Destination;
import org.pybridge.command.stream.Handoff;
import org.pybridge.command.stream.Input;
import org.pybridge.command.stream.InputPump;
import org.pybridge.command.stream.LimitReachedException;
import org.pybridge.command.stream.OutputPump;
import org.pybridge.command.stream.Sink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that sees a command to its end: it waits for the process and for its output, ends both when it has to, and tells what came of
 * it.
 *
 * <p>Whoever wants to end the command sets the reason, once, and interrupts this thread. The reason is set before the interrupt and looked
 * at before each wait that can be interrupted, so neither is lost; where the interrupt comes late, it is forgotten. The end itself is such a
 * reason too, so that a command that has ended cannot be stopped any more.
 */
public final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    /** How long consumers and the JDK may take after the kill. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(1);
    /** The status of a process that even SIGKILL did not end, because it belongs to another user or waits in the kernel. */
    private static final int UNKNOWN = -1;

    private final String description;
    private final Settings settings;
    private final Process process;
    private final ProcessTree tree;
    private final List<OutputPump> outputs = new ArrayList<>();
    private final @Nullable InputPump input;
    private final Sink stdout;
    private final Sink stderr;
    private final Thread thread;
    private final Thread shutdown;
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final CompletableFuture<Outcome> ended = new CompletableFuture<>();
    private final long begin = System.nanoTime();

    /**
     * Takes charge of a process.
     *
     * @param description for people
     * @param tree the process with all that will come from it
     * @param input what it reads, ready to be written
     */
    @SuppressWarnings("this-escape") // the threads begin in start()
    public Supervisor(String description, Settings settings, Process process, ProcessTree tree, Input input) {
        this.description = description;
        this.settings = settings;
        this.process = process;
        this.tree = tree;
        Settings.Streams streams = settings.streams();
        this.stdout = sink(streams.stdout());
        this.stderr = streams.merged() ? Sink.NONE : sink(streams.stderr());
        if (stdout != Sink.NONE) {
            outputs.add(new OutputPump(name("stdout"), process.getInputStream(), stdout, this::fail));
        }
        if (stderr != Sink.NONE) {
            outputs.add(new OutputPump(name("stderr"), process.getErrorStream(), stderr, this::fail));
        }
        this.input = input.content()
                .map(content -> new InputPump(name("stdin"), content, process.getOutputStream(), this::fail))
                .orElse(null);
        this.thread = new Thread(null, this::supervise, name("end"), 0, false);
        this.shutdown = new Thread(null, () -> tree.end(settings.limits().grace()), name("shutdown"), 0, false);
        thread.setDaemon(true);
    }

    /** Starts all threads. */
    public void start() {
        Runtime.getRuntime().addShutdownHook(shutdown);
        try {
            if (input != null) {
                input.start();
            }
            outputs.forEach(OutputPump::start);
            thread.start();
        } catch (Throwable failure) {
            forget();
            throw failure;
        }
        LOG.debug("{} has started as process {}", description, process.pid());
    }

    /** Ends the command, unless it has ended or is about to. */
    public void stop(Ending why) {
        if (ending.compareAndSet(null, why)) {
            thread.interrupt();
        }
    }

    /** Ends the command, because something failed that serves it. */
    public void fail(Throwable failure) {
        if (failure instanceof LimitReachedException) {
            stop(new Ending.TooMuchOutput(settings.limits().memory().size()));
        } else {
            stop(new Ending.Failed(failure instanceof IOException io ? new UncheckedIOException(io) : failure));
        }
    }

    /** Gives what will have come of the command. */
    public CompletableFuture<Outcome> ended() {
        return ended;
    }

    public Sink stdout() {
        return stdout;
    }

    public Sink stderr() {
        return stderr;
    }

    /** Drops what nobody reads, so that the command does not wait for a reader. */
    public void dropUnread() {
        outputs.stream().map(OutputPump::sink).forEach(sink -> {
            if (sink instanceof Handoff handoff) {
                handoff.close();
            }
        });
    }

    private void supervise() {
        if (!endsByItself()) {
            tree.end(settings.limits().grace());
            drain();
        }
        if (input != null) {
            input.stop();
        }
        outputs.forEach(OutputPump::giveUp);
        // Sinks can fail at their end, too, so this is decided last.
        Ending byItself = new Ending.ByItself();
        Ending stopped = ending.compareAndExchange(null, byItself);
        Outcome outcome = new Outcome(
                stopped == null ? byItself : stopped,
                status(),
                stdout.kept(),
                stderr.kept(),
                stdout.truncated() || stderr.truncated(),
                Duration.ofNanos(System.nanoTime() - begin));
        forget();
        LOG.debug("process {} has ended with status {} after {}", process.pid(), outcome.status(), outcome.duration());
        ended.complete(outcome);
    }

    /** Waits for process and output; false when the command has to be ended. */
    private boolean endsByItself() {
        try {
            if (ending.get() == null && process.waitFor(left(), TimeUnit.NANOSECONDS) && awaitOutputs()) {
                return ending.get() == null;
            }
            Duration deadline = settings.limits().deadline();
            if (deadline != null) {
                ending.compareAndSet(null, new Ending.Late(deadline));
            }
        } catch (InterruptedException stopped) {
            // The reason says why.
        }
        return false;
    }

    private boolean awaitOutputs() throws InterruptedException {
        for (OutputPump output : outputs) {
            if (!output.awaitEnd(left())) {
                return false;
            }
        }
        return true;
    }

    /** Takes the rest of the output after the kill. */
    private void drain() {
        for (OutputPump output : outputs) {
            boolean interrupted;
            do {
                interrupted = false;
                try {
                    output.awaitEnd(AFTER_KILL.toNanos());
                } catch (InterruptedException late) {
                    interrupted = true;
                }
            } while (interrupted);
        }
    }

    private long left() {
        Duration deadline = settings.limits().deadline();
        return deadline == null ? Long.MAX_VALUE : deadline.toNanos() - (System.nanoTime() - begin);
    }

    /** Its exit was seen, but the JDK's thread may not have set it yet. */
    private int status() {
        while (true) {
            try {
                return process.waitFor(AFTER_KILL.toNanos(), TimeUnit.NANOSECONDS) ? process.exitValue() : UNKNOWN;
            } catch (InterruptedException late) {
                // Only one can come.
            }
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdown);
        } catch (IllegalStateException ending) {
            LOG.debug("process {} ends while the JVM does", process.pid());
        }
    }

    private Sink sink(Destination destination) {
        return destination.sink(settings.streams().charset(), settings.limits().memory());
    }

    private String name(String role) {
        return "pybridge-command-" + process.pid() + "-" + role;
    }
}
