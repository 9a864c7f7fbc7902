package org.pybridge.service.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Splits a stream of Connect's into replies, no faster than the call's listener takes them. Thread-safe. */
final class StreamBody implements BodySubscriber<@Nullable Void> {
    private static final int MOST_OF_AN_ERROR = 64 << 10;
    private static final int FIRST_SIZE = 8192;

    private final HttpCall<?, ?> call;
    private final ResponseInfo info;
    private final int max;
    private final String encoding;
    private final boolean ofStream;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private ByteBuffer unread = ByteBuffer.allocate(FIRST_SIZE).flip();
    private Flow.@Nullable Subscription subscription;
    private boolean asked;
    private boolean ended;

    StreamBody(HttpCall<?, ?> call, ResponseInfo info, int max) {
        this.call = call;
        this.info = info;
        this.max = max;
        this.encoding =
                info.headers().firstValue(ConnectHandler.STREAM_ENCODING).orElse("");
        this.ofStream = info.statusCode() == 200
                && contentType().startsWith(ConnectHandler.STREAM + (call.isJson() ? "json" : "proto"));
    }

    private String contentType() {
        return info.headers().firstValue("Content-Type").orElse("");
    }

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (ofStream) {
            call.headers(info.headers());
        }
        call.demand().onMore(this::advance);
        advance();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        lock.lock();
        try {
            asked = false;
            if (ended) {
                leave();
                return;
            }
            int more = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
            int needed = unread.remaining() + more;
            ByteBuffer joined = needed <= unread.capacity()
                    ? unread.compact()
                    : ByteBuffer.allocate(2 * needed).put(unread);
            buffers.forEach(joined::put);
            unread = joined.flip();
        } finally {
            lock.unlock();
        }
        advance();
    }

    /** Hands over what is whole and wanted, and asks for more bytes where that is not enough. */
    private void advance() {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if (!ofStream) {
                if (unread.remaining() <= MOST_OF_AN_ERROR) {
                    ask();
                } else {
                    refuse();
                    leave();
                }
                return;
            }
            // The end comes whether or not more is wanted.
            while (!ended && (call.demand().isOpen() || mayBeEnd())) {
                Envelope next = next();
                if (next == null) {
                    ask();
                    return;
                }
                take(next);
            }
        } catch (StatusException broken) {
            finish(broken.getStatus(), new Metadata());
            leave();
        } finally {
            lock.unlock();
        }
    }

    private boolean mayBeEnd() {
        return !unread.hasRemaining() || (unread.get(unread.position()) & Envelope.END) != 0;
    }

    private void ask() {
        if (!asked && subscription != null) {
            asked = true;
            subscription.request(1);
        }
    }

    private @Nullable Envelope next() throws StatusException {
        if (unread.remaining() < Envelope.HEADER) {
            return null;
        }
        int length = unread.getInt(unread.position() + 1);
        if (length < 0 || length > max) {
            throw Bodies.tooLarge(max);
        }
        if (unread.remaining() < Envelope.HEADER + length) {
            return null;
        }
        int flags = unread.get();
        unread.getInt();
        byte[] data = new byte[length];
        unread.get(data);
        return new Envelope(flags, data);
    }

    private void take(Envelope next) throws StatusException {
        byte[] data = next.unpacked(encoding, max);
        if (next.isEnd()) {
            end(data);
            return;
        }
        call.demand().take();
        call.message(call.isJson() ? call.known().connect().reply(data) : data);
    }

    /** Reads the last message: {@code {"error": ..., "metadata": {"key": ["value"]}}}. */
    private void end(byte[] json) {
        Metadata trailers = new Metadata();
        Status status = Status.OK;
        try {
            JsonObject end = JsonParser.parseString(new String(json, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            if (end.get("metadata") instanceof JsonObject metadata) {
                for (Map.Entry<String, JsonElement> entry : metadata.entrySet()) {
                    if (entry.getValue() instanceof JsonArray values) {
                        values.forEach(value -> HttpMetadata.add(trailers, entry.getKey(), value.getAsString()));
                    }
                }
            }
            if (end.get("error") instanceof JsonObject error) {
                ConnectErrors.Read read = ConnectErrors.read(error, Status.Code.UNKNOWN);
                status = read.status();
                trailers.merge(read.trailers());
            }
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException malformed) {
            status = Status.INTERNAL.withDescription("the end of the stream is malformed: " + malformed.getMessage());
        }
        finish(status, trailers);
    }

    /** Ends the call. The body is read on, so that its connection can be used again. */
    private void finish(Status status, Metadata trailers) {
        ended = true;
        call.close(status, trailers);
        if (subscription != null) {
            subscription.request(Long.MAX_VALUE);
        }
    }

    /** Leaves the rest of the body unread, and gives up its connection. */
    private void leave() {
        if (subscription != null) {
            subscription.cancel();
        }
        done.complete(null);
    }

    /** Says what a response is that is no stream of Connect's. */
    private void refuse() {
        byte[] body = new byte[unread.remaining()];
        unread.get(body);
        StatusException refused = info.statusCode() == 200
                ? ConnectClient.notOfConnect(contentType())
                : ConnectClient.failure(info.statusCode(), contentType(), body, new Metadata());
        Metadata trailers = refused.getTrailers();
        finish(refused.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    @Override
    public void onError(Throwable broken) {
        done.complete(null);
        call.close(HttpCall.unavailable(broken), new Metadata());
    }

    @Override
    public void onComplete() {
        lock.lock();
        try {
            if (ofStream) {
                // Messages that nobody has asked for yet are still there; so may be the end.
                if (!ended && !holdsEnd()) {
                    finish(Status.INTERNAL.withDescription("the stream has no end"), new Metadata());
                }
                return;
            }
            if (!ended) {
                refuse();
            }
        } finally {
            lock.unlock();
            done.complete(null);
        }
    }

    /** Tells whether what was received ends with the last message. */
    private boolean holdsEnd() {
        int at = unread.position();
        while (unread.limit() - at >= Envelope.HEADER) {
            int length = unread.getInt(at + 1);
            if (length < 0 || length > unread.limit() - at - Envelope.HEADER) {
                return false;
            }
            if ((unread.get(at) & Envelope.END) != 0) {
                return true;
            }
            at += Envelope.HEADER + length;
        }
        return false;
    }
}
