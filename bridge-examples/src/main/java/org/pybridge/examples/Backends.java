package org.pybridge.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.pybridge.graalpy.GraalPy;
import org.pybridge.packages.PythonPackages;
import org.pybridge.process.PythonProcess;
import org.pybridge.spi.Backend;

/** Where the Python of an example runs. That is the only line that differs. */
public final class Backends {
    private static final Duration TIME_TO_COMPILE = Duration.ofHours(2);
    private static final String BUNDLED = "bundled";

    private Backends() {}

    /**
     * Describes a backend with an example's packages and modules.
     *
     * @param python as {@link #cpython} takes it; empty for GraalPy in this JVM
     * @param requirements the file that names the packages
     * @param modules the directory of the example's own modules
     */
    public static Backend of(Optional<String> python, Path requirements, Path modules) {
        PythonPackages packages = packages(requirements);
        return python.map(named -> cpython(named, packages, modules))
                .orElseGet(() ->
                        GraalPy.builder().packages(packages).pythonPath(modules).build());
    }

    /**
     * Describes a backend of CPython.
     *
     * @param python {@code bundled}, for the Python that Maven brings, in this JVM or, before Java 22, in worker processes; else the program
     *     that worker processes run
     * @param packages what is installed for it
     * @param modules the directory of the example's own modules
     */
    public static Backend cpython(String python, PythonPackages packages, Path modules) {
        return python.equals(BUNDLED)
                ? BundledBackend.of(packages, modules)
                : PythonProcess.builder()
                        .executable(python)
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
