package org.pybridge.process;

import java.util.Optional;
import org.pybridge.PackageInstallException;
import org.pybridge.Python;
import org.pybridge.spi.Backend;
import org.pybridge.testing.PythonContract;

/** Workers pass the contract, on the Python that the system property {@code pybridge.python} names. */
class ProcessContractTest extends PythonContract {
    private static final String PYTHON = System.getProperty("pybridge.python", "python3");

    @Override
    protected Backend backend() {
        return PythonProcess.at(PYTHON);
    }

    /** Installed once into the user's cache; without a package index there is none. */
    @Override
    protected Optional<Backend> backendWithNumpy() {
        PythonProcess backend =
                PythonProcess.builder().executable(PYTHON).packages("numpy").build();
        try (Python python = Python.builder(backend).build()) {
            python.exec("import numpy");
            return Optional.of(backend);
        } catch (PackageInstallException unreachable) {
            return Optional.empty();
        }
    }
}
