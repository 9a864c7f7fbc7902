package org.pybridge.command;

import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.pybridge.command.stream.Copy;
import org.pybridge.command.stream.Destination;
import org.pybridge.command.stream.Handoff;
import org.pybridge.command.stream.Lines;
import org.pybridge.command.stream.MemoryLimit;
import org.pybridge.command.stream.Sink;

/** Where an output of a command goes. Immutable and thread-safe; what it leads to need not be. */
public final class Redirect {
    private final Destination destination;

    private Redirect(Destination destination) {
        this.destination = destination;
    }

    private static Redirect through(BiFunction<Charset, MemoryLimit, Sink> makeSink) {
        return new Redirect(new Destination.Held(makeSink));
    }

    private static Redirect straight(ProcessBuilder.Redirect target) {
        return new Redirect(new Destination.Direct(target));
    }

    /**
     * Keeps the output for the {@link CommandResult}, up to the {@link CommandOptions#outputLimit limit}. The default of both outputs.
     *
     * @return a redirect
     */
    public static Redirect capture() {
        return new Redirect(Destination.CAPTURED);
    }

    /**
     * Drops the output.
     *
     * @return a redirect
     */
    public static Redirect discard() {
        return straight(ProcessBuilder.Redirect.DISCARD);
    }

    /**
     * Lets the command write where the JVM itself writes, for example to the terminal.
     *
     * @return a redirect
     */
    public static Redirect inherit() {
        return straight(ProcessBuilder.Redirect.INHERIT);
    }

    /**
     * Hands on each line as soon as it has ended, while the command runs. Lines end with {@code \n}, {@code \r\n} or {@code \r}; what cannot
     * be decoded becomes U+FFFD. While the consumer works, the command waits. An exception of the consumer kills the command and is what
     * {@code run} throws. A line longer than the {@link CommandOptions#outputLimit limit} is an error, or is cut.
     *
     * @param consumer takes the lines without their ends; one thread calls it, which is not the one that started the command, and another
     *     one if it serves both outputs
     * @return a redirect
     */
    public static Redirect toLines(Consumer<? super String> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return through((charset, limit) -> new Lines(consumer, charset, limit));
    }

    /**
     * Copies the output to a stream, without a limit. An exception of the stream kills the command; {@code run} throws it in an
     * {@link java.io.UncheckedIOException}.
     *
     * @param stream flushed at the end and left open; a thread of the command writes to it
     * @return a redirect
     */
    public static Redirect toStream(OutputStream stream) {
        Objects.requireNonNull(stream, "stream");
        return through((charset, limit) -> new Copy(stream));
    }

    /**
     * Lets the command write to a file, which is made or overwritten. No byte of it passes through the JVM, so it has no limit.
     *
     * @param file relative to the directory of the JVM; its own directory exists
     * @return a redirect
     */
    public static Redirect toFile(Path file) {
        return straight(ProcessBuilder.Redirect.to(file.toFile()));
    }

    /**
     * As {@link #toFile}, but at the end of the file if it exists.
     *
     * @param file relative to the directory of the JVM; its own directory exists
     * @return a redirect
     */
    public static Redirect appendToFile(Path file) {
        return straight(ProcessBuilder.Redirect.appendTo(file.toFile()));
    }

    /**
     * Leaves the output to whoever reads {@link RunningCommand#stdout()}, {@link RunningCommand#lines()} or
     * {@link RunningCommand#stderr()}. The command waits for its reader.
     *
     * @return a redirect, for a command that is {@link CommandOptions#start() started}
     */
    public static Redirect pipe() {
        return through((charset, limit) -> new Handoff());
    }

    Destination destination() {
        return destination;
    }
}
