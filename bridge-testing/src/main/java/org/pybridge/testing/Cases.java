package org.pybridge.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.pybridge.Python;
import org.pybridge.spi.Capability;

/** Cases about one topic. A subclass nested in the contract says which Python they run on. */
abstract class Cases {

    /** The Python that all cases share, with the module {@code kit}. It is never closed by a case. */
    Python python() {
        return contract().python();
    }

    /** The contract, for cases that start a Python of their own. */
    abstract PythonContract contract();

    /** Says what a case is about that not every backend can do. */
    final void needs(Capability capability) {
        assumeTrue(contract().can(capability), () -> "the backend declares that it lacks " + capability);
    }
}
