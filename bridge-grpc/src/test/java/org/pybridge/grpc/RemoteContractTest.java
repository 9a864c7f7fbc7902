package org.pybridge.grpc;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.pybridge.process.PythonProcess;
import org.pybridge.spi.Backend;
import org.pybridge.testing.PythonContract;

/** A server on workers passes the contract. */
class RemoteContractTest extends PythonContract {
    private static final int INTERPRETERS = 24;

    @RegisterExtension
    static final LoopbackServer SERVER = new LoopbackServer(INTERPRETERS, () -> PythonProcess.at("python3"));

    @Override
    protected Backend backend() {
        return SERVER.client();
    }
}
