package org.pybridge.process;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.pybridge.process.os.ProcessTree;
import org.pybridge.process.os.StartFailure;

/** Starts the process of a plan, and the threads that serve it. */
final class Launch {
    /** Inherited by everything that a command starts, so that it can be found. */
    private static final String MARK = "PYBRIDGE_COMMAND";

    private final Plan plan;

    Launch(Plan plan) {
        this.plan = plan;
    }

    RunningCommand start() {
        check();
        Input input = plan.streams().input().encoded(plan.streams().charset());
        String mark = UUID.randomUUID().toString();
        Process process = process(input, mark);
        try {
            ProcessTree tree = new ProcessTree(process.toHandle(), MARK, mark);
            Supervisor supervisor = new Supervisor(plan, process, tree, input);
            supervisor.start();
            return new RunningCommand(process, supervisor, plan);
        } catch (Throwable failure) {
            // No thread could be started, or the JVM is ending: nobody would ever end the process.
            process.destroyForcibly();
            close(process);
            throw failure;
        }
    }

    private void check() {
        Streams streams = plan.streams();
        Optional<String> problem = streams.input()
                .problem(streams.charset())
                .or(() -> streams.stdout().problem())
                .or(() -> streams.merged() ? Optional.empty() : streams.stderr().problem());
        if (problem.isPresent()) {
            throw new CommandStartException(plan.description(), problem.get(), null);
        }
        Path directory = plan.settings().surroundings().workingDirectory();
        if (!Files.isDirectory(directory)) {
            String what = Files.exists(directory) ? " is not a directory" : " does not exist";
            throw new CommandStartException(plan.description(), "its directory " + directory + what, null);
        }
    }

    private Process process(Input input, String mark) {
        List<String> line = new ArrayList<>();
        line.add(plan.program().toString());
        line.addAll(plan.arguments());
        Streams streams = plan.streams();
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(plan.settings().surroundings().workingDirectory().toFile())
                .redirectInput(input.source())
                .redirectOutput(streams.stdout().target())
                .redirectErrorStream(streams.merged());
        if (!streams.merged()) {
            builder.redirectError(streams.stderr().target());
        }
        Map<String, String> environment = builder.environment();
        plan.settings().surroundings().applyTo(environment);
        plan.environment().forEach(environment::putIfAbsent);
        environment.put(MARK, mark);
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new CommandStartException(
                    plan.description(), plan.program() + " was not started: " + StartFailure.explain(failure), failure);
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
