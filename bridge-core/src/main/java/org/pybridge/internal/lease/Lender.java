package org.pybridge.internal.lease;

import java.util.List;
import org.pybridge.spi.Backend;
import org.pybridge.spi.PythonExtension;

/** A Python that lends its interpreters. Thread-safe. */
public interface Lender {

    /**
     * Tells where it runs.
     *
     * @return the backend
     */
    Backend backend();

    /**
     * Tells which libraries beside the bridge it was made with.
     *
     * @return the extensions
     */
    List<PythonExtension> extensions();

    /**
     * Lends an interpreter, as for a session.
     *
     * @param tenant who gets it
     * @return the lease, to be closed
     * @throws org.pybridge.BridgeException when none can be had in time
     */
    Lease lend(Tenant tenant);
}
