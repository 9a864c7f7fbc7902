package org.pybridge.command;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pybridge.command.internal.Ending;
import org.pybridge.command.os.Signals;

/**
 * What a command left: its exit status, what it wrote, how long it took. A status other than 0 is data; {@link #orThrow()} makes it an
 * exception. Immutable and thread-safe.
 */
public final class CommandResult {
    private static final int LAST_WORDS = 2_000;

    private final String command;
    private final int status;
    private final byte[] stdout;
    private final byte[] stderr;
    private final boolean truncated;
    private final Charset charset;
    private final Duration duration;
    private final Function<CommandResult, Optional<? extends Throwable>> diagnosis;

    CommandResult(Plan plan, Ending.Outcome outcome) {
        this.command = plan.description();
        this.status = outcome.status();
        this.stdout = outcome.stdout();
        this.stderr = outcome.stderr();
        this.truncated = outcome.truncated();
        this.charset = plan.settings().streams().charset();
        this.duration = outcome.duration();
        this.diagnosis = plan.diagnosis();
    }

    /**
     * Gives the exit status. A process that a signal ended has 128 and the signal's number, as in a shell.
     *
     * @return 0 for success; -1 when the command was killed and its process lives on, because it belongs to another user or waits in the kernel
     */
    public int status() {
        return status;
    }

    /**
     * Tells whether the status is 0.
     *
     * @return true for success
     */
    public boolean succeeded() {
        return status == 0;
    }

    /**
     * Gives the signal that ended the process, for example {@code SIGKILL} for status 137. A process that ends itself with such a status
     * means the same by convention: a shell says so when a signal ended its child.
     *
     * @return the name, or empty when the process ended by itself
     */
    public Optional<String> signal() {
        return Signals.ofStatus(status);
    }

    /**
     * Gives what the command wrote to its standard output, decoded anew at each call. Malformed input becomes U+FFFD; {@link #bytes()} has
     * what was written.
     *
     * @return the text as it was written, with its last line end; empty when the output was redirected
     */
    public String stdout() {
        return new String(stdout, charset);
    }

    /**
     * Gives what the command wrote to its standard error.
     *
     * @return as {@link #stdout()}; empty when it was redirected or merged into the standard output
     */
    public String stderr() {
        return new String(stderr, charset);
    }

    /**
     * Gives the lines of the standard output.
     *
     * @return the lines without their ends, {@code \n}, {@code \r\n} or {@code \r}
     */
    public List<String> lines() {
        return stdout().lines().toList();
    }

    /**
     * Gives the bytes of the standard output.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return stdout.clone();
    }

    /**
     * Tells whether the command wrote more than is here.
     *
     * @return true when {@link CommandOptions#cutOutput cutOutput} was set and an output, or a line, was cut
     */
    public boolean truncated() {
        return truncated;
    }

    /**
     * Gives the time from the start of the process to the end of its output.
     *
     * @return by the wall clock
     */
    public Duration duration() {
        return duration;
    }

    /**
     * Gives the command, as {@link CommandException#command()} does.
     *
     * @return for people
     */
    public String command() {
        return command;
    }

    /**
     * Makes a status other than 0 an exception.
     *
     * @return this result, when the status is 0
     * @throws CommandFailedException with this result, and with the end of the standard error in its message
     */
    public CommandResult orThrow() {
        if (succeeded()) {
            return this;
        }
        String how = signal().map(name -> "was ended by " + name + " (status " + status + ")")
                .orElse("ended with status " + status);
        throw new CommandFailedException(
                this, how + lastStderr(), diagnosis.apply(this).orElse(null));
    }

    /** The end of the standard error, as the end of a message. */
    String lastStderr() {
        int from = Math.max(0, stderr.length - LAST_WORDS);
        String words = new String(stderr, from, stderr.length - from, charset).strip();
        return words.isEmpty() ? "" : ": " + (from > 0 ? "..." : "") + words;
    }

    @Override
    public String toString() {
        return command + ": status " + status + ", " + stdout.length + " and " + stderr.length + " bytes, " + duration;
    }
}
