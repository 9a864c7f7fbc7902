package org.pybridge.examples.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.pybridge.Python;
import org.pybridge.TypeRef;
import org.pybridge.examples.services.users.GetUserRequest;
import org.pybridge.examples.services.users.ListUsersRequest;
import org.pybridge.examples.services.users.User;
import org.pybridge.examples.services.users.UserServiceGrpc;
import org.pybridge.service.PythonService;

/** One {@code .proto} between two languages: either implements it, either calls it, on grpc-java's server and on grpcio's. */
public final class UserServices {
    private UserServices() {}

    public static void main(String[] arguments) throws IOException {
        try (PrintStream out = new PrintStream(System.out, true, UTF_8)) {
            run(out);
        }
    }

    static void run(PrintStream out) throws IOException {
        out.println("Starting Python; its packages are installed when they are not there yet ...");
        try (Python python = Pythons.start(1)) {
            out.println("Java implements, Python calls: " + calledByPython(python, new InJava().bindService()));
            out.println("Python implements on Java's server, Java calls: " + implementedByPython(python));
            out.println("Python implements on its own server, Java calls: "
                    + calledByJava(python.call("users:serve", List.of(), int.class)));
        }
    }

    private static List<String> calledByPython(Python python, ServerServiceDefinition service) throws IOException {
        Server server = serve(service);
        try {
            return python.call("users:call", List.of(server.getPort()), new TypeRef<List<String>>() {});
        } finally {
            server.shutdownNow();
        }
    }

    private static List<String> implementedByPython(Python python) throws IOException {
        Server server =
                serve(PythonService.implement(python, UserServiceGrpc.getServiceDescriptor(), "users:UserService"));
        try {
            return calledByJava(server.getPort());
        } finally {
            server.shutdownNow();
        }
    }

    private static Server serve(ServerServiceDefinition service) throws IOException {
        return Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(service)
                .build()
                .start();
    }

    private static List<String> calledByJava(int port) {
        ManagedChannel channel = Grpc.newChannelBuilder("localhost:" + port, InsecureChannelCredentials.create())
                .build();
        try {
            UserServiceGrpc.UserServiceBlockingStub users =
                    UserServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
            for (String name : List.of("Ada", "Grace")) {
                users.createUser(User.newBuilder().setName(name).build());
            }
            List<String> heard = new ArrayList<>();
            heard.add("user 1 is "
                    + users.getUser(GetUserRequest.newBuilder().setId(1).build())
                            .getName());
            List<String> names = new ArrayList<>();
            users.listUsers(ListUsersRequest.getDefaultInstance()).forEachRemaining(user -> names.add(user.getName()));
            heard.add("all are " + String.join(", ", names));
            try {
                users.getUser(GetUserRequest.newBuilder().setId(7).build());
            } catch (StatusRuntimeException refused) {
                heard.add(refused.getMessage());
            }
            return heard;
        } finally {
            channel.shutdownNow();
        }
    }

    /** Keeps users in memory. */
    private static final class InJava extends UserServiceGrpc.UserServiceImplBase implements BindableService {
        private final Map<Long, User> users = new ConcurrentSkipListMap<>();

        @Override
        public void createUser(User asked, StreamObserver<User> reply) {
            User user = asked.toBuilder().setId(users.size() + 1).build();
            users.put(user.getId(), user);
            reply.onNext(user);
            reply.onCompleted();
        }

        @Override
        public void getUser(GetUserRequest asked, StreamObserver<User> reply) {
            User user = users.get(asked.getId());
            if (user == null) {
                reply.onError(Status.NOT_FOUND
                        .withDescription("there is no user " + asked.getId())
                        .asException());
                return;
            }
            reply.onNext(user);
            reply.onCompleted();
        }

        @Override
        public void listUsers(ListUsersRequest asked, StreamObserver<User> replies) {
            users.values().forEach(replies::onNext);
            replies.onCompleted();
        }
    }
}
