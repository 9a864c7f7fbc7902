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
import java.net.InetSocketAddress;
import java.net.URI;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.service.shop.HaberdasherGrpc;
import org.pybridge.service.shop.Hat;
import org.pybridge.service.shop.Size;

/** Twirp and Connect, with both codecs, on the JDK's server and on Jetty: a service in Python, called by generated stubs and by plain HTTP. */
class HttpServicesTest {
    private static final Metadata.Key<String> SHOP = Metadata.Key.of("x-shop", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> FOR = Metadata.Key.of("x-for", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> ASKED = Metadata.Key.of("x-asked", Metadata.ASCII_STRING_MARSHALLER);

    private static Haberdashery shop;

    @BeforeAll
    static void start() throws Exception {
        shop = Haberdashery.open();
    }

    @AfterAll
    static void stop() throws Exception {
        shop.close();
    }

    /** Hears how a call failed; that it did not is a failure as well. */
    private static class Failure implements StreamObserver<Hat> {
        private final CompletableFuture<Throwable> told;

        Failure(CompletableFuture<Throwable> told) {
            this.told = told;
        }

        @Override
        public void onNext(Hat hat) {}

        @Override
        public void onError(Throwable failed) {
            told.complete(failed);
        }

        @Override
        public void onCompleted() {
            told.complete(new AssertionError("completed"));
        }
    }

    private static HaberdasherGrpc.HaberdasherBlockingStub hats(HttpChannel.Builder channel) {
        return HaberdasherGrpc.newBlockingStub(channel.build()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    /** Each protocol with each codec on each server. */
    static Stream<HttpChannel.Builder> channels() {
        return Stream.concat(
                Stream.of(
                        HttpChannel.twirp(shop.onJdk()),
                        HttpChannel.twirp(shop.onJdk()).json(),
                        twirpOnJetty(),
                        twirpOnJetty().json()),
                connectChannels());
    }

    static Stream<HttpChannel.Builder> connectChannels() {
        return Stream.of(
                HttpChannel.connect(shop.onJdk()),
                HttpChannel.connect(shop.onJdk()).json(),
                HttpChannel.connect(shop.onJetty()),
                HttpChannel.connect(shop.onJetty()).json());
    }

    private static HttpChannel.Builder twirpOnJetty() {
        return HttpChannel.twirp(URI.create(shop.onJetty() + "/twirp"));
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
                .makeHat(Size.newBuilder().setInches(1).build(), new Failure(told) {
                    @Override
                    public void onNext(Hat hat) {
                        throw new IllegalStateException("as the test wants it");
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
                .makeHats(Size.newBuilder().setInches(500).build(), new Failure(told) {
                    @Override
                    public void onNext(Hat hat) {
                        if (hat.getInches() == 3) {
                            throw new IllegalStateException("as the test wants it");
                        }
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
        assertThatThrownBy(() -> hats(HttpChannel.twirp(shop.onJdk()))
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
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        HaberdasherGrpc.newStub(channel.build()).talk(new Failure(told));
        assertThat(told.get(20, TimeUnit.SECONDS))
                .hasMessage(
                        "UNIMPLEMENTED: this protocol does not carry BIDI_STREAMING methods as shop.Haberdasher/Talk");
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
