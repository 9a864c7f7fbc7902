package org.pybridge.process;

import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.pybridge.process.stream.Capture;
import org.pybridge.process.stream.Copy;
import org.pybridge.process.stream.Handoff;
import org.pybridge.process.stream.Lines;
import org.pybridge.process.stream.MemoryLimit;
import org.pybridge.process.stream.Sink;

/** Where an output of a command goes. Immutable and thread-safe; what it leads to need not be. */
public abstract sealed class Redirect {

    private Redirect() {}

    /**
     * Keeps the output for the {@link CommandResult}, up to the {@link CommandOptions#outputLimit limit}. The default of both outputs.
     *
     * @return a redirect
     */
    public static Redirect capture() {
        return new Held((charset, limit) -> new Capture(limit));
    }

    /**
     * Drops the output.
     *
     * @return a redirect
     */
    public static Redirect discard() {
        return new Direct(ProcessBuilder.Redirect.DISCARD);
    }

    /**
     * Lets the command write where the JVM itself writes, for example to the terminal.
     *
     * @return a redirect
     */
    public static Redirect inherit() {
        return new Direct(ProcessBuilder.Redirect.INHERIT);
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
        return new Held((charset, limit) -> new Lines(consumer, charset, limit));
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
        return new Held((charset, limit) -> new Copy(stream));
    }

    /**
     * Lets the command write to a file, which is made or overwritten. No byte of it passes through the JVM, so it has no limit.
     *
     * @param file relative to the directory of the JVM; its own directory exists
     * @return a redirect
     */
    public static Redirect toFile(Path file) {
        return new Direct(ProcessBuilder.Redirect.to(file.toFile()));
    }

    /**
     * As {@link #toFile}, but at the end of the file if it exists.
     *
     * @param file relative to the directory of the JVM; its own directory exists
     * @return a redirect
     */
    public static Redirect appendToFile(Path file) {
        return new Direct(ProcessBuilder.Redirect.appendTo(file.toFile()));
    }

    /**
     * Leaves the output to whoever reads {@link RunningCommand#stdout()}, {@link RunningCommand#lines()} or
     * {@link RunningCommand#stderr()}. The command waits for its reader.
     *
     * @return a redirect, for a command that is {@link CommandOptions#start() started}
     */
    public static Redirect pipe() {
        return new Held((charset, limit) -> new Handoff());
    }

    /** Gives the process's end. */
    abstract ProcessBuilder.Redirect target();

    /** Makes what takes the output for one run, if it passes through the JVM. */
    abstract Sink sink(Charset charset, MemoryLimit limit);

    /** Says why the process cannot write there. */
    Optional<String> problem() {
        return Optional.empty();
    }

    /** The process writes to a pipe, which the JVM reads. */
    private static final class Held extends Redirect {
        private final BiFunction<Charset, MemoryLimit, Sink> makeSink;

        private Held(BiFunction<Charset, MemoryLimit, Sink> makeSink) {
            this.makeSink = makeSink;
        }

        @Override
        ProcessBuilder.Redirect target() {
            return ProcessBuilder.Redirect.PIPE;
        }

        @Override
        Sink sink(Charset charset, MemoryLimit limit) {
            return makeSink.apply(charset, limit);
        }
    }

    /** The process writes to its goal itself. */
    private static final class Direct extends Redirect {
        private final ProcessBuilder.Redirect target;

        private Direct(ProcessBuilder.Redirect target) {
            this.target = target;
        }

        @Override
        ProcessBuilder.Redirect target() {
            return target;
        }

        @Override
        Sink sink(Charset charset, MemoryLimit limit) {
            return Sink.NONE;
        }

        @Override
        Optional<String> problem() {
            if (target.file() == null || target == ProcessBuilder.Redirect.DISCARD) {
                return Optional.empty();
            }
            Path file = target.file().toPath().toAbsolutePath();
            Path directory = file.getParent();
            if (Files.isDirectory(file)) {
                return Optional.of("its output " + file + " is a directory");
            }
            if (directory != null && !Files.isDirectory(directory)) {
                return Optional.of("the directory of its output " + file + " does not exist");
            }
            return !Files.exists(file) || Files.isWritable(file)
                    ? Optional.empty()
                    : Optional.of("its output " + file + " cannot be written");
        }
    }
}
