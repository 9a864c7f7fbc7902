package org.pybridge.cpython;

import org.pybridge.spi.Backend;
import org.pybridge.testing.PythonContract;

/** CPython in the JVM passes the contract, on shares of its main interpreter. */
class CPythonContractTest extends PythonContract {

    @Override
    protected Backend backend() {
        return CPython.bundled();
    }
}
