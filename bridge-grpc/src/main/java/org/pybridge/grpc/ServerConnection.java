package org.pybridge.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.InterpreterLostException;
import org.pybridge.grpc.protocol.ClientMessage;
import org.pybridge.grpc.protocol.DescribeRequest;
import org.pybridge.grpc.protocol.Description;
import org.pybridge.grpc.protocol.Open;
import org.pybridge.grpc.protocol.PythonGrpc;

/** A channel to one server or to several, and the client's token. Thread-safe. */
final class ServerConnection implements AutoCloseable {
    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    static final String BEARER = "Bearer ";

    private static final long CLOSE_SECONDS = 2;

    private final String target;
    private final ManagedChannel channel;
    private final Channel authorized;
    private final Duration connectTimeout;

    ServerConnection(String target, ManagedChannel channel, @Nullable Supplier<String> token, Duration connectTimeout) {
        this.target = target;
        this.channel = channel;
        this.authorized = token == null ? channel : ClientInterceptors.intercept(channel, new Token(token));
        this.connectTimeout = connectTimeout;
    }

    /** Adds the token as it is when a call or a stream begins. */
    private record Token(Supplier<String> token) implements ClientInterceptor {
        @Override
        public <A, B> ClientCall<A, B> interceptCall(MethodDescriptor<A, B> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<B> listener, Metadata headers) {
                    headers.put(AUTHORIZATION, BEARER + token.get());
                    super.start(listener, headers);
                }
            };
        }
    }

    /** Asks who serves, and what. */
    Description describe() {
        try {
            Description description = PythonGrpc.newBlockingStub(authorized)
                    .withDeadlineAfter(connectTimeout.toNanos(), TimeUnit.NANOSECONDS)
                    .describe(DescribeRequest.newBuilder()
                            .setProtocol(Protocol.VERSION)
                            .build());
            if (description.getProtocol() != Protocol.VERSION) {
                throw new InterpreterLostException(
                        target + " speaks version " + description.getProtocol()
                                + " of the protocol, and this client version " + Protocol.VERSION
                                + "; use the same release of PyBridge on both sides",
                        null,
                        false,
                        null);
            }
            return description;
        } catch (io.grpc.StatusRuntimeException failed) {
            throw ConnectionErrors.unusable(target, failed);
        }
    }

    /** Opens a stream, and waits until the server has taken it. */
    void open(ClientStream stream, Open open) {
        ClientCalls.asyncBidiStreamingCall(
                authorized.newCall(PythonGrpc.getInterpretMethod(), CallOptions.DEFAULT), stream);
        stream.send(ClientMessage.newBuilder().setOpen(open).build());
        try {
            stream.opened().get(connectTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw ConnectionErrors.unusable(target, failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            stream.cancel("it took too long");
            throw new InterpreterLostException(
                    target + " did not answer within connectTimeout (" + connectTimeout.toMillis() + " ms)",
                    null,
                    false,
                    null);
        } catch (InterruptedException interrupted) {
            stream.cancel("nobody waits for it");
            Thread.currentThread().interrupt();
            throw new CallCancelledException(false);
        }
    }

    @Override
    public void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
