package org.pybridge.service.http;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A call whose caller waits for what comes. Messages are asked for one by one. For one thread. */
final class BlockingCall implements AutoCloseable {
    private final ClientCall<byte[], byte[]> call;
    private final boolean ofStream;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private Metadata headers = new Metadata();
    private boolean headersCame;
    private Metadata trailers = new Metadata();
    private byte @Nullable [] message;
    private boolean handedOut;
    private @Nullable Status status;

    BlockingCall(Channel channel, MethodDescriptor<byte[], byte[]> method, CallOptions options, Metadata sent) {
        call = channel.newCall(method, options);
        ofStream = !method.getType().clientSendsOneMessage();
        call.start(new Listener(), sent);
        // Some services send nothing, not even headers, before a reply is asked for.
        call.request(1);
    }

    /** Sends a message; of a stream, once the other side takes one. */
    void send(byte[] one) throws InterruptedException {
        while (ofStream && !call.isReady() && status == null) {
            events.take().run();
        }
        if (status == null) {
            call.sendMessage(one);
        }
    }

    void halfClose() {
        if (status == null) {
            call.halfClose();
        }
    }

    /** Cancels the call, unless it has ended. */
    @Override
    public void close() {
        call.cancel("the request was given up", null);
    }

    /**
     * Sends the one request, and waits for the one reply and the end.
     *
     * @return the reply, or null when the call failed
     */
    byte @Nullable [] exchange(byte[] request) throws InterruptedException {
        send(request);
        halfClose();
        byte[] reply = next();
        if (reply != null) {
            next();
        }
        return status().isOk() ? reply : null;
    }

    /** Waits for the next message; null at the end. */
    byte @Nullable [] next() throws InterruptedException {
        // A message that came while requests were sent has not been handed out.
        if (handedOut) {
            message = null;
            call.request(1);
        }
        while (message == null && status == null) {
            events.take().run();
        }
        handedOut = message != null;
        return message;
    }

    /** Waits for what comes before the first message. */
    Metadata headers() throws InterruptedException {
        while (!headersCame && status == null) {
            events.take().run();
        }
        return headers;
    }

    /** Gives how the call ended, after its last message. */
    Status status() {
        return status == null ? Status.INTERNAL.withDescription("the call goes on") : status;
    }

    Metadata trailers() {
        return trailers;
    }

    /** Leaves what happens to the thread that waits. */
    private final class Listener extends ClientCall.Listener<byte[]> {
        @Override
        public void onHeaders(Metadata came) {
            events.add(() -> {
                headers = came;
                headersCame = true;
            });
        }

        @Override
        public void onMessage(byte[] came) {
            events.add(() -> message = came);
        }

        @Override
        public void onReady() {
            events.add(() -> {});
        }

        @Override
        public void onClose(Status end, Metadata came) {
            events.add(() -> {
                status = end;
                trailers = came;
            });
        }
    }
}
