package org.pybridge.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pybridge.PythonException;
import org.pybridge.command.internal.Settings;
import org.pybridge.command.internal.Traceback;
import org.pybridge.command.os.PyenvShim;

/**
 * Python code with its arguments, to be run once by a Python in a process of its own. Immutable and thread-safe.
 *
 * <pre>{@code
 * CommandResult report = PythonScript.run(Path.of("report.py"), "--year", "2026").orThrow();
 * }</pre>
 *
 * <p>The interpreter is {@code python3} of the {@code PATH}, if no other is set. Behind a shim of pyenv, the interpreter that pyenv would
 * choose is started directly, because the shim takes 300 ms. Python is told to write in the {@link #charset} of the command, by the
 * variable {@code PYTHONIOENCODING}, if that is not set.
 *
 * <p>When the script ends with a traceback, the exception of {@link CommandResult#orThrow()} has a {@link PythonException} as
 * its cause. It is read from what Python printed, so its bases, arguments and notes are empty; exception groups are not
 * read.
 */
public final class PythonScript extends CommandOptions<PythonScript> {
    private static final String ENCODING = "PYTHONIOENCODING";
    private static final String PYENV_VERSION = "PYENV_VERSION";

    private final CommandLine interpreter;
    private final Code code;
    private final List<String> arguments;

    private PythonScript(CommandLine interpreter, Code code, List<String> arguments, Settings settings) {
        super(settings);
        this.interpreter = interpreter;
        this.code = code;
        this.arguments = arguments;
    }

    /**
     * Runs a script file with the default settings and waits for its end.
     *
     * @param script the file
     * @param arguments {@code sys.argv[1:]}
     * @return the status and the output
     * @throws CommandException as {@link #run()} does
     */
    public static CommandResult run(Path script, String... arguments) {
        return of(script, arguments).run();
    }

    /**
     * Describes a script file.
     *
     * @param script relative to the {@link #directory directory} of the command
     * @param arguments {@code sys.argv[1:]}
     * @return the script
     * @throws IllegalArgumentException when an argument has a NUL or a character that cannot be passed to a process
     */
    public static PythonScript of(Path script, String... arguments) {
        Objects.requireNonNull(script, "script");
        return of(new Code.File(script), arguments);
    }

    /**
     * Describes a module that is run as {@code python -m} does.
     *
     * @param name the module's name with its packages
     * @param arguments {@code sys.argv[1:]}
     * @return the script
     * @throws IllegalArgumentException when the name is not a module's name, or an argument has a NUL or a character that cannot be passed to
     *     a process
     */
    public static PythonScript module(String name, String... arguments) {
        if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_][\\p{L}\\p{N}_]*)*")) {
            throw new IllegalArgumentException(
                    "module is '" + name + "'; it must be a module's name such as json.tool");
        }
        return of(new Code.Option("-m", name), arguments);
    }

    /**
     * Describes a source text that is run as {@code python -c} does. The system limits its size to 128 KiB.
     *
     * @param source Python code; values belong into the arguments, not into the text
     * @param arguments {@code sys.argv[1:]}
     * @return the script
     * @throws IllegalArgumentException when the source or an argument has a NUL or a character that cannot be passed to a process
     */
    public static PythonScript code(String source, String... arguments) {
        return of(new Code.Option("-c", source), arguments);
    }

    /**
     * Sets the interpreter.
     *
     * @param program a name to look up in the {@code PATH}, or, if it has a separator, a path, for example of a venv's {@code bin/python}
     * @param options what stands before the script: {@code -u} to get lines while they are printed, {@code -I} to isolate, {@code -W error}
     * @return a new description
     * @throws IllegalArgumentException when the program is empty, or a text has a NUL or a character that cannot be passed to a process
     */
    public PythonScript interpreter(String program, String... options) {
        return new PythonScript(new CommandLine(program, Arrays.asList(options)), code, arguments, settings());
    }

    @Override
    PythonScript with(Settings changed) {
        return new PythonScript(interpreter, code, arguments, changed);
    }

    @Override
    Plan plan() {
        Settings.Surroundings surroundings = settings().surroundings();
        Path directory = surroundings.workingDirectory();
        Map<String, String> environment =
                Map.of(ENCODING, settings().streams().charset().name());
        CommandLine line = line(directory);
        if (code instanceof Code.File file) {
            checkScript(directory.resolve(file.script()), line);
        }
        Path program = line.find(directory);
        Path python = PyenvShim.at(program)
                .flatMap(shim -> shim.resolve(directory, surroundings.value(PYENV_VERSION)))
                .orElse(program);
        return new Plan(line.describe(), python, line.arguments(), environment, settings(), PythonScript::diagnose);
    }

    private static Optional<PythonException> diagnose(CommandResult result) {
        String printed = result.stderr();
        // Merged into the standard output, the traceback stands there.
        return Traceback.in(printed.isEmpty() ? result.stdout() : printed);
    }

    private static void checkScript(Path script, CommandLine line) {
        if (Files.isDirectory(script)) {
            throw new CommandStartException(
                    line.describe(),
                    "the script " + script + " is a directory; give the file in it that is to be run",
                    null);
        }
        if (!Files.isRegularFile(script)) {
            throw new CommandStartException(line.describe(), "the script " + script + " does not exist", null);
        }
    }

    /** Gives the command as one would type it, cut when it is long. */
    @Override
    public String toString() {
        return line(settings().surroundings().workingDirectory()).describe();
    }

    private CommandLine line(Path directory) {
        List<String> all = new ArrayList<>(code.arguments(directory));
        all.addAll(arguments);
        return interpreter.with(all.toArray(String[]::new));
    }

    private static PythonScript of(Code code, String... arguments) {
        // Checked here, and not only when it runs.
        CommandLine checked = new CommandLine("python3", Arrays.asList(arguments)).with(code.toCheck());
        return new PythonScript(
                new CommandLine(checked.program(), List.of()), code, List.of(arguments), Settings.DEFAULT);
    }

    /** What the interpreter is to run. */
    private sealed interface Code {

        /** Gives the interpreter's arguments. */
        List<String> arguments(Path directory);

        String toCheck();

        /** A file; its path is absolute, so that it cannot begin with a hyphen. */
        record File(Path script) implements Code {
            @Override
            public List<String> arguments(Path directory) {
                return List.of(directory.resolve(script).toString());
            }

            @Override
            public String toCheck() {
                return script.toString();
            }
        }

        /** A module or a text. */
        record Option(String option, String value) implements Code {
            @Override
            public List<String> arguments(Path directory) {
                return List.of(option, value);
            }

            @Override
            public String toCheck() {
                return value;
            }
        }
    }
}
