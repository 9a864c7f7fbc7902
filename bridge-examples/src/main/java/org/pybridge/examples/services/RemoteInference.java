package org.pybridge.examples.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.TypeRef;
import org.pybridge.grpc.PythonServer;
import org.pybridge.grpc.RemotePython;

/** Calls numpy on two servers, and kills one of them in the middle: a prediction may be asked for again, so none is lost. */
public final class RemoteInference {
    private static final int PREDICTIONS = 400;
    private static final int CALLERS = 4;

    private RemoteInference() {}

    /**
     * Runs the example, or one of its servers.
     *
     * @param arguments {@code serve} for a server, which says its port and serves until it is killed
     */
    public static void main(String[] arguments) throws Exception {
        try (PrintStream out = new PrintStream(System.out, true, UTF_8)) {
            if (List.of(arguments).contains("serve")) {
                serve(out);
            } else {
                run(out);
            }
        }
    }

    private static void serve(PrintStream out) throws InterruptedException {
        Python workers = Pythons.start(2);
        PythonServer server = PythonServer.builder(workers).allow("inference:*").start();
        out.println(server.port());
        server.awaitEnd();
    }

    static void run(PrintStream out) throws Exception {
        out.println("Starting two servers; their packages are installed when they are not there yet ...");
        Process one = server();
        Process other = server();
        try (Python python = Python.builder(RemotePython.at(address(one) + "," + address(other)))
                .pool(pool -> pool.size(CALLERS))
                .build()) {
            AtomicInteger answered = new AtomicInteger();
            AtomicInteger again = new AtomicInteger();
            predictAll(python, answered, again, one);
            out.printf(
                    "%d of %d predictions came, %s; one server was killed in the middle%n",
                    answered.get(), PREDICTIONS, again.get() == 0 ? "none asked for twice" : "some asked for twice");
        } finally {
            one.destroyForcibly();
            other.destroyForcibly();
        }
    }

    private static void predictAll(Python python, AtomicInteger answered, AtomicInteger again, Process victim) {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < PREDICTIONS; i++) {
                all.add(CompletableFuture.runAsync(
                        () -> {
                            predict(python, again);
                            if (answered.incrementAndGet() == PREDICTIONS / 2) {
                                victim.destroyForcibly();
                            }
                        },
                        callers));
            }
            all.forEach(CompletableFuture::join);
        } finally {
            callers.shutdownNow();
        }
    }

    /** Asks until there is an answer: a model forgets what it was asked, so it may be asked twice. */
    private static List<Double> predict(Python python, AtomicInteger again) {
        List<List<Double>> features = List.of(Collections.nCopies(100, 1.0));
        while (true) {
            try {
                return python.call("inference:predict", List.of(features), new TypeRef<List<List<Double>>>() {})
                        .get(0);
            } catch (InterpreterLostException lost) {
                again.incrementAndGet();
            }
        }
    }

    private static Process server() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RemoteInference.class.getName(),
                        "serve")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String address(Process server) throws IOException {
        return "localhost:" + server.inputReader().readLine();
    }
}
