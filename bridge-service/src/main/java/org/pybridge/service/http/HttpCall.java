package org.pybridge.service.http;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call over HTTP. Its listener hears of one thing after the other, on the executor of the call. Thread-safe as a {@code ClientCall} is.
 *
 * @param <A> the request
 * @param <B> the reply
 */
final class HttpCall<A, B> extends ClientCall<A, B> {
    /** What ten digits can say. */
    private static final long LONGEST_MILLIS = 9_999_999_999L;

    private final HttpChannel channel;
    private final MethodDescriptor<A, B> method;
    private final RpcMethod known;
    private final boolean carried;
    private final @Nullable Deadline deadline;
    private final Executor executor;
    private final ReentrantLock telling = new ReentrantLock();
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private volatile boolean closed;
    private @Nullable Listener<B> listener;
    private Metadata headers = new Metadata();
    private byte @Nullable [] request;
    private final Demand demand = new Demand();

    /** Why what came could not be heard; for the executor alone, which runs one thing after the other. */
    private @Nullable Status broken;

    HttpCall(
            HttpChannel channel, MethodDescriptor<A, B> method, RpcMethod known, CallOptions options, boolean carried) {
        this.channel = channel;
        this.method = method;
        this.known = known;
        this.carried = carried;
        this.deadline = earlier(options.getDeadline(), Context.current().getDeadline());
        Executor wanted = options.getExecutor();
        this.executor = MoreExecutors.newSequentialExecutor(wanted == null ? channel.threads() : wanted);
    }

    private static @Nullable Deadline earlier(@Nullable Deadline one, @Nullable Deadline other) {
        return one == null ? other : other == null ? one : one.minimum(other);
    }

    @Override
    public void start(Listener<B> responseListener, Metadata sent) {
        listener = responseListener;
        headers = sent;
        Context context = Context.current();
        Context.CancellationListener leaving = cancelled -> abort(Contexts.statusFromCancelled(cancelled));
        context.addListener(leaving, Runnable::run);
        end.whenComplete((done, early) -> context.removeListener(leaving));
        if (deadline != null) {
            startTimer(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
        }
        if (!carried) {
            close(
                    Status.UNIMPLEMENTED.withDescription("this protocol does not carry " + method.getType()
                            + " methods as " + method.getFullMethodName()),
                    new Metadata());
        }
    }

    /** Has the call end at its deadline. A timer that is not needed any more holds nothing of the call. */
    private void startTimer(long nanos) {
        CompletableFuture<Void> timer = new CompletableFuture<Void>().orTimeout(nanos, TimeUnit.NANOSECONDS);
        timer.whenComplete((done, late) -> {
            if (late instanceof TimeoutException) {
                abort(Status.DEADLINE_EXCEEDED.withDescription("the deadline has passed"));
            }
        });
        end.whenComplete((done, early) -> timer.cancel(false));
    }

    @Override
    public void request(int messages) {
        demand.add(messages);
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        abort(Status.CANCELLED.withDescription(message).withCause(cause));
    }

    @Override
    public void sendMessage(A message) {
        try (InputStream bytes = method.streamRequest(message)) {
            request = bytes.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void halfClose() {
        byte[] message = request;
        if (closed) {
            return;
        }
        if (message == null) {
            close(Status.INTERNAL.withDescription("there is no request"), new Metadata());
            return;
        }
        try {
            send(message);
        } catch (InvalidProtocolBufferException unfit) {
            close(
                    Status.INTERNAL.withDescription("the request is not a "
                            + known.descriptor().getInputType().getFullName()),
                    new Metadata());
        }
    }

    private void send(byte[] message) throws InvalidProtocolBufferException {
        HttpRequest.Builder made = HttpRequest.newBuilder(channel.uri(known)).version(HttpClient.Version.HTTP_1_1);
        HttpMetadata.each(headers, made::header);
        byte[] body = channel.protocol().request(made, known, channel.isJson(), message);
        if (deadline != null) {
            long millis = Math.max(0, deadline.timeRemaining(TimeUnit.MILLISECONDS));
            channel.protocol().deadline(made, Math.min(millis, LONGEST_MILLIS));
        }
        HttpRequest whole =
                made.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        CompletableFuture<?> exchange = known.isUnary()
                ? channel.client()
                        .sendAsync(whole, info -> new BoundedBody(channel.maxMessage()))
                        .whenComplete(this::answered)
                : channel.client()
                        .sendAsync(whole, info -> new StreamBody(this, info, channel.maxMessage()))
                        .whenComplete((response, failed) -> {
                            if (failed != null) {
                                close(unavailable(failed), new Metadata());
                            }
                        });
        end.whenComplete((done, early) -> {
            if (early != null) {
                exchange.cancel(true);
            }
        });
    }

    static Status unavailable(Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        return cause instanceof StatusException known
                ? known.getStatus()
                : Status.UNAVAILABLE
                        .withDescription("the server did not answer: " + cause)
                        .withCause(cause);
    }

    /** Takes the one reply. */
    private void answered(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failed) {
        if (failed != null || response == null) {
            close(unavailable(failed == null ? new IOException("no response") : failed), new Metadata());
            return;
        }
        Metadata trailers = new Metadata();
        try {
            byte[] body = unpacked(response);
            byte[] reply = channel.protocol()
                    .reply(known, channel.isJson(), response.statusCode(), response.headers(), body, trailers);
            headers(response.headers());
            message(reply);
            close(Status.OK, trailers);
        } catch (StatusException refused) {
            headers(response.headers());
            Metadata all = refused.getTrailers() == null ? trailers : refused.getTrailers();
            close(refused.getStatus(), all);
        } catch (RuntimeException unforeseen) {
            close(Status.INTERNAL.withDescription("the reply cannot be read").withCause(unforeseen), trailers);
        }
    }

    private byte[] unpacked(HttpResponse<byte[]> response) throws StatusException {
        String encoding = response.headers().firstValue("Content-Encoding").orElse("");
        if (!encoding.isEmpty() && !encoding.equals(Bodies.GZIP) && !encoding.equals(Bodies.IDENTITY)) {
            throw Status.INTERNAL
                    .withDescription("the reply is packed by \"" + encoding + "\", which it was not asked for")
                    .asException();
        }
        return Bodies.unpacked(response.body(), encoding, channel.maxMessage());
    }

    /** Hands over the headers of a response. */
    void headers(HttpHeaders received) {
        Metadata metadata = new Metadata();
        received.map().forEach((name, values) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith(ConnectHandler.TRAILER_PREFIX)) {
                values.forEach(value -> HttpMetadata.add(metadata, name, value));
            }
        });
        tell(to -> to.onHeaders(metadata));
    }

    /** Hands over a reply. */
    void message(byte[] reply) {
        tell(to -> {
            B parsed;
            try {
                parsed = method.parseResponse(new ByteArrayInputStream(reply));
            } catch (RuntimeException malformed) {
                fail(Status.INTERNAL
                        .withDescription("the reply is not a "
                                + known.descriptor().getOutputType().getFullName())
                        .withCause(malformed));
                return;
            }
            to.onMessage(parsed);
        });
    }

    /** Ends the call before the server does, and leaves its connection. */
    private void abort(Status status) {
        if (tell(to -> to.onClose(broken == null ? status : broken, new Metadata()), true)) {
            end.cancel(false);
        }
    }

    /** Ends the call as the server says, unless it has ended. */
    void close(Status status, Metadata trailers) {
        if (tell(to -> to.onClose(broken == null ? status : broken, trailers), true)) {
            end.complete(null);
        }
    }

    private void tell(Consumer<Listener<B>> event) {
        tell(event, false);
    }

    /** As gRPC has it, a listener that throws cancels its call. */
    private void heard(Consumer<Listener<B>> event, Listener<B> to) {
        try {
            event.accept(to);
        } catch (RuntimeException thrown) {
            fail(Status.CANCELLED.withDescription("the listener failed").withCause(thrown));
            throw thrown;
        }
    }

    /** Ends the call for what came; the end may have come meanwhile, and wait to be heard. */
    private void fail(Status status) {
        if (broken == null) {
            broken = status;
        }
        abort(status);
    }

    /** Has the listener hear of something, unless it has heard of the end. */
    private boolean tell(Consumer<Listener<B>> event, boolean last) {
        telling.lock();
        try {
            Listener<B> to = listener;
            if (closed || to == null) {
                return false;
            }
            closed = last;
            executor.execute(() -> heard(event, to));
            return true;
        } finally {
            telling.unlock();
        }
    }

    Demand demand() {
        return demand;
    }

    RpcMethod known() {
        return known;
    }

    boolean isJson() {
        return channel.isJson();
    }
}
