package org.pybridge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.ConversionException;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.grpc.protocol.Answer;
import org.pybridge.grpc.protocol.Call;
import org.pybridge.grpc.protocol.ClientMessage;
import org.pybridge.grpc.protocol.DescribeRequest;
import org.pybridge.grpc.protocol.Description;
import org.pybridge.grpc.protocol.Open;
import org.pybridge.grpc.protocol.PythonGrpc;
import org.pybridge.grpc.protocol.ServerMessage;
import org.pybridge.process.PythonProcess;

/** What is wrong with a server, a client or what they say has a name, and harms nobody else. */
class ConnectionErrorsTest {
    private static Python served;
    private static PythonServer server;

    @BeforeAll
    static void start() {
        served = Python.builder(PythonProcess.at("python3"))
                .pool(pool -> pool.size(2))
                .build();
        server = PythonServer.builder(served)
                .allowCode()
                .maxMessage(1 << 20)
                .maxObjects(3)
                .start();
    }

    @AfterAll
    static void stop() {
        assertThat(served.statistics().active()).isZero();
        server.close();
        served.close();
    }

    private static Python client(RemotePython remote) {
        return Python.builder(remote).pool(pool -> pool.size(1)).build();
    }

    private static RemotePython at(int port) {
        return RemotePython.at("localhost:" + port);
    }

    private static void assertLost(int port, String... words) {
        assertThatExceptionOfType(InterpreterLostException.class)
                .isThrownBy(() -> client(at(port)))
                .satisfies(lost -> assertThat(lost.mayHaveRun()).isFalse())
                .withMessageContainingAll(words);
    }

    @Test
    void nobodyIsThere() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertLost(free, "nobody serves Python at localhost:" + free, "refused");
    }

    @Test
    void aWebServerIsThere() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        web.start();
        try {
            assertLost(
                    web.getAddress().getPort(), "localhost:" + web.getAddress().getPort());
        } finally {
            web.stop(0);
        }
    }

    @Test
    void aServerIsThereThatSaysNothing() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThatExceptionOfType(InterpreterLostException.class)
                    .isThrownBy(() -> client(RemotePython.builder("localhost:" + socket.getLocalPort())
                            .connectTimeout(java.time.Duration.ofMillis(300))
                            .build()))
                    .withMessageContaining("connectTimeout");
        }
    }

    @Test
    void anotherServiceIsThere() throws Exception {
        HealthStatusManager health = new HealthStatusManager();
        Server other = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(health.getHealthService())
                .build()
                .start();
        try {
            assertLost(other.getPort(), "serves no Python of ours");
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void aServerOfAnotherVersionIsThere() throws Exception {
        Server other = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(new PythonGrpc.PythonImplBase() {
                    @Override
                    public void describe(DescribeRequest request, StreamObserver<Description> response) {
                        response.onNext(Description.newBuilder().setProtocol(99).build());
                        response.onCompleted();
                    }
                })
                .build()
                .start();
        try {
            assertLost(other.getPort(), "version 99", "version " + Protocol.VERSION);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void aCallThatIsTooLargeIsRefusedBeforeItIsSent() {
        try (Python python = client(at(server.port()))) {
            assertThatExceptionOfType(ConversionException.class)
                    .isThrownBy(() -> python.call("builtins:len", List.of(new byte[2 << 20]), int.class))
                    .satisfies(refused -> assertThat(refused.mayHaveRun()).isFalse())
                    .withMessageContaining("maxMessage");
            assertThat(python.call("builtins:len", List.of("abc"), int.class)).isEqualTo(3);
        }
    }

    @Test
    void aResultThatIsTooLargeFailsItsCallAlone() {
        RemotePython small = RemotePython.builder("localhost:" + server.port())
                .maxMessage(1 << 16)
                .build();
        try (Python python = client(small)) {
            assertThatExceptionOfType(ConversionException.class)
                    .isThrownBy(() -> python.eval("'x' * 100_000"))
                    .withMessageContaining("maxMessage");
            assertThat(python.eval("'x' * 10").as(String.class)).hasSize(10);
        }
    }

    @Test
    void moreObjectsThanAllowedFailTheirCallAlone() {
        try (Python python = client(at(server.port()))) {
            assertThatThrownBy(() -> python.eval("[object() for _ in range(10)]"))
                    .hasMessageContaining("maxObjects");
        }
    }

    @Test
    void whatGoesWrongOnTheStreamEndsTheStreamAlone() throws Exception {
        Open open = Open.newBuilder()
                .setProtocol(Protocol.VERSION)
                .setMaxMessage(1 << 20)
                .build();
        ClientMessage opening = ClientMessage.newBuilder().setOpen(open).build();
        ClientMessage call = ClientMessage.newBuilder()
                .setCall(Call.newBuilder().setConversation(1).setEntryPoint("os:getpid"))
                .build();
        assertThat(said(ClientMessage.newBuilder()
                        .setOpen(open.toBuilder().setProtocol(98))
                        .build()))
                .satisfies(status ->
                        assertThat(status.getDescription()).contains("version 98", "version " + Protocol.VERSION));
        assertThat(said(call))
                .satisfies(status -> assertThat(status.getDescription()).contains("before the stream was opened"));
        assertThat(said(ClientMessage.getDefaultInstance()))
                .satisfies(status -> assertThat(status.getDescription()).contains("unknown kind"));
        assertThat(said(opening, call))
                .satisfies(status -> assertThat(status.getDescription()).contains("malformed"));
        ClientMessage broken = ClientMessage.newBuilder()
                .setCall(Call.newBuilder()
                        .setConversation(1)
                        .setEntryPoint("not an entry point")
                        .setArguments(ByteString.copyFrom(new byte[] {(byte) 0x90})))
                .build();
        assertThat(said(opening, broken))
                .satisfies(status -> assertThat(status.getDescription()).contains("malformed"));
        ClientMessage sleep = ClientMessage.newBuilder()
                .setCall(Call.newBuilder()
                        .setConversation(1)
                        .setEntryPoint("time:sleep")
                        .setArguments(ByteString.copyFrom(new byte[] {(byte) 0x91, 30})))
                .build();
        assertThat(said(opening, sleep, sleep))
                .satisfies(status -> assertThat(status.getDescription()).contains("out of turn"));
        ClientMessage answer = ClientMessage.newBuilder()
                .setAnswer(Answer.newBuilder().setConversation(1))
                .build();
        assertThat(said(opening, sleep, answer))
                .satisfies(status -> assertThat(status.getDescription()).contains("out of turn"));
        try (Python python = client(at(server.port()))) {
            assertThat(python.call("builtins:len", List.of("abc"), int.class)).isEqualTo(3);
        }
        awaitIdle();
    }

    @Test
    void halfAStreamLeavesNothingBehind() throws Exception {
        ManagedChannel channel = Grpc.newChannelBuilder(
                        "localhost:" + server.port(), InsecureChannelCredentials.create())
                .build();
        StreamObserver<ClientMessage> requests = PythonGrpc.newStub(channel).interpret(new Ignoring());
        requests.onNext(ClientMessage.newBuilder()
                .setOpen(Open.newBuilder()
                        .setProtocol(Protocol.VERSION)
                        .setExclusive(true)
                        .setMaxMessage(1 << 20))
                .build());
        while (served.statistics().active() == 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        channel.shutdownNow();
        awaitIdle();
    }

    private static void awaitIdle() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (served.statistics().active() > 0 && System.nanoTime() - until < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(served.statistics().active()).isZero();
    }

    private static class Ignoring implements StreamObserver<ServerMessage> {
        @Override
        public void onNext(ServerMessage message) {}

        @Override
        public void onError(Throwable failed) {}

        @Override
        public void onCompleted() {}
    }

    /** Sends messages, each after the answer to the opening, and gives how the server ended the stream. */
    private static Status said(ClientMessage... messages) throws InterruptedException, ExecutionException {
        ManagedChannel channel = Grpc.newChannelBuilder(
                        "localhost:" + server.port(), InsecureChannelCredentials.create())
                .build();
        CompletableFuture<Status> end = new CompletableFuture<>();
        AtomicReference<StreamObserver<ClientMessage>> requests = new AtomicReference<>();
        CompletableFuture<Void> opened = new CompletableFuture<>();
        requests.set(PythonGrpc.newStub(channel).interpret(new Ignoring() {
            @Override
            public void onNext(ServerMessage message) {
                opened.complete(null);
            }

            @Override
            public void onError(Throwable failed) {
                end.complete(Status.fromThrowable(failed));
            }
        }));
        try {
            requests.get().onNext(messages[0]);
            if (messages.length > 1) {
                opened.get();
            }
            for (int i = 1; i < messages.length; i++) {
                requests.get().onNext(messages[i]);
            }
            return end.get();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void healthAndReflectionAreServed() {
        ManagedChannel channel = Grpc.newChannelBuilder(
                        "localhost:" + server.port(), InsecureChannelCredentials.create())
                .build();
        try {
            assertThat(HealthGrpc.newBlockingStub(channel)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus())
                    .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
            assertThat(io.grpc.reflection.v1.ServerReflectionGrpc.getServiceDescriptor())
                    .isNotNull();
        } finally {
            channel.shutdownNow();
        }
    }

    @TempDir
    static Path files;

    @Test
    void aCertificateThatNobodySignedIsRefused() throws Exception {
        Certificates own = Certificates.make(files.resolve("own"), "localhost");
        Certificates strange = Certificates.make(files.resolve("strange"), "localhost");
        try (PythonServer secure = PythonServer.builder(served)
                .allowCode()
                .tls(own.certificate(), own.key())
                .start()) {
            String target = "localhost:" + secure.port();
            try (Python python =
                    client(RemotePython.builder(target).tls(own.certificate()).build())) {
                assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
            }
            for (RemotePython remote : List.of(
                    RemotePython.builder(target).tls(strange.certificate()).build(),
                    RemotePython.builder(target).tls().build())) {
                assertThatExceptionOfType(InterpreterLostException.class)
                        .isThrownBy(() -> client(remote))
                        .withMessageContainingAll("no trusted connection to " + target, "certificates");
            }
            assertLost(secure.port(), target);
        }
    }

    @Test
    void aClientIsKnownByItsCertificateOrItsToken() throws Exception {
        Certificates own = Certificates.make(files.resolve("server"), "localhost");
        Certificates shop = Certificates.make(files.resolve("shop"), "shop");
        AtomicReference<Peer> seen = new AtomicReference<>();
        try (PythonServer secure = PythonServer.builder(served)
                .tls(own.certificate(), own.key(), shop.certificate())
                .authorize((peer, usual) -> {
                    seen.set(peer);
                    return peer.token().filter("right"::equals).isPresent()
                            ? Permission.entryPoints("operator:add")
                            : Permission.refused("the token is wrong or has expired");
                })
                .start()) {
            String target = "localhost:" + secure.port();
            RemotePython.Builder known = RemotePython.builder(target)
                    .tls(own.certificate())
                    .clientCertificate(shop.certificate(), shop.key());
            try (Python python = client(known.token(() -> "right").build())) {
                assertThat(python.call("operator:add", List.of(1, 2), int.class))
                        .isEqualTo(3);
                assertThat(seen.get().certificate()).contains("CN=shop");
                assertThat(seen.get().toString()).doesNotContain("right");
                assertThatExceptionOfType(AccessRefusedException.class)
                        .isThrownBy(() -> python.call("operator:sub", List.of(1, 2), int.class));
            }
            assertThatExceptionOfType(AccessRefusedException.class)
                    .isThrownBy(() -> client(known.token(() -> "old").build()))
                    .withMessageContaining("the token is wrong or has expired");
            assertThatExceptionOfType(InterpreterLostException.class)
                    .isThrownBy(() -> client(
                            RemotePython.builder(target).tls(own.certificate()).build()))
                    .withMessageContaining(target);
        }
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThatThrownBy(() -> PythonServer.builder(served).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("allow");
        assertThatThrownBy(() ->
                        PythonServer.builder(served).allowCode().host("0.0.0.0").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("plaintext()");
        assertThatThrownBy(() -> PythonServer.builder(served).port(70_000)).hasMessageContaining("70000");
        assertThatThrownBy(() -> PythonServer.builder(served).allow("shop pricing"))
                .hasMessageContaining("shop pricing");
        assertThatThrownBy(() -> PythonServer.builder(served).maxObjects(0)).hasMessageContaining("maxObjects is 0");
        assertThatThrownBy(() -> PythonServer.builder(served)
                        .allowCode()
                        .port(server.port())
                        .start())
                .hasMessageContaining("cannot listen at");
        assertThatThrownBy(() ->
                        RemotePython.builder("localhost:1").tls().plaintext().build())
                .isInstanceOf(IllegalStateException.class);
    }
}
