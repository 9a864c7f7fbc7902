package org.pybridge.command;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.pybridge.command.internal.Settings;
import org.pybridge.command.stream.Input;

/**
 * What can be set on a {@link Command} and on a {@link PythonScript}, and how they are run. Immutable and thread-safe: each method gives a
 * new description, which can be run any number of times.
 *
 * <p>A command that runs belongs to whoever started it. When its deadline passes, when it is cancelled, or when the JVM ends, it is killed
 * with everything that it had started: first all are asked to end (SIGTERM), and those that are left after the {@link #grace} time are
 * killed (SIGKILL). On Linux this finds also processes whose parents have ended, by the variable {@code PYBRIDGE_COMMAND} in their
 * environment. A command that ends by itself may leave processes behind; nobody touches them. If such a process keeps the output open, the
 * command has ended when nothing has come for a quarter of a second, and what that process writes may be missing.
 *
 * @param <S> the kind of the description
 */
public abstract sealed class CommandOptions<S extends CommandOptions<S>> permits Command, PythonScript {
    private final Settings settings;

    CommandOptions(Settings settings) {
        this.settings = settings;
    }

    /** Gives the same description with other settings. */
    abstract S with(Settings changed);

    /** Finds the program and everything else that has to be there. */
    abstract Plan plan();

    final Settings settings() {
        return settings;
    }

    /**
     * Sets the working directory; without it, it is the JVM's.
     *
     * @param directory exists when the command starts
     * @return a new description
     */
    public S directory(Path directory) {
        return with(settings.with(settings.surroundings().in(Objects.requireNonNull(directory, "directory"))));
    }

    /**
     * Sets a variable of the environment. Without any setting it is the JVM's environment.
     *
     * @param name not empty and without {@code =}
     * @param value the value
     * @return a new description
     * @throws IllegalArgumentException when name or value cannot be passed to a process
     */
    public S environment(String name, String value) {
        return with(settings.with(settings.surroundings().with(name, Optional.of(value))));
    }

    /**
     * Sets variables of the environment, as {@link #environment(String, String)} does.
     *
     * @param variables names and values
     * @return a new description
     * @throws IllegalArgumentException when a name or a value cannot be passed to a process
     */
    public S environment(Map<String, String> variables) {
        Settings.Surroundings changed = settings.surroundings();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            changed = changed.with(variable.getKey(), Optional.of(variable.getValue()));
        }
        return with(settings.with(changed));
    }

    /**
     * Removes variables from the environment.
     *
     * @param names need not be there
     * @return a new description
     * @throws IllegalArgumentException when a name is empty or has a {@code =}
     */
    public S withoutEnvironment(String... names) {
        Settings.Surroundings changed = settings.surroundings();
        for (String name : names) {
            changed = changed.with(name, Optional.empty());
        }
        return with(settings.with(changed));
    }

    /**
     * Begins with an empty environment instead of the JVM's; only variables that are set here, and {@code PYBRIDGE_COMMAND}, are in it. The
     * program is still looked up in the JVM's {@code PATH}.
     *
     * @return a new description
     */
    public S cleanEnvironment() {
        return with(settings.with(settings.surroundings().withCleanEnvironment()));
    }

    /**
     * Sets what the command reads. Without an input, it reads an empty one; never the terminal.
     *
     * @param text written in the {@link #charset}
     * @return a new description
     */
    public S input(String text) {
        return input(new Input.Text(Objects.requireNonNull(text, "text")));
    }

    /**
     * Sets what the command reads.
     *
     * @param bytes copied
     * @return a new description
     */
    public S input(byte[] bytes) {
        return input(new Input.Bytes(bytes.clone()));
    }

    /**
     * Sets what the command reads. An exception of the stream kills the command; {@link #run} throws it in an
     * {@link java.io.UncheckedIOException}. When the command ends first, the thread that reads the stream is interrupted.
     *
     * @param stream read to its end or to the end of the command, and left open; it serves one run
     * @return a new description
     */
    public S input(InputStream stream) {
        return input(new Input.Stream(Objects.requireNonNull(stream, "stream")));
    }

    /**
     * Sets what the command reads.
     *
     * @param file relative to the directory of the JVM
     * @return a new description
     */
    public S input(Path file) {
        return input(new Input.File(Objects.requireNonNull(file, "file")));
    }

    /**
     * Lets the command read what the JVM itself reads, for example the terminal.
     *
     * @return a new description
     */
    public S inheritInput() {
        return input(new Input.Inherited());
    }

    /**
     * Leaves the input to whoever writes to {@link RunningCommand#stdin()}.
     *
     * @return a new description, which can be started, but not {@link #run}
     */
    public S pipeInput() {
        return input(new Input.Piped());
    }

    /**
     * Sets where the standard output goes; without it, it is captured.
     *
     * @param redirect where to
     * @return a new description
     */
    public S stdout(Redirect redirect) {
        return with(settings.with(settings.streams()
                .stdoutTo(Objects.requireNonNull(redirect, "redirect").destination())));
    }

    /**
     * Sets where the standard error goes; without it, it is captured apart from the standard output.
     *
     * @param redirect where to
     * @return a new description
     */
    public S stderr(Redirect redirect) {
        return with(settings.with(settings.streams()
                .stderrTo(Objects.requireNonNull(redirect, "redirect").destination())));
    }

    /**
     * Sends the standard error where the standard output goes, in the order in which they are written.
     *
     * @return a new description
     */
    public S mergeStderr() {
        return with(settings.with(settings.streams().withMergedStderr()));
    }

    /**
     * Sets the charset of input and output; UTF-8 without it.
     *
     * @param charset between bytes and text
     * @return a new description
     */
    public S charset(Charset charset) {
        return with(settings.with(settings.streams().in(Objects.requireNonNull(charset, "charset"))));
    }

    /**
     * Sets how long the command may take, from its start to the end of its output. Without it, it may take for ever.
     *
     * @param deadline longer than zero, at most 36 500 days
     * @return a new description
     * @throws IllegalArgumentException when it is not
     */
    public S deadline(Duration deadline) {
        return with(settings.with(settings.limits().withDeadline(deadline)));
    }

    /**
     * Sets the time between asking the processes of a command to end and killing them; 2 seconds without it.
     *
     * @param grace zero kills at once; at most 36 500 days
     * @return a new description
     * @throws IllegalArgumentException when it is negative or longer
     */
    public S grace(Duration grace) {
        return with(settings.with(settings.limits().withGrace(grace)));
    }

    /**
     * Sets how much of each output may be held in memory: all of a captured one, a single line of one that is read in lines. More kills
     * the command and is an {@link OutputLimitException}. Without it, the limit is 64 MiB.
     *
     * @param bytes from 0 to 2147483639; for lines, characters
     * @return a new description
     * @throws IllegalArgumentException when it is outside
     */
    public S outputLimit(int bytes) {
        return with(settings.with(settings.limits().withMemory("outputLimit", bytes, false)));
    }

    /**
     * Sets the limit of {@link #outputLimit}, but drops what is more: the command runs to its end, and {@link CommandResult#truncated()} says so.
     *
     * @param bytes from 0 to 2147483639; for lines, characters
     * @return a new description
     * @throws IllegalArgumentException when it is outside
     */
    public S cutOutput(int bytes) {
        return with(settings.with(settings.limits().withMemory("cutOutput", bytes, true)));
    }

    /**
     * Runs the command and waits for its end. An interrupt of the calling thread kills it.
     *
     * @return the status and what was captured; a status other than 0 is no exception, see {@link CommandResult#orThrow()}
     * @throws CommandStartException when it could not be started
     * @throws CommandTimeoutException when the deadline passed
     * @throws OutputLimitException when it wrote more than the limit
     * @throws CommandCancelledException when the calling thread was interrupted, and still is
     * @throws IllegalStateException when the input is left to a writer, whom there cannot be
     */
    public CommandResult run() {
        if (settings.streams().input() instanceof Input.Piped) {
            throw new IllegalStateException(
                    "pipeInput leaves the input to the caller, who cannot write while run() waits: use start()");
        }
        try (RunningCommand running = start()) {
            return running.waitFor();
        }
    }

    /**
     * Starts the command.
     *
     * @return a handle; close it or wait for it
     * @throws CommandStartException when it could not be started
     */
    public RunningCommand start() {
        return plan().start();
    }

    /**
     * Starts the command and reads its standard output line by line, while it runs and only as far as the stream is read. The end of the
     * stream is the end of the command; there, a status other than 0 is an exception, because nobody could see it otherwise. Closing the
     * stream before kills the command.
     *
     * @return the lines without their ends; close it, or read it to its end
     * @throws CommandStartException when it could not be started. Reading the stream throws a {@link CommandFailedException} when the command
     *     failed, for the reasons of {@link #run} too
     */
    public Stream<String> lines() {
        return stdout(Redirect.pipe()).start().lines(CommandResult::orThrow);
    }

    private S input(Input input) {
        return with(settings.with(settings.streams().from(input)));
    }
}
