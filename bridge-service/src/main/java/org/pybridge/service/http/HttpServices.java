package org.pybridge.service.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pybridge.internal.support.DaemonThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services of grpc-java, in Python or in Java, for clients that speak HTTP: Twirp at {@code /twirp/package.Service/Method}, Connect at
 * {@code /package.Service/Method}, each with JSON and protobuf.
 *
 * <pre>{@code
 * HttpServices services = HttpServices.of(PythonService.implement(python, HaberdasherGrpc.getServiceDescriptor(), "hats:Haberdasher"));
 * HttpServer server = services.start(new InetSocketAddress(8080));
 * }</pre>
 *
 * <p>{@link #start} takes the JDK's own server; {@link #handler} and {@link ServiceServlet} are for an existing server, with its TLS, HTTP/2
 * and authentication. Requests are answered on the server's threads, which wait for the services. Thread-safe.
 */
public final class HttpServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServices.class);
    private static final String TWIRP = "/twirp/";
    private static final int MAX_MESSAGE = 4 << 20;
    private static final int MOST_WAITING = 1024;

    static {
        // Without it, each response waits for the acknowledgement of its first part. The JDK reads this once, with its
        // server's first use.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final ExecutorService threads =
            Executors.newCachedThreadPool(task -> new DaemonThread("pybridge-http", task));
    private final Collection<HttpServer> started = new ConcurrentLinkedQueue<>();
    private final Server server;
    private final ManagedChannel channel;
    private final TwirpHandler twirp;
    private final ConnectHandler connect;

    private HttpServices(Collection<ServerServiceDefinition> services, int maxMessage) {
        Map<String, RpcMethod> methods = methods(services);
        String name = InProcessServerBuilder.generateName();
        try {
            server = InProcessServerBuilder.forName(name)
                    .executor(threads)
                    .addServices(List.copyOf(services))
                    .build()
                    .start();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        channel = InProcessChannelBuilder.forName(name).executor(threads).build();
        twirp = new TwirpHandler(channel, methods, maxMessage);
        connect = new ConnectHandler(channel, methods, maxMessage);
    }

    /**
     * Gives services to HTTP; their requests may have up to 4 MiB.
     *
     * @param services made from a {@code .proto}, as {@code PythonService.implement} and {@code bindService()} give them
     * @return the services, to be closed
     * @throws IllegalArgumentException when one was not made from a {@code .proto}
     */
    public static HttpServices of(ServerServiceDefinition... services) {
        return of(List.of(services), MAX_MESSAGE);
    }

    /**
     * Gives services to HTTP.
     *
     * @param services made from a {@code .proto}, as {@code PythonService.implement} and {@code bindService()} give them
     * @param maxMessage how many bytes a request may have, more than zero
     * @return the services, to be closed
     * @throws IllegalArgumentException when one was not made from a {@code .proto}, or the limit is not more than zero
     */
    public static HttpServices of(Collection<ServerServiceDefinition> services, int maxMessage) {
        if (maxMessage <= 0) {
            throw new IllegalArgumentException("maxMessage is " + maxMessage + "; it must be more than zero");
        }
        return new HttpServices(services, maxMessage);
    }

    private static Map<String, RpcMethod> methods(Collection<ServerServiceDefinition> services) {
        Map<String, RpcMethod> methods = new HashMap<>();
        for (ServerServiceDefinition service : services) {
            if (!(service.getServiceDescriptor().getSchemaDescriptor()
                    instanceof ProtoServiceDescriptorSupplier schema)) {
                throw new IllegalArgumentException(
                        "the service " + service.getServiceDescriptor().getName()
                                + " was not made from a .proto, so HTTP cannot carry it");
            }
            RpcMethod.all(schema.getServiceDescriptor())
                    .forEach(method -> methods.put(method.bytes().getFullMethodName(), method));
        }
        return methods;
    }

    /**
     * Gives a handler for an existing server of the JDK's. For it to answer at once, the system property
     * {@code sun.net.httpserver.nodelay} has to be {@code true} before that server is made.
     *
     * @return a handler, to be put at {@code /} or below
     */
    public HttpHandler handler() {
        return exchange -> {
            try (exchange) {
                answer(new JdkExchange(exchange));
            }
        };
    }

    /**
     * Starts a server of the JDK's with these services and nothing else, without TLS. Stopping it leaves the services
     * open. It limits neither connections nor the time that a client takes for a request: where clients are not trusted, put a proxy before it, or take
     * {@link ServiceServlet}.
     *
     * @param address where it listens; port 0 for any that is free
     * @return a running server, to be stopped
     * @throws UncheckedIOException when it cannot listen there
     */
    public HttpServer start(InetSocketAddress address) {
        try {
            HttpServer made = HttpServer.create(address, MOST_WAITING);
            made.setExecutor(threads);
            made.createContext("/", handler());
            made.start();
            started.add(made);
            return made;
        } catch (IOException taken) {
            throw new UncheckedIOException("the server cannot listen at " + address, taken);
        }
    }

    /** Answers one request. */
    void answer(Exchange exchange) throws IOException {
        String path = exchange.path();
        try {
            if (path.startsWith(TWIRP)) {
                twirp.handle(exchange, path.substring(TWIRP.length()));
            } else {
                connect.handle(exchange, path.startsWith("/") ? path.substring(1) : path);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", stopped);
        } catch (RuntimeException failed) {
            LOG.warn("the request for {} failed", path, failed);
            exchange.respond(500, new byte[0]);
        }
    }

    /** Ends calls under way and the servers that {@link #start} made, and takes no more calls; safe to call again. */
    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        started.forEach(one -> one.stop(0));
        // The threads end by themselves when they have answered.
    }
}
