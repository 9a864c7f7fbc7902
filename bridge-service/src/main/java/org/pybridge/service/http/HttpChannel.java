package org.pybridge.service.http;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.support.DaemonThread;

/**
 * Calls services over HTTP, by the generated stubs of grpc-java: a channel like any other, which speaks Twirp or Connect.
 *
 * <pre>{@code
 * Channel shop = HttpChannel.twirp(URI.create("http://localhost:8080")).build();
 * Hat hat = HaberdasherGrpc.newBlockingStub(shop).makeHat(Size.newBuilder().setInches(12).build());
 * }</pre>
 *
 * <p>Both carry one request and one reply, Connect a stream of replies as well; other methods fail with {@code UNIMPLEMENTED}. Errors are
 * {@code StatusRuntimeException}s; {@link TwirpError#of} gives Twirp's own. Metadata are headers; call credentials are refused. A deadline ends the call, and Connect tells the server of it.
 * Thread-safe.
 */
public final class HttpChannel extends Channel {
    private final ClientProtocol protocol;
    private final HttpClient client;
    private final URI server;
    private final boolean json;
    private final int maxMessage;
    private final Executor threads =
            Executors.newCachedThreadPool(task -> new DaemonThread("pybridge-http-client", task));
    private final Map<String, RpcMethod> methods = new ConcurrentHashMap<>();

    private HttpChannel(Builder builder) {
        protocol = builder.protocol;
        client = builder.client != null ? builder.client : HttpClient.newHttpClient();
        server = builder.server;
        json = builder.json;
        maxMessage = builder.maxMessage;
    }

    /**
     * Begins a channel to a Twirp server.
     *
     * @param server its address, as {@code http://localhost:8080}; with a path when the server has another prefix than {@code /twirp}
     * @return a builder
     */
    public static Builder twirp(URI server) {
        String path = Objects.requireNonNullElse(server.getPath(), "");
        return new Builder(new TwirpClient(), path.isEmpty() || path.equals("/") ? server.resolve("/twirp") : server);
    }

    /**
     * Begins a channel to a Connect server.
     *
     * @param server its address, as {@code http://localhost:8080}; a path comes before the names of services
     * @return a builder
     */
    public static Builder connect(URI server) {
        return new Builder(new ConnectClient(), server);
    }

    @Override
    public <A, B> ClientCall<A, B> newCall(MethodDescriptor<A, B> method, CallOptions options) {
        if (!(method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema)) {
            throw new IllegalArgumentException(
                    "the method " + method.getFullMethodName() + " was not generated from a .proto");
        }
        if (options.getCredentials() != null) {
            throw new IllegalArgumentException(
                    "call credentials are not carried over HTTP; send a header by MetadataUtils.newAttachHeadersInterceptor");
        }
        RpcMethod known =
                methods.computeIfAbsent(method.getFullMethodName(), name -> RpcMethod.of(schema.getMethodDescriptor()));
        boolean carried = method.getType() == MethodType.UNARY
                || (method.getType() == MethodType.SERVER_STREAMING && protocol.hasStreams());
        return new HttpCall<>(this, method, known, options, carried);
    }

    @Override
    public String authority() {
        return server.getAuthority();
    }

    ClientProtocol protocol() {
        return protocol;
    }

    HttpClient client() {
        return client;
    }

    Executor threads() {
        return threads;
    }

    URI uri(RpcMethod method) {
        String base = server.toString();
        return URI.create(
                (base.endsWith("/") ? base : base + "/") + method.bytes().getFullMethodName());
    }

    boolean isJson() {
        return json;
    }

    int maxMessage() {
        return maxMessage;
    }

    /** The options of a channel. For one thread. */
    public static final class Builder {
        private final ClientProtocol protocol;
        private final URI server;
        private boolean json;
        private int maxMessage = 4 << 20;
        private @Nullable HttpClient client;

        private Builder(ClientProtocol protocol, URI server) {
            this.protocol = protocol;
            this.server = server;
        }

        /**
         * Sends and reads messages as JSON, rather than as protobuf.
         *
         * @return this builder
         */
        public Builder json() {
            json = true;
            return this;
        }

        /**
         * Limits how large a reply may be. 4 MiB by default.
         *
         * @param bytes more than zero
         * @return this builder
         */
        public Builder maxMessage(int bytes) {
            if (bytes <= 0) {
                throw new IllegalArgumentException("maxMessage is " + bytes + "; it must be more than zero");
            }
            maxMessage = bytes;
            return this;
        }

        /**
         * Sets the client that makes the requests, with its TLS, proxy and connections. By default one with the JDK's settings.
         *
         * @param http the client; it stays the caller's
         * @return this builder
         */
        public Builder client(HttpClient http) {
            client = Objects.requireNonNull(http, "http");
            return this;
        }

        /**
         * Makes the channel. It connects when it is used.
         *
         * @return a channel for stubs
         */
        public HttpChannel build() {
            return new HttpChannel(this);
        }
    }
}
