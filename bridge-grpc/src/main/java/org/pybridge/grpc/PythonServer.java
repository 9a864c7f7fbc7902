package org.pybridge.grpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pybridge.Health;
import org.pybridge.Python;
import org.pybridge.grpc.protocol.Description;
import org.pybridge.internal.lease.Lender;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.Capability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a {@link Python} to other machines, whose {@link RemotePython} calls it.
 *
 * <pre>{@code
 * try (Python python = Python.builder(PythonProcess.at("python3")).build();
 *         PythonServer server = PythonServer.builder(python).port(50051).tls(chain, key).allow("shop.pricing:*").start()) {
 *     server.awaitEnd();
 * }
 * }</pre>
 *
 * <p>A client gets what was allowed and nothing else, see {@link Builder#allow} and {@link Builder#allowCode}. Nothing is encrypted on this
 * machine alone unless {@link Builder#tls} or {@link Builder#plaintext} says so. Closing the server leaves its Python open. Thread-safe.
 */
public final class PythonServer implements AutoCloseable {
    static final int MAX_MESSAGE = 64 << 20;

    /** What a byte of a message may become in memory, as a rule; small objects become more. */
    private static final int MEMORY_OF_A_BYTE = 8;

    /** How often the interpreters that clients keep are looked at. */
    private static final long LOOK_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(PythonServer.class);

    private final Python python;
    private final Server server;
    private final Served served;
    private final Duration closeTimeout;
    private final HealthStatusManager health;
    private final ScheduledExecutorService pulse;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PythonServer(
            Python python,
            Server server,
            Served served,
            Duration closeTimeout,
            HealthStatusManager health,
            Duration healthInterval) {
        this.python = python;
        this.server = server;
        this.served = served;
        this.closeTimeout = closeTimeout;
        this.health = health;
        this.pulse = Executors.newScheduledThreadPool(2, task -> new DaemonThread("pybridge-health", task));
        pulse.scheduleWithFixedDelay(
                () -> look(healthInterval), healthInterval.toNanos(), healthInterval.toNanos(), TimeUnit.NANOSECONDS);
        pulse.scheduleWithFixedDelay(
                () -> served.streams().forEach(ServerStream::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Begins the settings of a server.
     *
     * @param python what it serves; it stays the caller's, to be closed after the server
     * @return a builder
     */
    public static Builder builder(Python python) {
        return new Builder(python);
    }

    /** Busy is not ill: a server whose interpreters are all in use says so to those who ask for one more. */
    private void look(Duration limit) {
        try {
            Health found = python.health(limit);
            boolean serves = found.status() != Health.Status.DOWN;
            health.setStatus(
                    HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
                    serves ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
        } catch (RuntimeException | Error failed) {
            LOG.warn("the health of the served Python could not be told", failed);
            health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
        }
    }

    /**
     * Returns the port.
     *
     * @return where the server listens, also where any free port was asked for
     */
    public int port() {
        return server.getPort();
    }

    /**
     * Returns how many streams clients have open.
     *
     * @return at least 0
     */
    public int streams() {
        return served.streams().size();
    }

    /**
     * Waits until the server is closed.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public void awaitEnd() throws InterruptedException {
        server.awaitTermination();
    }

    /**
     * Ends the server. It takes no new streams; those in which nothing runs and nothing is held are ended, the others when that is so, and
     * after {@link Builder#closeTimeout} all of them. Their interpreters go back to the Python, which stays open. Safe to call again.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        pulse.shutdownNow();
        health.enterTerminalState();
        server.shutdown();
        served.streams().forEach(ServerStream::drain);
        try {
            if (!server.awaitTermination(closeTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
                server.shutdownNow();
                server.awaitTermination(closeTimeout.toNanos(), TimeUnit.NANOSECONDS);
            }
            served.threads().shutdown();
            served.threads().awaitTermination(closeTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            server.shutdownNow();
            served.threads().shutdown();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "PythonServer at port " + port() + " of " + python;
    }

    static long requirePositive(String option, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(option + " is " + value + "; it must be more than zero");
        }
        return value;
    }

    /** The settings of a {@link PythonServer}. For one thread. */
    public static final class Builder {
        private static final int MAX_HEADERS = 16 << 10;
        private static final long KEEP_ALIVE_SECONDS = 30;

        /** Descriptions, health checks, reflection. */
        private static final int BESIDE_STREAMS = 16;

        private final Python python;
        private String host = InetAddress.getLoopbackAddress().getHostAddress();
        private int port;
        private @Nullable ServerCredentials credentials;
        private boolean plaintext;
        private Authorizer authorizer = (peer, usual) -> usual;
        private boolean authorized;
        private Permission permission = Permission.entryPoints();
        private int maxMessage = MAX_MESSAGE;
        private int maxStreams = 256;
        private int maxCalls = 64;
        private int maxObjects = 100_000;
        private Duration maxCallTime = Duration.ofHours(1);
        private Duration closeTimeout = Duration.ofSeconds(10);
        private Duration healthInterval = Duration.ofSeconds(5);

        private Builder(Python python) {
            this.python = Objects.requireNonNull(python, "python");
        }

        /**
         * Listens at a port. By default at any free one, see {@link PythonServer#port}.
         *
         * @param number 0 for any
         * @return this builder
         */
        public Builder port(int number) {
            if (number < 0 || number > 65_535) {
                throw new IllegalArgumentException("port is " + number + "; it must be between 0 and 65535");
            }
            port = number;
            return this;
        }

        /**
         * Listens at an address. By default at the loopback address, which this machine alone reaches.
         *
         * @param address an address or a name of this machine; {@code 0.0.0.0} for all
         * @return this builder
         */
        public Builder host(String address) {
            host = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Has connections encrypted.
         *
         * @param certificates a file with the server's certificate, and those that signed it, in PEM
         * @param privateKey a file with its key in PKCS 8, PEM, without a password
         * @return this builder
         * @throws UncheckedIOException when one cannot be read
         */
        public Builder tls(Path certificates, Path privateKey) {
            return tls(certificates, privateKey, null);
        }

        /**
         * Has connections encrypted, and takes only clients with a certificate; its name is the {@link Peer#certificate()}.
         *
         * @param certificates a file with the server's certificate, and those that signed it, in PEM
         * @param privateKey a file with its key in PKCS 8, PEM, without a password
         * @param clients a file with the certificates that sign those of clients, in PEM; null where clients need none
         * @return this builder
         * @throws UncheckedIOException when one cannot be read
         */
        public Builder tls(Path certificates, Path privateKey, @Nullable Path clients) {
            try {
                TlsServerCredentials.Builder tls =
                        TlsServerCredentials.newBuilder().keyManager(certificates.toFile(), privateKey.toFile());
                if (clients != null) {
                    tls.trustManager(clients.toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
                }
                credentials = tls.build();
                return this;
            } catch (IOException unreadable) {
                throw new UncheckedIOException(
                        "the certificates " + certificates + " or the key " + privateKey + " cannot be read",
                        unreadable);
            }
        }

        /**
         * Has nothing encrypted, at other addresses than the loopback one, too: whoever is on the way reads and changes what is called.
         *
         * @return this builder
         */
        public Builder plaintext() {
            plaintext = true;
            return this;
        }

        /**
         * Decides of each client what it may do. By default all may do what {@link #allow} and {@link #allowCode} say.
         *
         * @param hook the decision
         * @return this builder
         */
        public Builder authorize(Authorizer hook) {
            authorizer = Objects.requireNonNull(hook, "hook");
            authorized = true;
            return this;
        }

        /**
         * Allows entry points, in addition to those that are allowed already.
         *
         * @param patterns as {@link Permission#entryPoints} takes them
         * @return this builder
         */
        public Builder allow(String... patterns) {
            permission = permission.and(Permission.entryPoints(patterns));
            return this;
        }

        /**
         * Allows everything: code of the client's own, any function and any attribute. A client can then do what the server's process can.
         *
         * @return this builder
         */
        public Builder allowCode() {
            permission = Permission.everything();
            return this;
        }

        /**
         * Limits how large a message of a client may be. 64 MiB by default.
         *
         * @param bytes more than zero
         * @return this builder
         */
        public Builder maxMessage(int bytes) {
            maxMessage = (int) requirePositive("maxMessage", bytes);
            return this;
        }

        /**
         * Limits how many streams one client may have at once: interpreters of its pool. 256 by default.
         *
         * @param number more than zero
         * @return this builder
         */
        public Builder maxStreams(int number) {
            maxStreams = (int) requirePositive("maxStreams", number);
            return this;
        }

        /**
         * Limits how many calls of one stream may run at once. 64 by default.
         *
         * @param number more than zero
         * @return this builder
         */
        public Builder maxCalls(int number) {
            maxCalls = (int) requirePositive("maxCalls", number);
            return this;
        }

        /**
         * Limits how many live objects one stream may hold. 100 000 by default.
         *
         * @param number more than zero
         * @return this builder
         */
        public Builder maxObjects(int number) {
            maxObjects = (int) requirePositive("maxObjects", number);
            return this;
        }

        /**
         * Limits how long a call may run, whatever its client says. One hour by default.
         *
         * @param limit more than zero
         * @return this builder
         */
        public Builder maxCallTime(Duration limit) {
            maxCallTime = CallOptions.requireTimeout("maxCallTime", limit);
            return this;
        }

        /**
         * Limits how long {@link PythonServer#close()} waits for what runs. 10 seconds by default.
         *
         * @param limit more than zero
         * @return this builder
         */
        public Builder closeTimeout(Duration limit) {
            closeTimeout = CallOptions.requireTimeout("closeTimeout", limit);
            return this;
        }

        /**
         * Says how often Python is asked whether it answers, for {@code grpc.health.v1}. Every 5 seconds by default.
         *
         * @param interval more than zero
         * @return this builder
         */
        public Builder healthInterval(Duration interval) {
            healthInterval = CallOptions.requireTimeout("healthInterval", interval);
            return this;
        }

        /**
         * Starts the server.
         *
         * @return a server that listens
         * @throws IllegalStateException when nobody may do anything, or when it would listen to other machines unencrypted
         * @throws IllegalArgumentException when the Python was not made by {@code Python.builder}
         * @throws UncheckedIOException when it cannot listen there
         * @throws org.pybridge.BridgeException when the Python does not work
         */
        @SuppressWarnings("deprecation") // clients of Python know the older version of reflection alone
        public PythonServer start() {
            if (permission.isEmpty() && !authorized) {
                throw new IllegalStateException(
                        "the server would allow nothing; name entry points by allow(\"shop.pricing:*\"), or say allowCode()");
            }
            if (!(python instanceof Lender lender)) {
                throw new IllegalArgumentException("a " + python.getClass().getName()
                        + " cannot be served; serve one that Python.builder(...) made");
            }
            InetSocketAddress address = address();
            if (credentials == null && !plaintext && !address.getAddress().isLoopbackAddress()) {
                throw new IllegalStateException(
                        host
                                + " is reached by other machines; say tls(certificates, key), or plaintext() where the network is trusted");
            }
            ExecutorService threads = Executors.newCachedThreadPool(task -> new DaemonThread("pybridge-server", task));
            Served.Limits limits = new Served.Limits(
                    maxStreams, maxCalls, maxObjects, maxCallTime, (long) maxMessage * MEMORY_OF_A_BYTE);
            Cleaner cleaner = Cleaner.create(task -> new DaemonThread("pybridge-server-cleaner", task));
            ServedExtensions extensions = ServedExtensions.of(lender.extensions());
            Served served = new Served(lender, limits, authorizer, permission, extensions, threads, cleaner);
            PythonService service = new PythonService(served, description(lender));
            HealthStatusManager health = new HealthStatusManager();
            Server server = NettyServerBuilder.forAddress(
                            address, credentials == null ? InsecureServerCredentials.create() : credentials)
                    .directExecutor()
                    .addService(io.grpc.ServerInterceptors.intercept(service, service))
                    .addService(health.getHealthService())
                    .addService(ProtoReflectionServiceV1.newInstance())
                    .addService(ProtoReflectionService.newInstance())
                    .maxConcurrentCallsPerConnection(maxStreams + BESIDE_STREAMS)
                    .maxInboundMessageSize(maxMessage)
                    .maxInboundMetadataSize(MAX_HEADERS)
                    .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                    .permitKeepAliveTime(KEEP_ALIVE_SECONDS / 2, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .build();
            try {
                server.start();
            } catch (IOException taken) {
                threads.shutdown();
                throw new UncheckedIOException("the server cannot listen at " + host + ":" + port, taken);
            }
            return new PythonServer(python, server, served, closeTimeout, health, healthInterval);
        }

        private InetSocketAddress address() {
            try {
                return new InetSocketAddress(InetAddress.getByName(host), port);
            } catch (UnknownHostException unknown) {
                throw new IllegalArgumentException(
                        "host is '" + host + "', which is no address of this machine", unknown);
            }
        }

        private Description description(Lender lender) {
            List<String> capabilities = lender.backend().capabilities().stream()
                    .map(Capability::name)
                    .sorted()
                    .toList();
            return Description.newBuilder()
                    .setProtocol(Protocol.VERSION)
                    .setPythonVersion(python.call("platform:python_version", List.of(), String.class))
                    .addAllCapabilities(capabilities)
                    .setMaxMessage(maxMessage)
                    .build();
        }
    }
}
