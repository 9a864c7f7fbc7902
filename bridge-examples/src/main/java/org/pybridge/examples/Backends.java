package org.pybridge.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.pybridge.graalpy.GraalPy;
import org.pybridge.packages.PythonPackages;
import org.pybridge.process.PythonProcess;
import org.pybridge.spi.Backend;

/** Where the Python of an example runs: in this JVM, or in workers. That is the only line that differs. */
public final class Backends {
    private static final Duration TIME_TO_COMPILE = Duration.ofHours(2);

    private Backends() {}

    /**
     * Describes a backend with an example's packages and modules.
     *
     * @param interpreter the Python program that workers run; empty for GraalPy in this JVM
     * @param requirements the file that names the packages
     * @param modules the directory of the example's own modules
     */
    public static Backend of(Optional<String> interpreter, Path requirements, Path modules) {
        PythonPackages packages = packages(requirements);
        return interpreter.isEmpty()
                ? GraalPy.builder().packages(packages).pythonPath(modules).build()
                : PythonProcess.builder()
                        .executable(interpreter.get())
                        .packages(packages)
                        .path(modules)
                        .build();
    }

    /** The system property {@code pybridge.wheels} names a directory with wheels that were built before. */
    private static PythonPackages packages(Path requirements) {
        PythonPackages.Builder packages =
                PythonPackages.builder().requirements(requirements).timeout(TIME_TO_COMPILE);
        String wheels = System.getProperty("pybridge.wheels", "");
        if (!wheels.isEmpty() && Files.isDirectory(Path.of(wheels))) {
            packages.findLinks(wheels);
        }
        return packages.build();
    }
}
