package org.pybridge.process.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pybridge.packages.PythonPackages;
import org.pybridge.process.protocol.FrameReader;

/**
 * What workers are started with. Immutable.
 *
 * @param executable the interpreter
 * @param directory the working directory; empty for the JVM's
 * @param environment what is set, or removed where empty, in the environment that the JVM has
 * @param path directories for {@code sys.path}
 * @param packages what has to be installed
 * @param preload modules that a worker has imported when it is ready
 * @param limits what the operating system is to refuse the workers, by the worker's names of the limits
 * @param maxResult how many bytes a result may take, on its way and in the JVM
 * @param startTimeout how long a worker may take until it is ready
 */
public record Configuration(
        Path executable,
        Optional<Path> directory,
        Map<String, Optional<String>> environment,
        List<Path> path,
        Optional<PythonPackages> packages,
        List<String> preload,
        Map<String, Long> limits,
        long maxResult,
        Duration startTimeout) {

    /** What is no result and has a limit of its own fits into a frame whatever the limit of results is. */
    private static final long LARGEST_OTHER = 16L << 20;

    private static final int BESIDE_A_RESULT = 1 << 16;

    /** The same for another interpreter. */
    public Configuration with(Path interpreter) {
        return new Configuration(
                interpreter, directory, environment, path, packages, preload, limits, maxResult, startTimeout);
    }

    /** Gives how many bytes a frame of a worker may have. */
    int largestFrame() {
        return (int) Math.min(FrameReader.LARGEST, Math.max(maxResult, LARGEST_OTHER) + BESIDE_A_RESULT);
    }

    /** Describes a process that runs a Python program: isolated, without {@code site}, which the program runs itself when it needs it. */
    ProcessBuilder process(String command, String program) {
        ProcessBuilder builder = new ProcessBuilder(command, "-I", "-S", "-c", program);
        directory.ifPresent(where -> builder.directory(where.toFile()));
        environment.forEach((name, value) -> value.ifPresentOrElse(
                text -> builder.environment().put(name, text),
                () -> builder.environment().remove(name)));
        return builder;
    }
}
