package org.pybridge.grpc;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.pybridge.Python;
import org.pybridge.spi.Backend;

/** A server on this machine, for all tests of a class, that outlives what their own methods close. */
final class LoopbackServer implements BeforeAllCallback, AfterAllCallback {
    private final Supplier<Backend> served;
    private final int size;
    private @Nullable Python python;
    private @Nullable PythonServer server;
    private @Nullable RemotePython client;

    LoopbackServer(int size, Supplier<Backend> served) {
        this.served = served;
        this.size = size;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (server == null) {
            python = Python.builder(served.get()).pool(pool -> pool.size(size)).build();
            server = PythonServer.builder(python).allowCode().start();
            client = RemotePython.at("localhost:" + server.port());
        }
    }

    RemotePython client() {
        return Objects.requireNonNull(client);
    }

    Python python() {
        return Objects.requireNonNull(python);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getEnclosingClass() == null) {
            Objects.requireNonNull(server).close();
            python().close();
        }
    }
}
