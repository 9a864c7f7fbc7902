package org.pybridge.examples;

import java.nio.file.Path;
import org.pybridge.cpython.CPython;
import org.pybridge.packages.PythonPackages;
import org.pybridge.spi.Backend;

/** The Python that Maven brings, in this JVM. */
final class BundledBackend {
    private BundledBackend() {}

    static Backend of(PythonPackages packages, Path modules) {
        return CPython.builder().packages(packages).path(modules).build();
    }
}
