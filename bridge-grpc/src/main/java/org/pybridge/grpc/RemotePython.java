package org.pybridge.grpc;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pybridge.grpc.protocol.Description;
import org.pybridge.grpc.protocol.Open;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.spi.Backend;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.Capability;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;

/**
 * Python on another machine, where a {@link PythonServer} serves it.
 *
 * <pre>{@code
 * Python python = Python.builder(RemotePython.at("dns:///python:50051")).build();
 * }</pre>
 *
 * <p>Each interpreter of the pool is one stream to a server; where the target has several addresses, gRPC spreads the streams over those that
 * are healthy. So the pool's size is how many calls this client makes at once; how many interpreters there are is the server's to say.
 * Thread-safe; its configuration is immutable.
 */
public final class RemotePython implements Backend {
    private static final long KEEP_ALIVE_SECONDS = 30;
    private static final Set<Capability> ONLY_LOCAL =
            EnumSet.of(Capability.SHARED_MEMORY, Capability.MANY_CALLS, Capability.MEMORY_USE);
    private static final Map<String, ?> BALANCING = Map.of(
            "healthCheckConfig", Map.of("serviceName", ""),
            "loadBalancingConfig", List.of(Map.of("round_robin", Map.of())));

    private final Configuration configuration;
    private final ReentrantLock connecting = new ReentrantLock();
    private final Set<RemoteInterpreter> started = ConcurrentHashMap.newKeySet();
    private @Nullable Connected connected;
    private volatile @Nullable Description description;

    private record Configuration(
            String target,
            ChannelCredentials credentials,
            @Nullable Supplier<String> token,
            Duration connectTimeout,
            long maxResult,
            int maxMessage) {}

    /** What there is as long as interpreters are used. */
    private record Connected(ServerConnection connection, RemoteInterpreter.Shared shared, ExecutorService threads) {}

    private RemotePython(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Returns the Python at a target, with the settings that {@link Builder} begins with.
     *
     * @param target a target as gRPC names it: {@code host:port}, or {@code dns:///host:port} for all addresses of a name, or servers
     *     one by one, {@code host:port,host:port}
     * @return the backend; nothing is connected yet
     * @throws IllegalArgumentException when it is a list, and one of it has no host or no port
     */
    public static RemotePython at(String target) {
        return builder(target).build();
    }

    /**
     * Begins the settings of the Python at a target.
     *
     * @param target a target as gRPC names it: {@code host:port}, or {@code dns:///host:port} for all addresses of a name, or servers
     *     one by one, {@code host:port,host:port}
     * @return a builder
     * @throws IllegalArgumentException when it is a list, and one of it has no host or no port
     */
    public static Builder builder(String target) {
        return new Builder(target);
    }

    @Override
    public String name() {
        return "remote";
    }

    /**
     * Returns what the server's Python can do, as far as it can be done from another machine. Asks the server once.
     *
     * @throws org.pybridge.InterpreterLostException when no server answers, or one of another version
     * @throws AccessRefusedException when the server does not serve this client
     */
    @Override
    public Set<Capability> capabilities() {
        Set<String> names = Set.copyOf(described().getCapabilitiesList());
        return Arrays.stream(Capability.values())
                .filter(each -> names.contains(each.name()) && !ONLY_LOCAL.contains(each))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    private Description described() {
        Description known = description;
        if (known == null) {
            try (ServerConnection connection = connect()) {
                known = connection.describe();
            }
            description = known;
        }
        return known;
    }

    private ServerConnection connect() {
        String target = configuration.target();
        ManagedChannelBuilder<?> channel = ServerList.isList(target)
                ? Grpc.newChannelBuilder(
                        ServerList.SCHEME + ":///list", configuration.credentials(), ServerList.registry(target))
                : Grpc.newChannelBuilder(target, configuration.credentials());
        channel.directExecutor()
                .defaultServiceConfig(BALANCING)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .maxInboundMessageSize(configuration.maxMessage());
        return new ServerConnection(target, channel.build(), configuration.token(), configuration.connectTimeout());
    }

    private Connected connected() {
        connecting.lock();
        try {
            Connected present = connected;
            if (present == null) {
                ExecutorService threads =
                        Executors.newCachedThreadPool(task -> new DaemonThread("pybridge-remote", task));
                RemoteInterpreter.Shared shared = new RemoteInterpreter.Shared(
                        configuration.target(),
                        Cleaner.create(task -> new DaemonThread("pybridge-remote-cleaner", task)),
                        threads,
                        configuration.maxResult());
                present = new Connected(connect(), shared, threads);
                connected = present;
            }
            return present;
        } finally {
            connecting.unlock();
        }
    }

    @Override
    public Interpreter start(Host host) {
        Description server = described();
        Connected present = connected();
        RemoteInterpreter interpreter = new RemoteInterpreter(host, present.shared(), server.getMaxMessage());
        Open open = Open.newBuilder()
                .setProtocol(Protocol.VERSION)
                .setExclusive(host.keepsState())
                .setCallers(host.callersPerInterpreter())
                .setMaxMessage(configuration.maxMessage())
                .setBigEndian(Protocol.BIG_ENDIAN)
                .build();
        present.connection().open(interpreter.stream(), open);
        started.removeIf(each -> !each.isUsable());
        started.add(interpreter);
        return interpreter;
    }

    @Override
    public void close() {
        connecting.lock();
        try {
            started.removeIf(each -> !each.isUsable());
            Connected present = connected;
            if (present != null && started.isEmpty()) {
                connected = null;
                present.connection().close();
                present.threads().shutdown();
            }
        } finally {
            connecting.unlock();
        }
    }

    @Override
    public String toString() {
        return "RemotePython at " + configuration.target();
    }

    /** The settings of a {@link RemotePython}. For one thread. */
    public static final class Builder {
        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
        private static final String ON_THIS_MACHINE = "(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?";
        private static final Pattern LOOPBACK =
                Pattern.compile("(dns:///)?" + ON_THIS_MACHINE + "(," + ON_THIS_MACHINE + ")*");

        private final String target;
        private boolean plaintext;
        private final TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
        private boolean withTls;
        private @Nullable Supplier<String> token;
        private Duration connectTimeout = CONNECT_TIMEOUT;
        private long maxResult = Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 4);
        private int maxMessage = PythonServer.MAX_MESSAGE;

        private Builder(String target) {
            this.target = Objects.requireNonNull(target, "target");
            ServerList.check(target);
            this.plaintext = LOOPBACK.matcher(target).matches();
        }

        /**
         * Has the connection encrypted, by a certificate that the JVM's own trust store trusts. The default, except for this machine.
         *
         * @return this builder
         */
        public Builder tls() {
            withTls = true;
            plaintext = false;
            return this;
        }

        /**
         * Has the connection encrypted, by a certificate that was signed by one of these.
         *
         * @param trusted a file with certificates in PEM
         * @return this builder
         * @throws UncheckedIOException when it cannot be read
         */
        public Builder tls(Path trusted) {
            try {
                tls.trustManager(trusted.toFile());
            } catch (IOException unreadable) {
                throw new UncheckedIOException("the certificates " + trusted + " cannot be read", unreadable);
            }
            return tls();
        }

        /**
         * Says who this client is, to a server that asks for a certificate.
         *
         * @param certificates a file with the client's certificate, and those that signed it, in PEM
         * @param privateKey a file with its key in PKCS 8, PEM, without a password
         * @return this builder
         * @throws UncheckedIOException when one cannot be read
         */
        public Builder clientCertificate(Path certificates, Path privateKey) {
            try {
                tls.keyManager(certificates.toFile(), privateKey.toFile());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(
                        "the certificate " + certificates + " or its key " + privateKey + " cannot be read",
                        unreadable);
            }
            return tls();
        }

        /**
         * Has nothing encrypted: whoever is on the way reads and changes what is called. The default for this machine alone.
         *
         * @return this builder
         */
        public Builder plaintext() {
            plaintext = true;
            return this;
        }

        /**
         * Sends a token with each stream, for the server's {@link PythonServer.Builder#authorize hook}.
         *
         * @param supplier gives it as it is now; asked when a stream begins
         * @return this builder
         */
        public Builder token(Supplier<String> supplier) {
            token = Objects.requireNonNull(supplier, "supplier");
            return this;
        }

        /**
         * Limits how long a server may take to answer when an interpreter starts. 10 seconds by default.
         *
         * @param limit more than zero
         * @return this builder
         */
        public Builder connectTimeout(Duration limit) {
            connectTimeout = CallOptions.requireTimeout("connectTimeout", limit);
            return this;
        }

        /**
         * Limits the memory that a result may take here. A quarter of the JVM's heap by default.
         *
         * @param bytes more than zero
         * @return this builder
         */
        public Builder maxResult(long bytes) {
            maxResult = PythonServer.requirePositive("maxResult", bytes);
            return this;
        }

        /**
         * Limits how large a message may be that a server sends. 64 MiB by default.
         *
         * @param bytes more than zero
         * @return this builder
         */
        public Builder maxMessage(int bytes) {
            maxMessage = (int) PythonServer.requirePositive("maxMessage", bytes);
            return this;
        }

        /**
         * Returns the backend.
         *
         * @return a backend; nothing is connected yet
         * @throws IllegalStateException when it is to be both encrypted and plaintext
         */
        public RemotePython build() {
            if (plaintext && withTls) {
                throw new IllegalStateException("plaintext() and tls(...) exclude each other; leave one out");
            }
            ChannelCredentials credentials = plaintext ? InsecureChannelCredentials.create() : tls.build();
            return new RemotePython(
                    new Configuration(target, credentials, token, connectTimeout, maxResult, maxMessage));
        }
    }
}
