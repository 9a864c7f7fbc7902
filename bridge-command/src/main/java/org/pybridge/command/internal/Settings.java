package org.pybridge.command.internal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pybridge.command.os.NativeText;
import org.pybridge.command.stream.Destination;
import org.pybridge.command.stream.Input;
import org.pybridge.command.stream.MemoryLimit;

/** Everything that can be set on a command. */
public record Settings(Surroundings surroundings, Streams streams, Limits limits) {
    /** What a command has when nothing is set. */
    public static final Settings DEFAULT = new Settings(Surroundings.OF_THE_JVM, Streams.CAPTURED, Limits.DEFAULT);

    public Settings with(Surroundings newSurroundings) {
        return new Settings(newSurroundings, streams, limits);
    }

    public Settings with(Streams newStreams) {
        return new Settings(surroundings, newStreams, limits);
    }

    public Settings with(Limits newLimits) {
        return new Settings(surroundings, streams, newLimits);
    }

    /**
     * Where a command works and what environment it sees.
     *
     * @param directory the working directory, or null for the JVM's
     * @param clean whether it begins with no variable at all instead of the JVM's
     * @param changes the variables to set, and those to remove, which have no value
     */
    public record Surroundings(@Nullable Path directory, boolean clean, Map<String, Optional<String>> changes) {
        public static final Surroundings OF_THE_JVM = new Surroundings(null, false, Map.of());

        public Surroundings in(Path newDirectory) {
            return new Surroundings(newDirectory, clean, changes);
        }

        public Surroundings withCleanEnvironment() {
            return new Surroundings(directory, true, changes);
        }

        public Surroundings with(String name, Optional<String> value) {
            checkName(name);
            value.flatMap(NativeText::problem).ifPresent(problem -> {
                throw new IllegalArgumentException("the value of environment variable " + name + " " + problem);
            });
            Map<String, Optional<String>> more = new LinkedHashMap<>(changes);
            more.put(name, value);
            return new Surroundings(directory, clean, Collections.unmodifiableMap(more));
        }

        /** Gives the absolute working directory. */
        public Path workingDirectory() {
            return (directory == null ? Path.of("") : directory).toAbsolutePath();
        }

        /** Gives the value that the command will see. */
        public Optional<String> value(String name) {
            Optional<String> change = changes.get(name);
            if (change != null) {
                return change;
            }
            return clean ? Optional.empty() : Optional.ofNullable(System.getenv(name));
        }

        /** Changes the JVM's environment to the command's. What is not changed keeps its bytes, whether or not they are text here. */
        public void applyTo(Map<String, String> environment) {
            if (clean) {
                environment.clear();
            }
            changes.forEach((name, value) ->
                    value.ifPresentOrElse(text -> environment.put(name, text), () -> environment.remove(name)));
        }

        private static void checkName(String name) {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException(
                        "environment variable '" + name + "': a name has at least one character and no '='");
            }
            NativeText.problem(name).ifPresent(problem -> {
                throw new IllegalArgumentException("environment variable '" + name + "' " + problem);
            });
        }
    }

    /**
     * What a command reads and where its outputs go.
     *
     * @param merged whether the standard error goes where the standard output goes
     * @param charset between bytes and text, in both directions
     */
    public record Streams(Input input, Destination stdout, Destination stderr, boolean merged, Charset charset) {
        public static final Streams CAPTURED =
                new Streams(Input.NOTHING, Destination.CAPTURED, Destination.CAPTURED, false, StandardCharsets.UTF_8);

        public Streams from(Input newInput) {
            return new Streams(newInput, stdout, stderr, merged, charset);
        }

        public Streams stdoutTo(Destination destination) {
            return new Streams(input, destination, stderr, merged, charset);
        }

        public Streams stderrTo(Destination destination) {
            return new Streams(input, stdout, destination, false, charset);
        }

        public Streams withMergedStderr() {
            return new Streams(input, stdout, stderr, true, charset);
        }

        public Streams in(Charset newCharset) {
            return new Streams(input, stdout, stderr, merged, newCharset);
        }
    }

    /**
     * How long a command may run, and how much of its output is held.
     *
     * @param deadline from the start to the end of the output, or null for none
     * @param grace from the request to end to the kill
     * @param memory of each output
     */
    public record Limits(@Nullable Duration deadline, Duration grace, MemoryLimit memory) {
        private static final int DEFAULT_MEMORY = 64 * 1024 * 1024;
        /** The largest array of every JVM. */
        private static final int LARGEST_MEMORY = Integer.MAX_VALUE - 8;

        public static final Limits DEFAULT =
                new Limits(null, Duration.ofSeconds(2), new MemoryLimit(DEFAULT_MEMORY, false));

        private static final Duration LONGEST = Duration.ofDays(36_500);

        public Limits withDeadline(Duration newDeadline) {
            if (newDeadline.isZero()) {
                throw new IllegalArgumentException(
                        "deadline is PT0S; it must be longer, and without a deadline it is not set at all");
            }
            return new Limits(checked("deadline", newDeadline), grace, memory);
        }

        public Limits withGrace(Duration newGrace) {
            return new Limits(deadline, checked("grace", newGrace), memory);
        }

        public Limits withMemory(String option, int size, boolean cuts) {
            if (size < 0 || size > LARGEST_MEMORY) {
                throw new IllegalArgumentException(
                        option + " is " + size + " bytes; it must be between 0 and " + LARGEST_MEMORY);
            }
            return new Limits(deadline, grace, new MemoryLimit(size, cuts));
        }

        private static Duration checked(String option, Duration value) {
            if (value.isNegative() || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        option + " is " + value + "; it must not be negative nor longer than " + LONGEST);
            }
            return value;
        }
    }
}
