package org.pybridge.service;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.Call;
import org.slf4j.MDC;

/**
 * One call that Python answers. gRPC's thread only passes on what the client sends; Python's side waits on a thread of its own, so a client that cancels
 * is heard at any time. Thread-safe.
 */
final class ServedCall extends ServerCall.Listener<Request> {
    private static final Metadata.Key<String> TRACE_PARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    static final Status CANCELLED = Status.CANCELLED.withDescription("the client has cancelled the call");
    private static final long GRACE_MILLIS = 1000;

    private final ServiceRuntime runtime;
    private final PythonMethod method;
    private final ServerCall<Request, byte[]> call;
    private final Metadata headers;
    private final Inbox inbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ready = lock.newCondition();
    private final FutureTask<@Nullable Void> task;
    private boolean headersSent;
    private boolean left;
    private boolean closed;

    private ServedCall(
            ServiceRuntime runtime, PythonMethod method, ServerCall<Request, byte[]> call, Metadata headers) {
        this.runtime = runtime;
        this.method = method;
        this.call = call;
        this.headers = headers;
        this.inbox = new Inbox(() -> call.request(1));
        this.task = new FutureTask<>(Context.current().wrap(this::answer), null);
    }

    /** Begins to answer a call. */
    static ServerCall.Listener<Request> start(
            ServiceRuntime runtime, PythonMethod method, ServerCall<Request, byte[]> call, Metadata headers) {
        ServedCall served = new ServedCall(runtime, method, call, headers);
        // Of a client that sends more than its one request, the second one is seen.
        call.request(method.descriptor().isClientStreaming() ? 1 : 2);
        if (method.descriptor().isClientStreaming()) {
            served.begin();
        }
        return served;
    }

    private void begin() {
        try {
            runtime.executor().execute(task);
        } catch (RejectedExecutionException full) {
            close(
                    Status.RESOURCE_EXHAUSTED
                            .withDescription("the service has no thread for the call")
                            .withCause(full),
                    new Metadata());
        }
    }

    @Override
    public void onMessage(Request message) {
        inbox.add(message);
    }

    @Override
    public void onHalfClose() {
        inbox.end();
        if (!method.descriptor().isClientStreaming()) {
            begin();
        }
    }

    @Override
    public void onReady() {
        lock.lock();
        try {
            ready.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Comes also when gRPC itself has ended the call, because a message could not be read. */
    @Override
    public void onComplete() {
        onCancel();
    }

    @Override
    public void onCancel() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            ready.signalAll();
        } finally {
            lock.unlock();
        }
        inbox.cancel();
        // A stream ends where it next sends or waits, and a short call by itself; an interrupt would cost the
        // interpreter.
        CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS).execute(() -> task.cancel(true));
    }

    /** Has Python answer. */
    private void answer() {
        String trace = headers.get(TRACE_PARENT);
        if (trace != null) {
            MDC.put(TRACE_PARENT.name(), trace);
        }
        try {
            @Nullable Object single = method.descriptor().isClientStreaming() ? null : single();
            List<@Nullable Object> outcome = runtime.call(limited(method.isUnary() ? unary(single) : stream(single)));
            finish(outcome);
        } catch (Throwable failed) { // the client hears of whatever it was
            Metadata trailers = new Metadata();
            close(ErrorStatus.of(failed, runtime.debugInfo(), trailers), trailers);
        } finally {
            MDC.remove(TRACE_PARENT.name());
        }
    }

    private @Nullable Object single() throws StatusException, InterruptedException {
        Request request = inbox.take();
        if (request == null || inbox.take() != null) {
            // As the protocol has it: no such method with that many requests.
            throw Status.UNIMPLEMENTED
                    .withDescription(
                            request == null ? "the client sent no request" : "the client sent more than one request")
                    .asException();
        }
        return decoded(request);
    }

    private @Nullable Object decoded(Request request) throws StatusException {
        try {
            return method.codec().request(request.bytes());
        } catch (InvalidProtocolBufferException | DateTimeException | ArithmeticException malformed) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("the request is not a "
                            + method.descriptor().getInputType().getFullName() + ": " + malformed.getMessage())
                    .asException();
        }
    }

    private Call<List<@Nullable Object>> unary(@Nullable Object request) {
        return method.call().with(request, context());
    }

    private Call<List<@Nullable Object>> stream(@Nullable Object request) {
        Supplier<@Nullable List<@Nullable Object>> receive = this::receive;
        BiFunction<@Nullable List<@Nullable Object>, @Nullable List<List<Object>>, Boolean> send = this::send;
        return method.call()
                .with(
                        request,
                        context(),
                        method.descriptor().isClientStreaming() ? receive : null,
                        method.descriptor().isServerStreaming() ? send : null,
                        (Runnable) this::drain,
                        (Runnable) this::leave);
    }

    private @Nullable List<@Nullable Object> context() {
        if (!method.takesContext()) {
            return null;
        }
        Deadline deadline = Context.current().getDeadline();
        Double end = deadline == null
                ? null
                : (System.currentTimeMillis() + deadline.timeRemaining(TimeUnit.MILLISECONDS)) / 1e3;
        return Arrays.asList(CallMetadata.toPython(headers), CallMetadata.peer(headers, call), end);
    }

    private Call<List<@Nullable Object>> limited(Call<List<@Nullable Object>> unlimited) throws StatusException {
        Duration limit = runtime.maxCallTime();
        Deadline deadline = Context.current().getDeadline();
        if (deadline != null) {
            Duration left = Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS));
            if (left.isNegative() || left.isZero()) {
                throw Status.DEADLINE_EXCEEDED
                        .withDescription("the deadline passed before the call began")
                        .asException();
            }
            limit = limit == null || left.compareTo(limit) < 0 ? left : limit;
        }
        return limit == null ? unlimited : unlimited.timeout(limit);
    }

    /** Gives Python the next request in a list, or null after the last one. */
    private @Nullable List<@Nullable Object> receive() {
        try {
            Request request = inbox.take();
            return request == null ? null : Collections.singletonList(decoded(request));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw CANCELLED.asRuntimeException();
        } catch (StatusException unreadable) {
            throw unreadable.getStatus().asRuntimeException();
        }
    }

    /** Sends metadata, or what Python yielded as the one item of a list, and tells whether the client takes more at once. */
    private boolean send(@Nullable List<@Nullable Object> reply, @Nullable List<List<Object>> initial) {
        byte[] message = reply == null ? null : method.codec().reply(reply.get(0));
        lock.lock();
        try {
            if (closed) {
                throw CANCELLED.asRuntimeException();
            }
            sendHeaders(initial);
            if (message != null) {
                call.sendMessage(message);
            }
            return call.isReady();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the client takes more. */
    private void drain() {
        lock.lock();
        try {
            while (!closed && !left && !call.isReady()) {
                ready.await();
            }
            if (closed) {
                throw CANCELLED.asRuntimeException();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CANCELLED.asRuntimeException();
        } finally {
            lock.unlock();
        }
    }

    /** Ends waits that Python has no use for any more: the method has returned. */
    private void leave() {
        inbox.end();
        lock.lock();
        try {
            left = true;
            ready.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends the one reply, if there is one, and the end that Python wanted: {@code [reply, [code, details, initial, trailing] or None]}. */
    private void finish(List<@Nullable Object> outcome) {
        Ending ending = Ending.of(outcome.get(1));
        boolean replies =
                !method.descriptor().isServerStreaming() && ending.status().isOk();
        send(replies ? outcome.subList(0, 1) : null, ending.initial());
        close(ending.status(), CallMetadata.fromPython(ending.trailing()));
    }

    private void sendHeaders(@Nullable List<List<Object>> initial) {
        if (!headersSent) {
            Metadata converted = CallMetadata.fromPython(initial == null ? List.of() : initial);
            headersSent = true;
            call.sendHeaders(converted);
        }
    }

    private void close(Status status, Metadata trailers) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                call.close(ErrorStatus.bounded(status), trailers);
            }
        } finally {
            lock.unlock();
        }
    }
}
