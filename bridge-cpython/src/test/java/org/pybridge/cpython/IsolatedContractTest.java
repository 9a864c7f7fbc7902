package org.pybridge.cpython;

import org.pybridge.spi.Backend;
import org.pybridge.testing.PythonContract;

/** CPython in the JVM passes the contract, on interpreters with a state and a lock of their own. */
class IsolatedContractTest extends PythonContract {

    @Override
    protected Backend backend() {
        return Pythons.builder().isolated().build();
    }
}
