package org.pybridge.command.stream;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/** Where an output of a process goes. */
public sealed interface Destination {
    /** Is kept in memory. */
    Destination CAPTURED = new Held((charset, limit) -> new Capture(limit));

    /** Gives the process's end. */
    ProcessBuilder.Redirect target();

    /** Makes what takes the output for one run, if it passes through the JVM. */
    Sink sink(Charset charset, MemoryLimit limit);

    /** Says why the process cannot write there. */
    Optional<String> problem();

    /** The process writes to a pipe, which the JVM reads. */
    record Held(BiFunction<Charset, MemoryLimit, Sink> makeSink) implements Destination {

        @Override
        public ProcessBuilder.Redirect target() {
            return ProcessBuilder.Redirect.PIPE;
        }

        @Override
        public Sink sink(Charset charset, MemoryLimit limit) {
            return makeSink.apply(charset, limit);
        }

        @Override
        public Optional<String> problem() {
            return Optional.empty();
        }
    }

    /** The process writes to its goal itself. */
    record Direct(ProcessBuilder.Redirect target) implements Destination {

        @Override
        public Sink sink(Charset charset, MemoryLimit limit) {
            return Sink.NONE;
        }

        @Override
        public Optional<String> problem() {
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
