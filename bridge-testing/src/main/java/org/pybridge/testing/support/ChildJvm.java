package org.pybridge.testing.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A program in a JVM of its own, with the class path of this one. Used by one thread. */
public final class ChildJvm {
    private static final int MINUTES = 5;

    private final Class<?> program;
    private final List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
    private String classPath = System.getProperty("java.class.path");
    private Consumer<ProcessBuilder> change = process -> {};

    private ChildJvm(Class<?> program) {
        this.program = program;
    }

    /**
     * Describes a run.
     *
     * @param program has the method {@code main}
     * @return the run, to be started by {@link #output} or {@link #start}
     */
    public static ChildJvm of(Class<?> program) {
        return new ChildJvm(program);
    }

    /** Adds options of the JVM. */
    public ChildJvm options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Puts a jar or a directory before the class path. */
    public ChildJvm before(Path entry) {
        classPath = entry + File.pathSeparator + classPath;
        return this;
    }

    /** Changes the environment. */
    public ChildJvm environment(Consumer<Map<String, String>> setting) {
        change = change.andThen(process -> setting.accept(process.environment()));
        return this;
    }

    /** Runs it in a directory. */
    public ChildJvm in(Path directory) {
        change = change.andThen(process -> process.directory(directory.toFile()));
        return this;
    }

    /**
     * Runs it to its end.
     *
     * @param arguments what {@code main} gets
     * @return what it printed
     */
    public String output(String... arguments) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("child", ".txt");
        Process running = start(Redirect.to(printed.toFile()), arguments);
        try {
            assertThat(running.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as(() -> program + " ended")
                    .isTrue();
            return Files.readString(printed);
        } finally {
            running.destroyForcibly();
            Files.delete(printed);
        }
    }

    /**
     * Starts it, to be ended by the caller.
     *
     * @param output where what it prints goes
     * @param arguments what {@code main} gets
     * @return the running program
     */
    public Process start(Redirect output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        change.accept(process);
        return process.start();
    }
}
