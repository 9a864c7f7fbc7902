package org.pybridge.cpython;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pybridge.bundled.BundledPython;
import org.pybridge.packages.PythonPackages;

/**
 * What a user asks for.
 *
 * @param executable an installed Python, or empty for the bundled one
 * @param isolated whether each interpreter has a state and a lock of its own
 * @param guarded whether code is refused what takes the JVM down
 * @param path directories where Python looks for modules first
 * @param packages what to install, or empty
 */
record Configuration(
        Optional<String> executable,
        boolean isolated,
        boolean guarded,
        List<Path> path,
        Optional<PythonPackages> packages) {

    /** Finds the Python. */
    PythonHome home() {
        return executable.map(InstalledPython::find).orElseGet(() -> PythonHome.of(BundledPython.require()));
    }
}
