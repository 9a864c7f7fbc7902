package org.pybridge.cpython;

import java.util.Optional;
import org.pybridge.PackageInstallException;
import org.pybridge.Python;
import org.pybridge.spi.Backend;
import org.pybridge.testing.PythonContract;

/** CPython in the JVM passes the contract, on shares of its main interpreter. */
class CPythonContractTest extends PythonContract {

    @Override
    protected Backend backend() {
        return Pythons.builder().build();
    }

    /** Installed once into the user's cache; without a package index there is none. */
    @Override
    protected Optional<Backend> backendWithNumpy() {
        CPython backend = Pythons.builder().packages("numpy").build();
        try (Python python = Python.builder(backend).build()) {
            python.exec("import numpy");
            return Optional.of(backend);
        } catch (PackageInstallException unreachable) {
            return Optional.empty();
        }
    }
}
