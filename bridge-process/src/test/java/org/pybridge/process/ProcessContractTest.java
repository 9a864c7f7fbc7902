package org.pybridge.process;

import org.pybridge.spi.Backend;
import org.pybridge.testing.PythonContract;

/** Workers pass the contract. */
class ProcessContractTest extends PythonContract {
    @Override
    protected Backend backend() {
        return PythonProcess.builder().build();
    }
}
