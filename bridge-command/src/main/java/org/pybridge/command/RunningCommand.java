package org.pybridge.command;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.pybridge.command.internal.Ending;
import org.pybridge.command.internal.Settings;
import org.pybridge.command.internal.Supervisor;
import org.pybridge.command.stream.Handoff;
import org.pybridge.command.stream.Input;
import org.pybridge.command.stream.LineIterator;
import org.pybridge.command.stream.Sink;

/**
 * A command that has been started. Thread-safe; each of its streams is for one thread at a time. Closing it kills the command, if it
 * still runs.
 */
public final class RunningCommand implements AutoCloseable {
    private final Process process;
    private final Supervisor supervisor;
    private final Plan plan;
    private final CompletableFuture<End> ended;

    RunningCommand(Process process, Supervisor supervisor, Plan plan) {
        this.process = process;
        this.supervisor = supervisor;
        this.plan = plan;
        this.ended =
                supervisor.ended().thenApply(outcome -> new End(new CommandResult(plan, outcome), outcome.ending()));
    }

    /**
     * Gives the number of the process.
     *
     * @return the operating system's number
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Tells whether the command still runs, or its output is still being read.
     *
     * @return false when the result is there
     */
    public boolean isRunning() {
        return !ended.isDone();
    }

    /**
     * Gives the input of a command with {@link CommandOptions#pipeInput}. It is buffered: flush it, and close it when all is written. Writing
     * to a command that has ended throws an {@link java.io.IOException}.
     *
     * @return the same stream each time
     * @throws IllegalStateException when the input comes from somewhere else
     */
    public OutputStream stdin() {
        if (plan.settings().streams().input() instanceof Input.Piped) {
            return process.getOutputStream();
        }
        throw new IllegalStateException(
                "the input of " + plan.description() + " is not piped; set pipeInput() before it is started");
    }

    /**
     * Gives the standard output of a command with {@code stdout(Redirect.pipe())}. Reading waits for the command, can be interrupted, and
     * ends when the command is killed; {@link #waitFor} then says why.
     *
     * @return the stream; closing it drops what follows, and the command runs on
     * @throws IllegalStateException when the output goes somewhere else
     */
    public InputStream stdout() {
        return handoff(supervisor.stdout(), "stdout").reader();
    }

    /**
     * Gives the standard error of a command with {@code stderr(Redirect.pipe())}.
     *
     * @return as {@link #stdout()}
     * @throws IllegalStateException when it goes somewhere else
     */
    public InputStream stderr() {
        return handoff(supervisor.stderr(), "stderr").reader();
    }

    /**
     * Gives the lines of a command with {@code stdout(Redirect.pipe())}, while it runs and only as far as they are read. Their end is the
     * end of the command, whatever its status. Closing the stream kills the command.
     *
     * @return the lines without their ends; reading throws a {@link CommandFailedException} when the command was killed
     * @throws IllegalStateException when the output goes somewhere else
     */
    public Stream<String> lines() {
        return lines(result -> {});
    }

    Stream<String> lines(Consumer<CommandResult> atEnd) {
        Settings settings = plan.settings();
        Iterator<String> lines = new LineIterator(
                stdout(),
                settings.streams().charset(),
                settings.limits().memory(),
                supervisor::fail,
                () -> atEnd.accept(waitFor()));
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(lines, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(this::close);
    }

    /**
     * Gives the end of the command as a future. Cancelling the future does not cancel the command.
     *
     * @return completed with the result, or with the exception that {@link #waitFor()} throws
     */
    public CompletableFuture<CommandResult> onExit() {
        CompletableFuture<CommandResult> exit = new CompletableFuture<>();
        ended.thenAccept(end -> {
            Throwable failure = end.failure();
            if (failure == null) {
                exit.complete(end.result());
            } else {
                exit.completeExceptionally(failure);
            }
        });
        return exit;
    }

    /**
     * Waits for the end of the command. What was left to be read of a piped output is dropped. An interrupt of the calling thread kills
     * the command for everyone.
     *
     * @return the status and what was captured
     * @throws CommandTimeoutException when the deadline passed
     * @throws OutputLimitException when it wrote more than the limit
     * @throws CommandCancelledException when it was cancelled, or the calling thread was interrupted, and still is
     */
    public CommandResult waitFor() {
        supervisor.dropUnread();
        try {
            return ended.get().get();
        } catch (InterruptedException interrupted) {
            cancel();
            // The processes end in bounded time; when the caller goes on, none is left.
            End end = ended.join();
            Thread.currentThread().interrupt();
            return end.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Kills the command with everything that it has started, and does not wait for that. Does nothing when it has ended. */
    public void cancel() {
        supervisor.stop(new Ending.Cancelled());
    }

    /** Kills the command, if it runs, and waits until it has ended. */
    @Override
    public void close() {
        if (isRunning()) {
            supervisor.dropUnread();
            cancel();
            ended.join();
        }
    }

    /** Gives the command and its number. */
    @Override
    public String toString() {
        return plan.description() + " (process " + pid() + ")";
    }

    private Handoff handoff(Sink sink, String name) {
        if (sink instanceof Handoff handoff) {
            return handoff;
        }
        throw new IllegalStateException("the " + name + " of " + plan.description() + " is not piped; set " + name
                + "(Redirect.pipe()) before it is started");
    }

    /** What came of the command, and why it ended. */
    private record End(CommandResult result, Ending ending) {

        /** Gives the result, or throws what went wrong. */
        CommandResult get() {
            Throwable failure = failure();
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
            return result;
        }

        /** Gives what its holder is to be told, made anew for each, so that each has a stack trace of its own. */
        @Nullable
        Throwable failure() {
            if (ending instanceof Ending.Late late) {
                return new CommandTimeoutException(result, late.deadline());
            }
            if (ending instanceof Ending.Cancelled) {
                return new CommandCancelledException(result);
            }
            if (ending instanceof Ending.TooMuchOutput more) {
                return new OutputLimitException(result, more.limit());
            }
            return ending instanceof Ending.Failed failed ? failed.failure() : null;
        }
    }
}
