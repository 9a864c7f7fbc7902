package org.pybridge.service;

import com.google.protobuf.Descriptors;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.pybridge.Python;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.service.schema.Schema;
import org.pybridge.spi.CallOptions;

/**
 * A service of a {@code .proto} that Python implements, for any server of grpc-java, one in the same process included.
 *
 * <pre>{@code
 * ServerServiceDefinition users = PythonService.implement(python, UserServiceGrpc.getServiceDescriptor(), "users:UserService");
 * Server server = ServerBuilder.forPort(50051).addService(users).build().start();
 * }</pre>
 *
 * <p>The entry point names a class, which is instantiated once in each interpreter, or a module or an object. Its methods are named as in
 * the {@code .proto}, or in Python's spelling ({@code get_user} for {@code GetUser}). They take the request, or an iterator of requests, and,
 * if they have a second parameter, a context with the methods of {@code grpc.ServicerContext}; they return the reply, or yield replies.
 * Coroutines and asynchronous generators work, too. So servicer classes that were written for {@code grpcio} can be named as they are, if they use no more of
 * the context than that.
 *
 * <p>Messages are instances of the classes that {@code protoc} generated where Python can import them ({@code shop.users_pb2} for
 * {@code shop/users.proto}), else {@code dict}s. A service is immutable and thread-safe; a call has one of Python's interpreters for as long as it
 * lasts.
 */
public final class PythonService {
    private PythonService() {}

    /**
     * Has Python implement a service of which Java has the generated code.
     *
     * @param python runs the methods; it stays open as long as the service is used
     * @param service what the generated {@code UserServiceGrpc.getServiceDescriptor()} gives
     * @param entryPoint the class, module or object that implements it, as {@code users:UserService}
     * @return the service, to be added to a server
     * @throws IllegalArgumentException when methods are missing, all of which are named, or the service was not made from a {@code .proto}
     * @throws org.pybridge.BridgeException when the entry point cannot be loaded
     */
    public static ServerServiceDefinition implement(Python python, ServiceDescriptor service, String entryPoint) {
        return builder(python, service, entryPoint).build();
    }

    /**
     * Begins a service with options.
     *
     * @param python runs the methods; it stays open as long as the service is used
     * @param service what the generated {@code UserServiceGrpc.getServiceDescriptor()} gives
     * @param entryPoint the class, module or object that implements it, as {@code users:UserService}
     * @return a builder
     * @throws IllegalArgumentException when the service was not made from a {@code .proto}
     */
    public static Builder builder(Python python, ServiceDescriptor service, String entryPoint) {
        if (!(service.getSchemaDescriptor() instanceof ProtoServiceDescriptorSupplier schema)) {
            throw new IllegalArgumentException("the service " + service.getName()
                    + " was not generated from a .proto; give what its generated getServiceDescriptor() gives");
        }
        return new Builder(python, schema.getServiceDescriptor(), entryPoint);
    }

    /**
     * Begins a service of which Java has no generated code, but a descriptor, as a {@code FileDescriptorSet} holds it.
     *
     * @param python runs the methods; it stays open as long as the service is used
     * @param service the descriptor
     * @param entryPoint the class, module or object that implements it, as {@code users:UserService}
     * @return a builder
     */
    public static Builder builder(Python python, Descriptors.ServiceDescriptor service, String entryPoint) {
        return new Builder(python, service, entryPoint);
    }

    /** The options of a service. For one thread. */
    public static final class Builder {
        private final Python python;
        private final Descriptors.ServiceDescriptor service;
        private final String entryPoint;
        private MessageForm form = MessageForm.CLASSES_OR_DICTS;
        private @Nullable Duration maxCallTime;
        private boolean debugInfo = true;
        private @Nullable Executor executor;

        private Builder(Python python, Descriptors.ServiceDescriptor service, String entryPoint) {
            this.python = Objects.requireNonNull(python, "python");
            this.service = Objects.requireNonNull(service, "service");
            this.entryPoint = Objects.requireNonNull(entryPoint, "entryPoint");
        }

        /**
         * Sets what messages are in Python. Default: {@link MessageForm#CLASSES_OR_DICTS}.
         *
         * @param messages the form
         * @return this builder
         */
        public Builder messages(MessageForm messages) {
            form = Objects.requireNonNull(messages, "messages");
            return this;
        }

        /**
         * Limits how long a call may run, whatever its client says. By default its client's deadline holds, however long that is, or where it sent
         * none, the {@link org.pybridge.PythonBuilder#callTimeout callTimeout} of the Python. Set it where clients are not trusted.
         *
         * @param limit more than zero
         * @return this builder
         */
        public Builder maxCallTime(Duration limit) {
            maxCallTime = CallOptions.requireTimeout("maxCallTime", limit);
            return this;
        }

        /**
         * Says whether a failed call tells its client where Python was, with the names of files. Default: true.
         *
         * @param told whether errors have a {@code google.rpc.DebugInfo}
         * @return this builder
         */
        public Builder debugInfo(boolean told) {
            debugInfo = told;
            return this;
        }

        /**
         * Sets the threads that calls wait for Python on, one for each call under way. By default new ones that end when they are not needed.
         *
         * @param threads runs each task on a thread of its own, as virtual threads do
         * @return this builder
         */
        public Builder executor(Executor threads) {
            executor = Objects.requireNonNull(threads, "threads");
            return this;
        }

        /**
         * Loads the implementation and checks it.
         *
         * @return the service, to be added to a server
         * @throws IllegalArgumentException when methods are missing, all of which are named
         * @throws IllegalStateException when generated classes are demanded and Python cannot import them
         * @throws org.pybridge.BridgeException when the entry point cannot be loaded
         */
        public ServerServiceDefinition build() {
            ServiceRuntime runtime = new ServiceRuntime(
                    python,
                    maxCallTime,
                    debugInfo,
                    executor != null
                            ? executor
                            : Executors.newCachedThreadPool(task -> new DaemonThread("pybridge-service", task)));
            List<PythonMethod> methods = Implementation.load(runtime, service, entryPoint, form);
            List<MethodDescriptor<Request, byte[]>> described = new ArrayList<>();
            ServiceDescriptor.Builder table = ServiceDescriptor.newBuilder(service.getFullName())
                    .setSchemaDescriptor(new Schema.OfService(service));
            for (PythonMethod method : methods) {
                MethodDescriptor<Request, byte[]> one = Schema.bytes(method.descriptor()).toBuilder(
                                Request.MARSHALLER, Schema.BYTES)
                        .build();
                described.add(one);
                table.addMethod(one);
            }
            ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(table.build());
            for (int i = 0; i < methods.size(); i++) {
                PythonMethod method = methods.get(i);
                definition.addMethod(
                        described.get(i), (call, headers) -> ServedCall.start(runtime, method, call, headers));
            }
            return definition.build();
        }
    }
}
