package org.pybridge.command;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.pybridge.command.internal.Settings;
import org.pybridge.command.internal.Supervisor;
import org.pybridge.command.os.ProcessTree;
import org.pybridge.command.os.StartFailure;
import org.pybridge.command.stream.Input;

/**
 * A command of which everything is known, so that its process can be started, with the threads that serve it.
 *
 * @param description the command as one would type it
 * @param program the absolute path of the program
 * @param arguments without the program
 * @param environment variables to set where the settings have none
 * @param settings all else
 * @param diagnosis finds what the program itself says about a failure
 */
record Plan(
        String description,
        Path program,
        List<String> arguments,
        Map<String, String> environment,
        Settings settings,
        Function<CommandResult, Optional<? extends Throwable>> diagnosis) {

    /** Inherited by everything that a command starts, so that it can be found. */
    private static final String MARK = "PYBRIDGE_COMMAND";

    RunningCommand start() {
        check();
        Input input = settings.streams().input().encoded(settings.streams().charset());
        String mark = UUID.randomUUID().toString();
        Process process = process(input, mark);
        try {
            ProcessTree tree = new ProcessTree(process.toHandle(), MARK, mark);
            Supervisor supervisor = new Supervisor(description, settings, process, tree, input);
            supervisor.start();
            return new RunningCommand(process, supervisor, this);
        } catch (Throwable failure) {
            // No thread could be started, or the JVM is ending: nobody would ever end the process.
            process.destroyForcibly();
            close(process);
            throw failure;
        }
    }

    private void check() {
        Settings.Streams streams = settings.streams();
        Optional<String> problem = streams.input()
                .problem(streams.charset())
                .or(() -> streams.stdout().problem())
                .or(() -> streams.merged() ? Optional.empty() : streams.stderr().problem());
        if (problem.isPresent()) {
            throw new CommandStartException(description, problem.get(), null);
        }
        Path directory = settings.surroundings().workingDirectory();
        if (!Files.isDirectory(directory)) {
            String what = Files.exists(directory) ? " is not a directory" : " does not exist";
            throw new CommandStartException(description, "its directory " + directory + what, null);
        }
    }

    private Process process(Input input, String mark) {
        List<String> line = new ArrayList<>();
        line.add(program.toString());
        line.addAll(arguments);
        Settings.Streams streams = settings.streams();
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(settings.surroundings().workingDirectory().toFile())
                .redirectInput(input.source())
                .redirectOutput(streams.stdout().target())
                .redirectErrorStream(streams.merged());
        if (!streams.merged()) {
            builder.redirectError(streams.stderr().target());
        }
        Map<String, String> variables = builder.environment();
        settings.surroundings().applyTo(variables);
        environment.forEach(variables::putIfAbsent);
        variables.put(MARK, mark);
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new CommandStartException(
                    description, program + " was not started: " + StartFailure.explain(failure), failure);
        }
    }

    private static void close(Process process) {
        for (Closeable stream :
                List.of(process.getOutputStream(), process.getInputStream(), process.getErrorStream())) {
            try {
                stream.close();
            } catch (IOException gone) {
                // So is the process.
            }
        }
    }
}
