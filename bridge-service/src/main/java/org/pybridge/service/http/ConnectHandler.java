package org.pybridge.service.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests of the <a href="https://connectrpc.com/docs/protocol">Connect protocol</a>, version 1, but for streams in both directions, which
 * HTTP/1.1 does not have. Thread-safe.
 */
final class ConnectHandler {
    static final String VERSION_HEADER = "Connect-Protocol-Version";
    static final String TIMEOUT_HEADER = "Connect-Timeout-Ms";
    static final String UNARY = "application/";
    static final String STREAM = "application/connect+";
    static final String STREAM_ENCODING = "Connect-Content-Encoding";
    static final String TRAILER_PREFIX = "trailer-";

    private static final int MOST_DIGITS = 10;

    private final Channel channel;
    private final Map<String, RpcMethod> methods;
    private final int maxMessage;

    /**
     * Makes a handler.
     *
     * @param channel leads to the services
     * @param methods the methods, by {@code package.Service/Method}
     * @param maxMessage how many bytes a request may have
     */
    ConnectHandler(Channel channel, Map<String, RpcMethod> methods, int maxMessage) {
        this.channel = channel;
        this.methods = methods;
        this.maxMessage = maxMessage;
    }

    /**
     * Answers a request.
     *
     * @param route the path without its first slash
     */
    void handle(Exchange exchange, String route) throws IOException, InterruptedException {
        RpcMethod method = methods.get(route);
        if (method == null) {
            refuse(exchange, 404);
            return;
        }
        if (method.descriptor().isClientStreaming() && method.descriptor().isServerStreaming()) {
            refuse(exchange, 505);
            return;
        }
        boolean get = exchange.method().equals("GET") && method.isUnary() && method.hasNoSideEffects();
        if (!get && !exchange.method().equals("POST")) {
            exchange.addHeader("Allow", method.hasNoSideEffects() ? "GET, POST" : "POST");
            refuse(exchange, 405);
            return;
        }
        Map<String, String> query = get ? query(exchange.query()) : Map.of();
        String prefix = method.isUnary() ? UNARY : STREAM;
        String type = get ? UNARY + query.getOrDefault("encoding", "") : exchange.contentType();
        if (!type.equals(prefix + "json") && !type.equals(prefix + "proto")) {
            exchange.addHeader("Accept-Post", prefix + "json, " + prefix + "proto");
            refuse(exchange, 415);
            return;
        }
        boolean json = type.endsWith("json");
        if (method.isUnary()) {
            unary(exchange, method, json, get ? query : null);
        } else {
            stream(exchange, method, json, type);
        }
    }

    private static void refuse(Exchange exchange, int status) throws IOException {
        Bodies.drain(exchange.body());
        exchange.respond(status, new byte[0]);
    }

    private static Map<String, String> query(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String one : query.split("&", -1)) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                parameters.put(one.substring(0, equals), one.substring(equals + 1));
            }
        }
        return parameters;
    }

    private void unary(Exchange exchange, RpcMethod method, boolean json, @Nullable Map<String, String> query)
            throws IOException, InterruptedException {
        try {
            CallOptions options = options(exchange, query == null ? null : query.getOrDefault("connect", ""));
            byte[] request = decoded(method, json, query == null ? body(exchange) : message(query, maxMessage));
            try (BlockingCall call = new BlockingCall(channel, method.bytes(), options, exchange.metadata())) {
                byte[] reply = call.exchange(request);
                byte[] shown = json && reply != null ? method.connect().jsonOfReply(reply) : reply;
                HttpMetadata.each(call.headers(), exchange::addHeader);
                HttpMetadata.each(call.trailers(), (name, value) -> exchange.addHeader(TRAILER_PREFIX + name, value));
                if (shown == null) {
                    fail(exchange, call.status(), call.trailers());
                    return;
                }
                exchange.addHeader("Content-Type", UNARY + (json ? "json" : "proto"));
                respond(exchange, shown);
            }
        } catch (StatusException refused) {
            Bodies.drain(exchange.body());
            fail(exchange, refused.getStatus(), new Metadata());
        }
    }

    private byte[] body(Exchange exchange) throws IOException, StatusException {
        byte[] packed = Bodies.read(exchange.body(), maxMessage);
        return Bodies.unpacked(packed, exchange.header("Content-Encoding").orElse(""), maxMessage);
    }

    private static byte[] message(Map<String, String> query, int max) throws StatusException {
        String message = query.getOrDefault("message", "");
        try {
            String text = URLDecoder.decode(message, StandardCharsets.UTF_8);
            byte[] packed = "1".equals(query.get("base64"))
                    ? HttpMetadata.decoded(text)
                    : text.getBytes(StandardCharsets.UTF_8);
            if (packed.length > max) {
                throw Bodies.tooLarge(max);
            }
            return Bodies.unpacked(packed, query.getOrDefault("compression", ""), max);
        } catch (IllegalArgumentException malformed) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("the message in the query cannot be decoded: " + malformed.getMessage())
                    .asException();
        }
    }

    private static void respond(Exchange exchange, byte[] body) throws IOException {
        if (accepts(exchange, "Accept-Encoding")) {
            exchange.addHeader("Content-Encoding", Bodies.GZIP);
            exchange.respond(200, Bodies.gzip(body));
        } else {
            exchange.respond(200, body);
        }
    }

    private static boolean accepts(Exchange exchange, String header) {
        return Arrays.stream(exchange.header(header).orElse("").split(",", -1))
                .anyMatch(one -> one.trim().equals(Bodies.GZIP));
    }

    private static void fail(Exchange exchange, Status status, Metadata trailers) throws IOException {
        exchange.addHeader("Content-Type", "application/json");
        exchange.respond(
                Codes.CONNECT.httpStatus(status.getCode()),
                ConnectErrors.write(status, trailers).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static CallOptions options(Exchange exchange, @Nullable String versionOfQuery) throws StatusException {
        String version = versionOfQuery == null
                ? exchange.header(VERSION_HEADER).orElse("1")
                : versionOfQuery.isEmpty() ? "1" : versionOfQuery.replaceFirst("^v", "");
        if (!version.equals("1")) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("this is version 1 of the Connect protocol, not \"" + version + "\"")
                    .asException();
        }
        String timeout = exchange.header(TIMEOUT_HEADER).orElse("");
        if (timeout.isEmpty()) {
            return CallOptions.DEFAULT;
        }
        if (timeout.length() > MOST_DIGITS || !timeout.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw Status.INVALID_ARGUMENT
                    .withDescription(
                            TIMEOUT_HEADER + " is \"" + timeout + "\"; it has up to " + MOST_DIGITS + " digits")
                    .asException();
        }
        return CallOptions.DEFAULT.withDeadlineAfter(Long.parseLong(timeout), TimeUnit.MILLISECONDS);
    }

    private static byte[] decoded(RpcMethod method, boolean json, byte[] message) throws StatusException {
        try {
            return json ? method.connect().request(message) : method.checked(message);
        } catch (InvalidProtocolBufferException malformed) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("the request is not a "
                            + method.descriptor().getInputType().getFullName() + ": " + malformed.getMessage())
                    .asException();
        }
    }

    private void stream(Exchange exchange, RpcMethod method, boolean json, String type)
            throws IOException, InterruptedException {
        exchange.addHeader("Content-Type", type);
        try (BlockingCall call =
                new BlockingCall(channel, method.bytes(), options(exchange, null), exchange.metadata())) {
            sendAll(exchange, method, json, call);
            HttpMetadata.each(call.headers(), exchange::addHeader);
            boolean packs = accepts(exchange, "Connect-Accept-Encoding");
            if (packs) {
                exchange.addHeader(STREAM_ENCODING, Bodies.GZIP);
            }
            try (OutputStream out = exchange.respond(200)) {
                out.write(written(out, method, json, packs, call).bytes());
            }
        } catch (StatusException malformed) {
            Bodies.drain(exchange.body());
            try (OutputStream out = exchange.respond(200)) {
                out.write(end(malformed.getStatus(), new Metadata()).bytes());
            }
        }
    }

    /** Writes the replies as they come, and gives the end. */
    private static Envelope written(OutputStream out, RpcMethod method, boolean json, boolean packs, BlockingCall call)
            throws IOException, InterruptedException {
        try {
            for (byte[] reply; (reply = call.next()) != null; ) {
                byte[] shown = json ? method.connect().jsonOfReply(reply) : reply;
                out.write((packs ? new Envelope(Envelope.COMPRESSED, Bodies.gzip(shown)) : new Envelope(0, shown))
                        .bytes());
                out.flush();
            }
            return end(call.status(), call.trailers());
        } catch (StatusException unfit) {
            return end(unfit.getStatus(), new Metadata());
        }
    }

    private void sendAll(Exchange exchange, RpcMethod method, boolean json, BlockingCall call)
            throws IOException, StatusException, InterruptedException {
        String encoding = exchange.header(STREAM_ENCODING).orElse("");
        InputStream body = exchange.body();
        int count = 0;
        for (Envelope one; (one = Envelope.read(body, maxMessage)) != null; count++) {
            call.send(decoded(method, json, one.unpacked(encoding, maxMessage)));
        }
        if (!method.descriptor().isClientStreaming() && count != 1) {
            throw Status.UNIMPLEMENTED
                    .withDescription("the client sent " + count + " requests, where there is one")
                    .asException();
        }
        call.halfClose();
    }

    private static Envelope end(Status status, Metadata trailers) {
        JsonObject end = new JsonObject();
        if (!status.isOk()) {
            end.add("error", ConnectErrors.write(status, trailers));
        }
        JsonObject metadata = new JsonObject();
        HttpMetadata.each(trailers, (name, value) -> {
            if (!metadata.has(name)) {
                metadata.add(name, new JsonArray());
            }
            metadata.getAsJsonArray(name).add(value);
        });
        if (metadata.size() > 0) {
            end.add("metadata", metadata);
        }
        return new Envelope(Envelope.END, end.toString().getBytes(StandardCharsets.UTF_8));
    }
}
