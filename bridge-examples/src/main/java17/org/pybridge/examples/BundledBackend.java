package org.pybridge.examples;

import java.nio.file.Path;
import org.pybridge.packages.PythonPackages;
import org.pybridge.process.PythonProcess;
import org.pybridge.spi.Backend;

/** The Python that Maven brings, in worker processes: in the JVM it needs Java 22. */
final class BundledBackend {
    private BundledBackend() {}

    static Backend of(PythonPackages packages, Path modules) {
        return PythonProcess.builder().bundled().packages(packages).path(modules).build();
    }
}
