package org.pybridge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import com.google.rpc.DebugInfo;
import com.google.rpc.ErrorInfo;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pybridge.Python;
import org.pybridge.service.shop.GetUserRequest;
import org.pybridge.service.shop.ImportSummary;
import org.pybridge.service.shop.Line;
import org.pybridge.service.shop.ListUsersRequest;
import org.pybridge.service.shop.Role;
import org.pybridge.service.shop.User;
import org.pybridge.service.shop.UserServiceGrpc;

/** A service of all four kinds of methods, over a real connection. Each style of writing it in Python, and each home of Python, passes these. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UserServiceCases {
    private static final Metadata.Key<String> LATE = Metadata.Key.of("late", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> EARLY = Metadata.Key.of("early", Metadata.ASCII_STRING_MARSHALLER);

    private Python python;
    private Server server;
    private ManagedChannel channel;
    private UserServiceGrpc.UserServiceBlockingStub users;

    /** Starts a Python with two interpreters. */
    abstract Python start();

    abstract String entryPoint();

    abstract MessageForm form();

    Python python() {
        return python;
    }

    @BeforeAll
    void startServer() throws IOException {
        python = start();
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(PythonService.builder(python, UserServiceGrpc.getServiceDescriptor(), entryPoint())
                        .messages(form())
                        .build())
                .build()
                .start();
        channel = Grpc.newChannelBuilder("localhost:" + server.getPort(), InsecureChannelCredentials.create())
                .build();
        users = UserServiceGrpc.newBlockingStub(channel);
    }

    @AfterAll
    void stopServer() {
        channel.shutdownNow();
        server.shutdownNow();
        python.close();
    }

    @Test
    void aReplyIsWhatPythonMadeOfTheRequest() {
        User made = users.createUser(User.newBuilder()
                .setName("Ada")
                .setMail("")
                .setRole(Role.ROLE_ADMIN)
                .addTags("first")
                .addTags("ünïcode")
                .build());
        assertThat(made.getName()).isEqualTo("Ada");
        assertThat(made.hasMail()).isTrue();
        assertThat(made.getRole()).isEqualTo(Role.ROLE_ADMIN);
        assertThat(made.getTagsList()).containsExactly("first", "ünïcode");
        assertThat(made.getCreated())
                .isEqualTo(Timestamp.newBuilder().setSeconds(1_796_040_000).build());
        assertThat(made.getId()).isPositive();
    }

    @Test
    void anOptionalFieldThatNobodySetIsNotSet() {
        assertThat(users.createUser(User.newBuilder().setName("Grace").build()).hasMail())
                .isFalse();
    }

    @Test
    void anExceptionIsAStatusWithItsTypeAndItsFrames() throws Exception {
        StatusRuntimeException failed = failing(
                () -> users.getUser(GetUserRequest.newBuilder().setId(500).build()));
        assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(failed.getStatus().getDescription()).isEqualTo("users_dicts.NoSuchUser: 500");
        com.google.rpc.Status details = StatusProto.fromThrowable(failed);
        ErrorInfo info = details.getDetails(0).unpack(ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo("users_dicts.NoSuchUser");
        assertThat(info.getDomain()).isEqualTo("python");
        assertThat(details.getDetails(1).unpack(DebugInfo.class).getStackEntriesList())
                .last()
                .asString()
                .matches("File \".*" + entryPoint().replaceFirst(":.*", "")
                        + "\\.py\", line \\d+, in (get_user|GetUser)");
    }

    @Test
    void aMethodEndsTheCallWithAStatusOfItsOwn() {
        StatusRuntimeException failed = failing(
                () -> users.getUser(GetUserRequest.newBuilder().setId(404).build()));
        assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(failed.getStatus().getDescription()).isEqualTo("no user has the number 404");
        Metadata trailers = Status.trailersFromThrowable(failed);
        assertThat(trailers.get(Metadata.Key.of("tried", Metadata.ASCII_STRING_MARSHALLER)))
                .isEqualTo("404");
        assertThat(trailers.get(Metadata.Key.of("raw-bin", Metadata.BINARY_BYTE_MARSHALLER)))
                .containsExactly(0, 0xff);
    }

    @Test
    void aReplyThatDoesNotFitNamesItsField() {
        StatusRuntimeException failed =
                failing(() -> users.getUser(GetUserRequest.newBuilder().setId(9).build()));
        assertThat(failed.getStatus().getDescription()).contains("ROLE_KING");
    }

    @Test
    void metadataGoesBothWays() {
        AtomicReference<Metadata> early = new AtomicReference<>();
        AtomicReference<Metadata> late = new AtomicReference<>();
        Metadata asked = new Metadata();
        asked.put(Metadata.Key.of("asked", Metadata.ASCII_STRING_MARSHALLER), "this");
        User told = users.withInterceptors(
                        MetadataUtils.newAttachHeadersInterceptor(asked),
                        MetadataUtils.newCaptureMetadataInterceptor(early, late))
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .getUser(GetUserRequest.newBuilder().setId(1000).build());
        assertThat(told.getName()).isEqualTo("True True True");
        assertThat(early.get().get(EARLY)).isEqualTo("yes");
        assertThat(late.get().get(LATE)).isEqualTo("this");
    }

    @Test
    void aStreamOfRepliesHasAllOfThemAndMetadataAround() {
        AtomicReference<Metadata> early = new AtomicReference<>();
        AtomicReference<Metadata> late = new AtomicReference<>();
        List<User> all = new ArrayList<>();
        users.withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(early, late))
                .listUsers(ListUsersRequest.newBuilder().setMost(300).build())
                .forEachRemaining(all::add);
        assertThat(all).extracting(User::getId).hasSize(300).startsWith(1L, 2L).endsWith(300L);
        assertThat(early.get().get(EARLY)).isEqualTo("yes");
        assertThat(late.get().get(LATE)).isEqualTo("too");
    }

    @Test
    void aStreamOfRepliesEndsWithAStatusOfTheMethods() {
        Iterator<User> none =
                users.listUsers(ListUsersRequest.newBuilder().setMost(7).build());
        assertThat(failing(none::hasNext).getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void aStreamThatNobodyReadsStopsPythonAndRunsItsFinally() throws Exception {
        BlockingQueue<User> first = new ArrayBlockingQueue<>(10);
        AtomicReference<ClientCallStreamObserver<ListUsersRequest>> call = new AtomicReference<>();
        UserServiceGrpc.newStub(channel)
                .listUsers(
                        ListUsersRequest.newBuilder().setMost(Integer.MAX_VALUE).build(),
                        new ClientResponseObserver<ListUsersRequest, User>() {
                            @Override
                            public void beforeStart(ClientCallStreamObserver<ListUsersRequest> begun) {
                                begun.disableAutoRequestWithInitial(1);
                                call.set(begun);
                            }

                            @Override
                            public void onNext(User user) {
                                first.add(user);
                            }

                            @Override
                            public void onError(Throwable expected) {}

                            @Override
                            public void onCompleted() {}
                        });
        assertThat(first.poll(20, TimeUnit.SECONDS)).isNotNull();
        call.get().cancel("enough", null);
        List<Conversation> withBoth = List.of(new Conversation(), new Conversation());
        List<String> told = new ArrayList<>();
        for (Conversation one : withBoth) {
            one.say("here");
            assertThat(one.next()).isEqualTo("HERE");
        }
        for (Conversation one : withBoth) {
            one.say("closed?");
            told.add(one.next());
            one.lines.onCompleted();
        }
        assertThat(told).contains("True");
    }

    @Test
    void aStreamOfRequestsIsAnsweredOnce() {
        List<User> sent = IntStream.range(0, 500)
                .mapToObj(i -> User.newBuilder().setName(i % 5 == 0 ? "" : "n").build())
                .toList();
        assertThat(Replies.to(UserServiceGrpc.newStub(channel)::importUsers, sent))
                .succeedsWithin(20, TimeUnit.SECONDS)
                .isEqualTo(List.of(ImportSummary.newBuilder().setUsers(400).build()));
    }

    @Test
    void aConversationAnswersEachLineAsItComes() throws Exception {
        Conversation conversation = new Conversation();
        for (String word : List.of("one", "two", "three")) {
            conversation.say(word);
            assertThat(conversation.next()).isEqualTo(word.toUpperCase(java.util.Locale.ROOT));
        }
        conversation.lines.onCompleted();
        conversation.end.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aConversationThatFailsTellsWhy() throws Exception {
        Conversation conversation = new Conversation();
        conversation.say("fail");
        assertThat(conversation.end)
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("RuntimeError: as asked");
    }

    @Test
    void aDeadlineStopsPython() {
        StatusRuntimeException late = failing(() -> users.withDeadlineAfter(500, TimeUnit.MILLISECONDS)
                .getUser(GetUserRequest.newBuilder().setId(408).build()));
        assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        // Both interpreters are free again, or replaced.
        assertThat(users.withDeadlineAfter(20, TimeUnit.SECONDS)
                        .createUser(User.newBuilder().setName("next").build())
                        .getName())
                .isEqualTo("next");
        assertThat(python.statistics().active()).isLessThanOrEqualTo(1);
    }

    @Test
    void badInputOfOneCallHarmsNoOther() {
        assertThat(failing(() -> users.createUser(User.getDefaultInstance()))
                        .getStatus()
                        .getDescription())
                .isEqualTo("ValueError: a user has a name");
        assertThat(users.createUser(User.newBuilder().setName("good").build()).getName())
                .isEqualTo("good");
    }

    private static StatusRuntimeException failing(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }

    /** The client's side of a chat. */
    final class Conversation implements StreamObserver<Line> {
        private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(100);
        final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        private final StreamObserver<Line> lines =
                UserServiceGrpc.newStub(channel).chat(this);

        void say(String text) {
            lines.onNext(Line.newBuilder().setText(text).build());
        }

        String next() throws InterruptedException {
            return answers.poll(20, TimeUnit.SECONDS);
        }

        @Override
        public void onNext(Line line) {
            answers.add(line.getText());
        }

        @Override
        public void onError(Throwable failed) {
            end.completeExceptionally(failed);
        }

        @Override
        public void onCompleted() {
            end.complete(null);
        }
    }
}
