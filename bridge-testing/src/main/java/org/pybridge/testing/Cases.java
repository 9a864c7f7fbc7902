package org.pybridge.testing;

import org.pybridge.Python;

/** Cases about one topic. A subclass nested in the contract says which Python they run on. */
abstract class Cases {

    /** The Python that all cases share, with the module {@code kit}. It is never closed by a case. */
    abstract Python python();

    /** The contract, for cases that start a Python of their own. */
    abstract PythonContract contract();
}
