package org.pybridge.examples.services;

import java.nio.file.Path;
import org.pybridge.Python;
import org.pybridge.packages.PythonPackages;
import org.pybridge.process.PythonProcess;

/** The Pythons of the examples: worker processes with packages that others made. */
final class Pythons {
    private Pythons() {}

    /**
     * Starts worker processes with what most examples need.
     *
     * @param number how many
     */
    static Python start(int number) {
        return start("services-requirements.txt", number);
    }

    /**
     * Starts worker processes.
     *
     * @param requirements the file that names their packages
     * @param number how many
     */
    static Python start(String requirements, int number) {
        return Python.builder(PythonProcess.builder()
                        .executable("python3")
                        .packages(PythonPackages.builder()
                                .requirements(Path.of(requirements))
                                .build())
                        .path(Path.of("src/main/services"), Path.of("target/generated-sources/protobuf"))
                        .build())
                .pool(pool -> pool.size(number))
                .build();
    }
}
