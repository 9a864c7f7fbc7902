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
import java.util.Locale;
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
            exchange.respond(404, new byte[0]);
            return;
        }
        if (method.descriptor().isClientStreaming() && method.descriptor().isServerStreaming()) {
            exchange.respond(505, new byte[0]);
            return;
        }
        boolean get = exchange.method().equals("GET") && method.isUnary() && method.hasNoSideEffects();
        if (!get && !exchange.method().equals("POST")) {
            exchange.addHeader("Allow", method.hasNoSideEffects() ? "GET, POST" : "POST");
            exchange.respond(405, new byte[0]);
            return;
        }
        Map<String, String> query = get ? query(exchange.query()) : Map.of();
        String prefix = method.isUnary() ? UNARY : STREAM;
        String type = get ? UNARY + query.getOrDefault("encoding", "") : contentType(exchange);
        if (!type.equals(prefix + "json") && !type.equals(prefix + "proto")) {
            exchange.addHeader("Accept-Post", prefix + "json, " + prefix + "proto");
            exchange.respond(415, new byte[0]);
            return;
        }
        boolean json = type.endsWith("json");
        if (method.isUnary()) {
            unary(exchange, method, json, get ? query : null);
        } else {
            stream(exchange, method, json, type);
        }
    }

    private static String contentType(Exchange exchange) {
        String type = exchange.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.replaceFirst("\\s*;\\s*charset=\"?utf-8\"?\\s*$", "");
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
        BlockingCall call = null;
        try {
            CallOptions options = options(exchange, query == null ? null : query.getOrDefault("connect", ""));
            byte[] packed = query == null ? Bodies.read(exchange.body(), maxMessage) : message(query);
            String encoding = query == null
                    ? exchange.header("Content-Encoding").orElse("")
                    : query.getOrDefault("compression", "");
            byte[] request = decoded(method, json, Bodies.unpacked(packed, encoding, maxMessage));
            call = new BlockingCall(channel, method.bytes(), options, metadata(exchange));
            call.send(request);
            call.halfClose();
            byte[] reply = call.next();
            if (reply != null) {
                call.next();
            }
            HttpMetadata.each(call.headers(), exchange::addHeader);
            HttpMetadata.each(call.trailers(), (name, value) -> exchange.addHeader(TRAILER_PREFIX + name, value));
            if (!call.status().isOk() || reply == null) {
                fail(exchange, call.status(), call.trailers());
                return;
            }
            exchange.addHeader("Content-Type", UNARY + (json ? "json" : "proto"));
            respond(exchange, json ? method.connect().jsonOfReply(reply) : reply);
        } catch (StatusException refused) {
            Bodies.drain(exchange.body());
            fail(exchange, refused.getStatus(), new Metadata());
        } catch (InterruptedException | IOException | RuntimeException failed) {
            if (call != null) {
                call.cancel("the request was given up", failed);
            }
            throw failed;
        }
    }

    private static byte[] message(Map<String, String> query) throws StatusException {
        String message = query.getOrDefault("message", "");
        try {
            return "1".equals(query.get("base64"))
                    ? HttpMetadata.decoded(URLDecoder.decode(message, StandardCharsets.UTF_8))
                    : URLDecoder.decode(message, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
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

    private static Metadata metadata(Exchange exchange) {
        Metadata metadata = new Metadata();
        exchange.headers((name, value) -> HttpMetadata.add(metadata, name, value));
        return metadata;
    }

    private static byte[] decoded(RpcMethod method, boolean json, byte[] message) throws StatusException {
        try {
            return json ? method.connect().request(message) : method.checked(message);
        } catch (InvalidProtocolBufferException malformed) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("the request is no "
                            + method.descriptor().getInputType().getFullName() + ": " + malformed.getMessage())
                    .asException();
        }
    }

    private void stream(Exchange exchange, RpcMethod method, boolean json, String type)
            throws IOException, InterruptedException {
        BlockingCall call = null;
        exchange.addHeader("Content-Type", type);
        Status refused = null;
        try {
            call = new BlockingCall(channel, method.bytes(), options(exchange, null), metadata(exchange));
            sendAll(exchange, method, json, call);
            HttpMetadata.each(call.headers(), exchange::addHeader);
        } catch (StatusException malformed) {
            Bodies.drain(exchange.body());
            refused = malformed.getStatus();
        } catch (InterruptedException | IOException | RuntimeException failed) {
            giveUp(call, failed);
            throw failed;
        }
        boolean packs = accepts(exchange, "Connect-Accept-Encoding");
        if (packs) {
            exchange.addHeader(STREAM_ENCODING, Bodies.GZIP);
        }
        try (OutputStream out = exchange.respond(200)) {
            if (refused != null || call == null) {
                giveUp(call, null);
                out.write(end(refused == null ? Status.INTERNAL : refused, new Metadata())
                        .bytes());
                return;
            }
            for (byte[] reply; (reply = call.next()) != null; ) {
                byte[] shown = json ? method.connect().jsonOfReply(reply) : reply;
                out.write((packs ? new Envelope(Envelope.COMPRESSED, Bodies.gzip(shown)) : new Envelope(0, shown))
                        .bytes());
                out.flush();
            }
            out.write(end(call.status(), call.trailers()).bytes());
        } catch (InterruptedException | IOException | RuntimeException failed) {
            giveUp(call, failed);
            throw failed;
        }
    }

    private static void giveUp(@Nullable BlockingCall call, @Nullable Throwable cause) {
        if (call != null) {
            call.cancel("the request was given up", cause);
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
