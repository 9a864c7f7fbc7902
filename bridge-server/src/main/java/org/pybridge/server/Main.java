package org.pybridge.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.pybridge.BridgeException;
import org.pybridge.Python;
import org.pybridge.grpc.PythonServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves Python in worker processes over gRPC, until it is told to end (SIGTERM); then it lets calls end. Its one argument is a file of properties,
 * which docs/grpc.md describes. What is wrong in it is logged, and the exit status is 2.
 */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int WRONG_SETTINGS = 2;

    private Main() {}

    /**
     * Runs the server.
     *
     * @param arguments the file of settings
     * @throws InterruptedException when the thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            if (arguments.length != 1) {
                throw new IllegalArgumentException(
                        "one argument is needed, the file of settings, and " + arguments.length + " are given");
            }
            serve(ServerSettings.read(Path.of(arguments[0])));
        } catch (IllegalArgumentException
                | IllegalStateException
                | IOException
                | UncheckedIOException
                | BridgeException wrong) {
            LOG.error("The server cannot start: {}", wrong.getMessage());
            System.exit(WRONG_SETTINGS);
        }
    }

    private static void serve(ServerSettings settings) throws InterruptedException {
        Python python = settings.python();
        PythonServer server;
        try {
            server = settings.server(python);
        } catch (RuntimeException refused) {
            python.close();
            throw refused;
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            python.close();
                        },
                        "pybridge-server-end"));
        LOG.info("Python is served at port {}", server.port());
        server.awaitEnd();
    }
}
