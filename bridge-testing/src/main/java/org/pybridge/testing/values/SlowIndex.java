package org.pybridge.testing.values;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A package index that answers only when it is told to.
 *
 * <p>Source: the simple repository API, PEP 503.
 */
public final class SlowIndex implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answering = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Path wheels;

    private SlowIndex(HttpServer server, Path wheels) {
        this.server = server;
        this.wheels = wheels;
    }

    /** Starts an index of the wheels in a directory. */
    public static SlowIndex of(Path wheels) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SlowIndex index = new SlowIndex(server, wheels);
        server.createContext("/simple", index::list);
        server.createContext("/wheels", index::send);
        server.setExecutor(index.threads);
        server.start();
        return index;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/simple";
    }

    /** Waits for somebody who asks. */
    public void awaitQuestion() throws InterruptedException {
        if (!asked.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody asked for a package within " + TIMEOUT);
        }
    }

    public void answer() {
        answering.countDown();
    }

    private void list(HttpExchange exchange) throws IOException {
        asked.countDown();
        try {
            answering.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return;
        }
        try (Stream<Path> files = Files.list(wheels)) {
            List<String> links = files.map(file -> file.getFileName().toString())
                    .map(name -> "<a href=\"/wheels/" + name + "\">" + name + "</a>")
                    .toList();
            respond(exchange, links.stream().collect(Collectors.joining("\n")).getBytes(UTF_8));
        }
    }

    private void send(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Path wheel = wheels.resolve(path.substring(path.lastIndexOf('/') + 1));
        if (Files.exists(wheel)) {
            respond(exchange, Files.readAllBytes(wheel));
        } else {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        }
    }

    private static void respond(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
