package org.pybridge.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pybridge.command.internal.Settings;

/**
 * A program with its arguments, to be run in a process of its own. The arguments are a list and no shell ever reads them, so nothing in
 * them has to be quoted and nothing can be injected. Immutable and thread-safe.
 *
 * <pre>{@code
 * String head = Command.of("git", "rev-parse", "HEAD").directory(repository).deadline(Duration.ofSeconds(5)).run().orThrow().stdout().strip();
 * }</pre>
 *
 * <p>A name is looked up in the {@code PATH} of the JVM and nowhere else, in particular not in the current directory. A program with a
 * separator in it is a path, relative to the {@link #directory directory} of the command.
 */
public final class Command extends CommandOptions<Command> {
    private final CommandLine line;

    private Command(CommandLine line, Settings settings) {
        super(settings);
        this.line = line;
    }

    /**
     * Describes a command.
     *
     * @param program a name, or a path if it has a separator
     * @param arguments what the program gets, one by one
     * @return the command
     * @throws IllegalArgumentException when the program is empty, or a text has a NUL or a character that cannot be passed to a process
     */
    public static Command of(String program, String... arguments) {
        return of(program, Arrays.asList(arguments));
    }

    /**
     * Describes a command whose arguments are a list.
     *
     * @param program a name, or a path if it has a separator
     * @param arguments what the program gets, one by one
     * @return the command
     * @throws IllegalArgumentException when the program is empty, or a text has a NUL or a character that cannot be passed to a process
     */
    public static Command of(String program, List<String> arguments) {
        return new Command(new CommandLine(program, arguments), Settings.DEFAULT);
    }

    /**
     * Adds arguments.
     *
     * @param more what the program gets behind the others
     * @return a new description
     * @throws IllegalArgumentException when one has a NUL or a character that cannot be passed to a process
     */
    public Command with(String... more) {
        return new Command(line.with(more), settings());
    }

    @Override
    Command with(Settings changed) {
        return new Command(line, changed);
    }

    @Override
    Plan plan() {
        Path directory = settings().surroundings().workingDirectory();
        return new Plan(
                line.describe(),
                line.find(directory),
                line.arguments(),
                Map.of(),
                settings(),
                result -> Optional.empty());
    }

    /** Gives the command as one would type it, cut when it is long. */
    @Override
    public String toString() {
        return line.describe();
    }
}
