package org.pybridge.graalpy;

import org.pybridge.spi.Backend;
import org.pybridge.testing.PythonContract;

/** GraalPy passes the contract. */
class GraalPyContractTest extends PythonContract {
    @Override
    protected Backend backend() {
        return GraalPy.builder().build();
    }
}
