package org.pybridge.graalpy;

import org.junit.jupiter.api.Order;
import org.pybridge.spi.Backend;
import org.pybridge.testing.EnduranceContract;

/** GraalPy endures. */
@Order(3)
class GraalPyEnduranceTest extends EnduranceContract {
    private static final String CONTEXT = "com.oracle.graal.python.runtime.PythonContext";

    @Override
    protected Backend backend() {
        return GraalPy.builder().build();
    }

    /** Those that a full collection leaves, in use or not. */
    @Override
    protected long interpreters() {
        return Instances.of(CONTEXT);
    }
}
