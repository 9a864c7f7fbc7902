package org.pybridge.cpython;

import org.junit.jupiter.api.BeforeAll;
import org.pybridge.Python;
import org.pybridge.spi.Backend;
import org.pybridge.testing.EnduranceContract;

/** Shares of the main interpreter endure. */
class CPythonEnduranceTest extends EnduranceContract {

    /** Python's own thread stays. */
    @BeforeAll
    static void start() {
        Python.builder(Pythons.builder().build()).build().close();
    }

    @Override
    protected Backend backend() {
        return Pythons.builder().build();
    }

    /** There is the main one, always. */
    @Override
    protected long interpreters() {
        return 1;
    }
}
