package org.pybridge.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.rpc.ErrorInfo;
import com.sun.net.httpserver.HttpServer;
import io.grpc.CallCredentials;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.Python;
import org.pybridge.service.PythonService;
import org.pybridge.service.Pythons;
import org.pybridge.service.shop.HaberdasherGrpc;
import org.pybridge.service.shop.Hat;
import org.pybridge.service.shop.Size;

/** Twirp and Connect, with both codecs, on the JDK's server and on Jetty: a service in Python, called by generated stubs and by plain HTTP. */
class HttpServicesTest {
    private static final Metadata.Key<String> SHOP = Metadata.Key.of("x-shop", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> FOR = Metadata.Key.of("x-for", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> ASKED = Metadata.Key.of("x-asked", Metadata.ASCII_STRING_MARSHALLER);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Python python;
    private static HttpServices services;
    private static HttpServer jdk;
    private static Server jetty;
    private static URI onJdk;
    private static URI onJetty;

    @BeforeAll
    static void start() throws Exception {
        python = Pythons.workers();
        services = HttpServices.of(
                PythonService.implement(python, HaberdasherGrpc.getServiceDescriptor(), "hats:Haberdasher"));
        jdk = services.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        onJdk = URI.create("http://localhost:" + jdk.getAddress().getPort());
        jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("localhost");
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/api");
        context.addServlet(new ServletHolder(new ServiceServlet(services)), "/*");
        jetty.setHandler(context);
        jetty.start();
        onJetty = URI.create("http://localhost:" + connector.getLocalPort() + "/api");
    }

    @AfterAll
    static void stop() throws Exception {
        jetty.stop();
        jdk.stop(0);
        services.close();
        python.close();
    }

    private static HaberdasherGrpc.HaberdasherBlockingStub hats(HttpChannel.Builder channel) {
        return HaberdasherGrpc.newBlockingStub(channel.build()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    /** Each protocol with each codec on each server. */
    static Stream<HttpChannel.Builder> channels() {
        return Stream.concat(
                Stream.of(
                        HttpChannel.twirp(onJdk),
                        HttpChannel.twirp(onJdk).json(),
                        twirpOnJetty(),
                        twirpOnJetty().json()),
                connectChannels());
    }

    static Stream<HttpChannel.Builder> connectChannels() {
        return Stream.of(
                HttpChannel.connect(onJdk),
                HttpChannel.connect(onJdk).json(),
                HttpChannel.connect(onJetty),
                HttpChannel.connect(onJetty).json());
    }

    private static HttpChannel.Builder twirpOnJetty() {
        return HttpChannel.twirp(URI.create(onJetty + "/twirp"));
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aStubGetsWhatPythonMade(HttpChannel.Builder channel) {
        assertThat(hats(channel).makeHat(Size.newBuilder().setInches(12).build()))
                .isEqualTo(Hat.newBuilder()
                        .setInches(12)
                        .setColor("ünï")
                        .setSerialNumber(1L << 60)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("channels")
    void anErrorKeepsItsCodeItsMessageAndItsMetadata(HttpChannel.Builder channel) {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class, () -> hats(channel).makeHat(Size.getDefaultInstance()));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(refused.getStatus().getDescription()).isEqualTo("I can't make a hat that small!");
        assertThat(TwirpError.of(refused))
                .contains(new TwirpError(
                        "invalid_argument", "I can't make a hat that small!", Map.of("argument", "inches")));
    }

    @ParameterizedTest
    @MethodSource("channels")
    void headersAreMetadataAndMetadataAreHeaders(HttpChannel.Builder channel) {
        Metadata sent = new Metadata();
        sent.put(FOR, "Ada");
        AtomicReference<Metadata> headers = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        hats(channel)
                .withInterceptors(
                        MetadataUtils.newAttachHeadersInterceptor(sent),
                        MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
                .makeHat(Size.newBuilder().setInches(1).build());
        assertThat(headers.get().get(SHOP)).isEqualTo("hats");
        boolean ofTwirp = channel.build().protocol() instanceof TwirpClient;
        assertThat(trailers.get().get(ASKED)).isEqualTo(ofTwirp ? null : "Ada");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whatTheContextWasToldHoldsAlsoWhenTheMethodRaises(HttpChannel.Builder channel) {
        assertThatThrownBy(() ->
                        hats(channel).makeHat(Size.newBuilder().setInches(13).build()))
                .hasMessage("FAILED_PRECONDITION: unlucky");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aCodeWithoutDetailsHasThoseOfTheException(HttpChannel.Builder channel) {
        assertThatThrownBy(() ->
                        hats(channel).makeHat(Size.newBuilder().setInches(12345).build()))
                .hasMessage("INTERNAL: ValueError: disk full");
    }

    /** Details that are none, and letters of which each takes six characters of a header. */
    @ParameterizedTest
    @MethodSource("channels")
    void hostileErrorsAreErrors(HttpChannel.Builder channel) {
        assertThatThrownBy(() ->
                        hats(channel).makeHat(Size.newBuilder().setInches(18).build()))
                .hasMessageStartingWith("NOT_FOUND: яяя")
                .hasMessageEndingWith("я...")
                .message()
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @MethodSource("connectChannels")
    void theEndComesAlsoWhenNoMoreIsAskedFor(HttpChannel.Builder channel) throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        HaberdasherGrpc.newStub(channel.build())
                .makeHats(Size.newBuilder().setInches(3).build(), new ClientResponseObserver<Size, Hat>() {
                    @Override
                    public void beforeStart(ClientCallStreamObserver<Size> begun) {
                        begun.disableAutoRequestWithInitial(3);
                    }

                    @Override
                    public void onNext(Hat hat) {}

                    @Override
                    public void onError(Throwable failed) {
                        end.completeExceptionally(failed);
                    }

                    @Override
                    public void onCompleted() {
                        end.complete("completed");
                    }
                });
        assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo("completed");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aListenerThatThrowsAtTheReplyHearsOfIt(HttpChannel.Builder channel) throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        HaberdasherGrpc.newStub(channel.build())
                .makeHat(Size.newBuilder().setInches(1).build(), new StreamObserver<>() {
                    @Override
                    public void onNext(Hat hat) {
                        throw new IllegalStateException("as the test wants it");
                    }

                    @Override
                    public void onError(Throwable failed) {
                        told.complete(failed);
                    }

                    @Override
                    public void onCompleted() {
                        told.complete(new AssertionError("completed"));
                    }
                });
        assertThat(told.get(20, TimeUnit.SECONDS)).hasMessageStartingWith("CANCELLED: the listener failed");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void metadataThatNoHeaderCanBeIsAnErrorByName(HttpChannel.Builder channel) {
        assertThatThrownBy(() ->
                        hats(channel).makeHat(Size.newBuilder().setInches(14).build()))
                .hasMessageContaining("metadata 'x-reason' is two")
                .hasMessageContaining("printable ASCII");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void theContextKnowsWhoCalls(HttpChannel.Builder channel) {
        assertThat(hats(channel)
                        .makeHat(Size.newBuilder().setInches(15).build())
                        .getColor())
                .startsWith("ipv4:127.0.0.1:");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aLongErrorIsCut(HttpChannel.Builder channel) {
        assertThatThrownBy(() ->
                        hats(channel).makeHat(Size.newBuilder().setInches(16).build()))
                .hasMessageStartingWith("UNKNOWN: ValueError: xxx")
                .hasMessageEndingWith("xxx...")
                .message()
                .hasSizeLessThan(3000);
    }

    @ParameterizedTest
    @MethodSource("connectChannels")
    void aListenerThatThrowsEndsItsCall(HttpChannel.Builder channel) throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        HaberdasherGrpc.newStub(channel.build())
                .makeHats(Size.newBuilder().setInches(500).build(), new StreamObserver<>() {
                    @Override
                    public void onNext(Hat hat) {
                        if (hat.getInches() == 3) {
                            throw new IllegalStateException("as the test wants it");
                        }
                    }

                    @Override
                    public void onError(Throwable failed) {
                        told.complete(failed);
                    }

                    @Override
                    public void onCompleted() {
                        told.complete(new AssertionError("completed"));
                    }
                });
        assertThat(told.get(20, TimeUnit.SECONDS)).hasMessageStartingWith("CANCELLED");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aCallEndsWithThatOfItsCaller(HttpChannel.Builder channel) {
        Context.CancellableContext caller = Context.current().withCancellation();
        ListenableFuture<Hat> made;
        Context before = caller.attach();
        try {
            made = HaberdasherGrpc.newFutureStub(channel.build())
                    .makeHat(Size.newBuilder().setInches(17).build());
        } finally {
            caller.detach(before);
        }
        caller.cancel(null);
        assertThatThrownBy(() -> made.get(20, TimeUnit.SECONDS)).hasMessageContaining("CANCELLED");
    }

    @Test
    void callCredentialsAreRefusedByName() {
        CallCredentials secret = new CallCredentials() {
            @Override
            public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
                applier.apply(new Metadata());
            }
        };
        assertThatThrownBy(() -> hats(HttpChannel.twirp(onJdk))
                        .withCallCredentials(secret)
                        .makeHat(Size.getDefaultInstance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("call credentials are not carried over HTTP");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aDeadlineStopsWaiting(HttpChannel.Builder channel) {
        assertThatThrownBy(() -> hats(channel)
                        .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                        .makeHat(Size.newBuilder().setInches(17).build()))
                .hasMessageContaining("DEADLINE_EXCEEDED");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aDeadlineEndsTheCall(HttpChannel.Builder channel) {
        assertThatThrownBy(() -> hats(channel)
                        .withDeadlineAfter(0, TimeUnit.MILLISECONDS)
                        .makeHat(Size.newBuilder().setInches(1).build()))
                .hasMessageContaining("DEADLINE_EXCEEDED");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aReplyThatIsTooLargeIsRefused(HttpChannel.Builder channel) {
        assertThatThrownBy(() -> hats(channel.maxMessage(1000))
                        .makeHat(Size.newBuilder().setInches(5000).build()))
                .hasMessageContaining("RESOURCE_EXHAUSTED: the message is larger than 1000 bytes");
    }

    @ParameterizedTest
    @MethodSource("connectChannels")
    void connectCarriesStreamsOfReplies(HttpChannel.Builder channel) {
        AtomicReference<Metadata> headers = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        List<Hat> made = new ArrayList<>();
        hats(channel)
                .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
                .makeHats(Size.newBuilder().setInches(300).build())
                .forEachRemaining(made::add);
        assertThat(made)
                .extracting(Hat::getInches)
                .hasSize(300)
                .startsWith(0, 1)
                .endsWith(299);
        assertThat(trailers.get().get(Metadata.Key.of("x-made", Metadata.ASCII_STRING_MARSHALLER)))
                .isEqualTo("300");
    }

    @ParameterizedTest
    @MethodSource("connectChannels")
    void connectCarriesDetailsOfErrorsAlsoAfterManyReplies(HttpChannel.Builder channel) throws Exception {
        Iterator<Hat> made =
                hats(channel).makeHats(Size.newBuilder().setInches(2000).build());
        for (int i = 0; i < 1000; i++) {
            assertThat(made.next().getInches()).isEqualTo(i);
        }
        StatusRuntimeException failed = catchThrowableOfType(StatusRuntimeException.class, made::hasNext);
        assertThat(failed).hasMessage("UNKNOWN: MemoryError: no felt left");
        assertThat(StatusProto.fromThrowable(failed)
                        .getDetails(0)
                        .unpack(ErrorInfo.class)
                        .getReason())
                .isEqualTo("MemoryError");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whatIsNotCarriedIsRefusedByName(HttpChannel.Builder channel) throws Exception {
        AtomicReference<Throwable> told = new AtomicReference<>();
        HaberdasherGrpc.newStub(channel.build()).talk(new StreamObserver<>() {
            @Override
            public void onNext(Hat hat) {}

            @Override
            public void onError(Throwable failed) {
                told.set(failed);
            }

            @Override
            public void onCompleted() {}
        });
        for (int i = 0; i < 200 && told.get() == null; i++) {
            Thread.sleep(10);
        }
        assertThat(told.get())
                .hasMessage(
                        "UNIMPLEMENTED: this protocol does not carry BIDI_STREAMING methods as shop.Haberdasher/Talk");
    }

    private static HttpResponse<String> post(URI server, String path, String type, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(server + path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void twirpWritesTheNamesOfTheProtoAndZeros() throws Exception {
        HttpResponse<String> made = post(
                onJdk,
                "/twirp/shop.Haberdasher/MakeHat",
                "application/json; charset=UTF-8",
                "{\"inches\": 3, \"new\": 1}");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).isEqualTo("{\"inches\":3,\"color\":\"ünï\",\"serial_number\":\"1152921504606846976\"}");
    }

    @Test
    void connectWritesJsonNames() throws Exception {
        HttpResponse<String> made = post(onJetty, "/shop.Haberdasher/MakeHat", "application/json", "{\"inches\": 3}");
        assertThat(made.body()).isEqualTo("{\"inches\":3,\"color\":\"ünï\",\"serialNumber\":\"1152921504606846976\"}");
        assertThat(made.headers().firstValue("trailer-x-asked")).contains("nobody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/twirp/shop.Haberdasher/MakeHat | application/json | {       | 400 | malformed",
                "/twirp/shop.Haberdasher/MakeHat | application/protobuf | x   | 400 | malformed",
                "/twirp/shop.Haberdasher/MakeHat | text/plain | {}            | 404 | unexpected Content-Type",
                "/twirp/shop.Haberdasher/MakeCap | application/json | {}      | 404 | bad_route",
                "/twirp/Haberdasher | application/json | {}                   | 404 | no handler for path Haberdasher",
                "/twirp/shop.Haberdasher/MakeHats | application/json | {}     | 404 | is a stream",
                "/twirp/shop.Haberdasher/MakeHat | application/json | {}      | 400 | I can't make a hat that small!",
                "/shop.Haberdasher/MakeHat | application/json | {             | 400 | invalid_argument",
                "/shop.Haberdasher/MakeHat | application/json | {\"inches\": 1e99} | 400 | shop.Size",
                "/shop.Haberdasher/MakeHat | text/plain | {}                  | 415 | ''",
                "/shop.Haberdasher/MakeCap | application/json | {}            | 404 | ''",
                "/shop.Haberdasher/Talk | application/connect+json | {}       | 505 | ''",
                "/shop.Haberdasher/MakeHats | application/connect+json | {}   | 200 | within a message",
            })
    void badRequestsAreErrorsByName(String path, String type, String body, int status, String told) throws Exception {
        for (URI server : List.of(onJdk, onJetty)) {
            HttpResponse<String> refused = post(server, path, type, body);
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.body()).contains(told);
        }
    }

    @Test
    void aMethodWithoutSideEffectsIsReadByGet() throws Exception {
        HttpResponse<String> made = HTTP.send(
                HttpRequest.newBuilder(URI.create(onJdk
                                + "/shop.Haberdasher/MakeHat?connect=v1&encoding=json&message=%7B%22inches%22%3A3%7D"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(made.body()).contains("\"inches\":3");
    }

    @Test
    void othersAreNot() throws Exception {
        HttpResponse<String> refused = HTTP.send(
                HttpRequest.newBuilder(URI.create(
                                onJdk + "/shop.Haberdasher/MakeHats?connect=v1&encoding=json&message=%7B%7D"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void aRequestThatIsTooLargeIsRefused() throws Exception {
        String large = "{\"inches\": 1, \"x\": \"" + "y".repeat(5 << 20) + "\"}";
        for (String path : List.of("/twirp/shop.Haberdasher/MakeHat", "/shop.Haberdasher/MakeHat")) {
            HttpResponse<String> refused = post(onJdk, path, "application/json", large);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("larger than 4194304 bytes");
        }
    }

    @Test
    void aStreamOfRequestsIsAnsweredOnce() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int inches = 1; inches <= 3; inches++) {
            body.writeBytes(new Envelope(0, ("{\"inches\":" + inches + "}").getBytes(StandardCharsets.UTF_8)).bytes());
        }
        HttpResponse<String> measured = HTTP.send(
                HttpRequest.newBuilder(URI.create(onJdk + "/shop.Haberdasher/Measure"))
                        .header("Content-Type", "application/connect+json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(measured.body()).contains("{\"inches\":6}");
    }

    /** The reply comes while requests are still sent. */
    @Test
    void aStreamOfRequestsMayBeAnsweredBeforeItsEnd() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < 2000; i++) {
            body.writeBytes(new Envelope(0, "{\"inches\":99}".getBytes(StandardCharsets.UTF_8)).bytes());
        }
        HttpResponse<String> measured = HTTP.send(
                HttpRequest.newBuilder(URI.create(onJdk + "/shop.Haberdasher/Measure"))
                        .header("Content-Type", "application/connect+json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(measured.body()).contains("{\"inches\":99}").doesNotContain("error");
    }

    @Test
    void noServerIsAnErrorByName() {
        for (HttpChannel.Builder channel : List.of(
                HttpChannel.twirp(URI.create("http://localhost:1")),
                HttpChannel.connect(URI.create("http://localhost:1")))) {
            assertThatThrownBy(() -> hats(channel).makeHat(Size.getDefaultInstance()))
                    .hasMessageContaining("UNAVAILABLE: the server did not answer");
        }
    }

    @Test
    void aServerOfSomethingElseIsAnErrorByName() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress("localhost", 0), 10);
        other.createContext("/", exchange -> {
            try (exchange) {
                byte[] page = ("<html>" + "x".repeat(300_000)).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/html");
                exchange.sendResponseHeaders(
                        exchange.getRequestURI().getPath().startsWith("/twirp") ? 503 : 200, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        other.start();
        try {
            URI page = URI.create("http://localhost:" + other.getAddress().getPort());
            StatusRuntimeException down = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> hats(HttpChannel.twirp(page)).makeHat(Size.getDefaultInstance()));
            assertThat(TwirpError.of(down).orElseThrow().code()).isEqualTo("unavailable");
            assertThat(TwirpError.of(down).orElseThrow().meta())
                    .containsEntry("http_error_from_intermediary", "true")
                    .containsEntry("status_code", "503");
            assertThatThrownBy(() -> hats(HttpChannel.connect(page)).makeHat(Size.getDefaultInstance()))
                    .hasMessage("UNKNOWN: the response has the Content-Type \"text/html\"");
            Iterator<Hat> none = hats(HttpChannel.connect(page)).makeHats(Size.getDefaultInstance());
            assertThatThrownBy(none::hasNext).hasMessage("UNKNOWN: the response has the Content-Type \"text/html\"");
        } finally {
            other.stop(0);
        }
    }

    /** As {@code StreamObservers.copyWithFlowControl} does. */
    @Test
    void aServiceInJavaMayWaitUntilRepliesAreWanted() {
        HttpServices inJava = HttpServices.of(
                new HaberdasherGrpc.HaberdasherImplBase() {
                    @Override
                    public void makeHats(Size size, StreamObserver<Hat> replies) {
                        ServerCallStreamObserver<Hat> wanted = (ServerCallStreamObserver<Hat>) replies;
                        AtomicInteger made = new AtomicInteger();
                        wanted.setOnReadyHandler(() -> {
                            while (wanted.isReady() && made.get() < 50) {
                                wanted.onNext(Hat.newBuilder()
                                        .setInches(made.getAndIncrement())
                                        .build());
                                if (made.get() == 50) {
                                    wanted.onCompleted();
                                }
                            }
                        });
                    }
                }.bindService());
        HttpServer server = inJava.start(new InetSocketAddress("localhost", 0));
        List<Hat> made = new ArrayList<>();
        hats(HttpChannel.connect(
                        URI.create("http://localhost:" + server.getAddress().getPort())))
                .makeHats(Size.getDefaultInstance())
                .forEachRemaining(made::add);
        assertThat(made).hasSize(50);
        inJava.close();
        assertThatThrownBy(() -> hats(HttpChannel.connect(URI.create(
                                "http://localhost:" + server.getAddress().getPort())))
                        .makeHat(Size.getDefaultInstance()))
                .hasMessageContaining("UNAVAILABLE");
    }

    @Test
    void aServiceInJavaThrowsTwirpErrorsWithTheirMeta() {
        HttpServices inJava = HttpServices.of(
                new HaberdasherGrpc.HaberdasherImplBase() {
                    @Override
                    public void makeHat(Size size, StreamObserver<Hat> reply) {
                        reply.onError(new TwirpError("malformed", "no such size", Map.of("Upper-Case", "kept"))
                                .asException());
                    }
                }.bindService());
        HttpServer server = inJava.start(new InetSocketAddress("localhost", 0));
        try {
            URI where = URI.create("http://localhost:" + server.getAddress().getPort());
            StatusRuntimeException refused = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> hats(HttpChannel.twirp(where)).makeHat(Size.getDefaultInstance()));
            assertThat(TwirpError.of(refused))
                    .contains(new TwirpError("malformed", "no such size", Map.of("Upper-Case", "kept")));
        } finally {
            server.stop(0);
            inJava.close();
        }
    }
}
