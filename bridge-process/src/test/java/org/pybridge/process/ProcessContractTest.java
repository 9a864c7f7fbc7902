package org.pybridge.process;

import org.pybridge.spi.Backend;
import org.pybridge.testing.PythonContract;

/** Workers pass the contract, on the Python that the system property {@code pybridge.python} names. */
class ProcessContractTest extends PythonContract {
    @Override
    protected Backend backend() {
        return PythonProcess.at(System.getProperty("pybridge.python", "python3"));
    }
}
