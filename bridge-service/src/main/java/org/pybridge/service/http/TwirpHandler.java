package org.pybridge.service.http;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.StatusException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers requests of the <a href="https://twitchtv.github.io/twirp/docs/spec_v7.html">Twirp protocol</a>, version 7. Thread-safe. */
final class TwirpHandler {
    static final String JSON = "application/json";
    static final String PROTOBUF = "application/protobuf";

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
    TwirpHandler(Channel channel, Map<String, RpcMethod> methods, int maxMessage) {
        this.channel = channel;
        this.methods = methods;
        this.maxMessage = maxMessage;
    }

    /**
     * Answers a request.
     *
     * @param route what follows the prefix, as {@code package.Service/Method}
     */
    void handle(Exchange exchange, String route) throws IOException, InterruptedException {
        RpcMethod method = methods.get(route);
        String type = contentType(exchange);
        String wrong = misrouted(exchange, route, method, type);
        if (method == null || wrong != null) {
            fail(exchange, new TwirpError(TwirpError.BAD_ROUTE, String.valueOf(wrong), Map.of()));
            return;
        }
        boolean json = type.equals(JSON);
        byte[] request;
        try {
            byte[] body = Bodies.read(exchange.body(), maxMessage);
            request = json ? method.twirp().request(body) : method.checked(body);
        } catch (InvalidProtocolBufferException malformed) {
            fail(
                    exchange,
                    new TwirpError(
                            TwirpError.MALFORMED,
                            "the request is no "
                                    + method.descriptor().getInputType().getFullName() + ": " + malformed.getMessage(),
                            Map.of()));
            return;
        } catch (StatusException refused) {
            Bodies.drain(exchange.body());
            fail(exchange, TwirpError.of(refused.getStatus(), new Metadata()));
            return;
        }
        answer(exchange, method, json, request);
    }

    private static String contentType(Exchange exchange) {
        String type = exchange.header("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String misrouted(
            Exchange exchange, String route, @Nullable RpcMethod method, String type) {
        if (!exchange.method().equals("POST")) {
            return "unsupported method " + exchange.method() + " (only POST is allowed)";
        }
        if (method == null) {
            return "no handler for path " + route;
        }
        if (!method.isUnary()) {
            return route + " is a stream, which Twirp does not have";
        }
        return type.equals(JSON) || type.equals(PROTOBUF) ? null : "unexpected Content-Type: \"" + type + "\"";
    }

    private void answer(Exchange exchange, RpcMethod method, boolean json, byte[] request)
            throws IOException, InterruptedException {
        Metadata headers = new Metadata();
        exchange.headers((name, value) -> HttpMetadata.add(headers, name, value));
        BlockingCall call = new BlockingCall(channel, method.bytes(), CallOptions.DEFAULT, headers);
        try {
            call.send(request);
            call.halfClose();
            byte[] reply = call.next();
            if (reply != null) {
                call.next();
            }
            HttpMetadata.each(call.headers(), exchange::addHeader);
            if (reply == null || !call.status().isOk()) {
                fail(exchange, TwirpError.of(call.status(), call.trailers()));
                return;
            }
            exchange.addHeader("Content-Type", json ? JSON : PROTOBUF);
            exchange.respond(200, json ? method.twirp().jsonOfReply(reply) : reply);
        } catch (InterruptedException | IOException | RuntimeException failed) {
            call.cancel("the request was given up", failed);
            throw failed;
        }
    }

    private static void fail(Exchange exchange, TwirpError error) throws IOException {
        exchange.addHeader("Content-Type", JSON);
        exchange.respond(error.httpStatus(), error.json());
    }
}
