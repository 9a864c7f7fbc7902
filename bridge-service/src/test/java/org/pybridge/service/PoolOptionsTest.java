package org.pybridge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.process.PythonProcess;
import org.pybridge.service.shop.GetUserRequest;
import org.pybridge.service.shop.ImportSummary;
import org.pybridge.service.shop.Line;
import org.pybridge.service.shop.ListUsersRequest;
import org.pybridge.service.shop.User;
import org.pybridge.service.shop.UserServiceGrpc;
import org.pybridge.testing.pool.MatrixOption;
import org.pybridge.testing.support.Background;

/** Each kind of method, and each way in which a call can end, under each option of the pool. */
@Timeout(120)
class PoolOptionsTest {
    private UserServiceGrpc.UserServiceBlockingStub users;
    private UserServiceGrpc.UserServiceStub streams;

    @ParameterizedTest
    @EnumSource
    void everyMethodIsRightUnder(MatrixOption option) throws IOException {
        try (Python python = start(option)) {
            Server server = InProcessServerBuilder.forName(option.name())
                    .addService(PythonService.implement(
                            python, UserServiceGrpc.getServiceDescriptor(), "users_dicts:UserService"))
                    .build()
                    .start();
            ManagedChannel channel =
                    InProcessChannelBuilder.forName(option.name()).build();
            users = UserServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
            streams = UserServiceGrpc.newStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
            try {
                for (int i = 0; i < 3; i++) {
                    callEachMethod();
                }
                Background.until(() -> python.statistics().active() == 0, python::statistics);
                check(python.statistics(), option);
            } finally {
                channel.shutdownNow();
                server.shutdownNow();
            }
        }
    }

    private static Python start(MatrixOption option) {
        PythonBuilder builder = Pythons.with(PythonProcess.at("python3"))
                .module("matrix", "")
                .pool(pool -> pool.size(1).acquireTimeout(Duration.ofSeconds(60)));
        option.set(builder);
        return builder.build();
    }

    private void callEachMethod() {
        assertThat(users.createUser(User.newBuilder().setName("Ada").build()).getName())
                .isEqualTo("Ada");
        assertThat(statusOf(500).getDescription()).isEqualTo("users_dicts.NoSuchUser: 500");
        assertThat(statusOf(404).getCode()).isEqualTo(Status.Code.NOT_FOUND);

        List<User> listed = new ArrayList<>();
        users.listUsers(ListUsersRequest.newBuilder().setMost(20).build()).forEachRemaining(listed::add);
        assertThat(listed)
                .extracting(User::getId)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList());

        List<User> named = IntStream.range(0, 20)
                .mapToObj(i -> User.newBuilder().setName("n").build())
                .toList();
        assertThat(Replies.to(streams::importUsers, named))
                .succeedsWithin(60, TimeUnit.SECONDS)
                .isEqualTo(List.of(ImportSummary.newBuilder().setUsers(20).build()));

        List<Line> lines = List.of(line("one"), line("two"));
        assertThat(Replies.to(streams::chat, lines))
                .succeedsWithin(60, TimeUnit.SECONDS)
                .isEqualTo(List.of(line("ONE"), line("TWO")));
        assertThat(Replies.to(streams::chat, List.of(line("one"), line("fail"))))
                .failsWithin(60, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("RuntimeError: as asked");
    }

    private Status statusOf(int id) {
        return catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> users.getUser(
                                GetUserRequest.newBuilder().setId(id).build()))
                .getStatus();
    }

    private static Line line(String text) {
        return Line.newBuilder().setText(text).build();
    }

    private static void check(PoolStatistics now, MatrixOption option) {
        assertThat(List.of(now.died(), now.timeouts(), now.stopped(), now.leaked()))
                .as("%s", now)
                .containsOnly(0L);
        assertThat(List.of(now.waiting(), now.quarantined())).as("%s", now).containsOnly(0);
        assertThat(now.retired() > 0).as("%s", now).isEqualTo(option.replaces());
    }
}
