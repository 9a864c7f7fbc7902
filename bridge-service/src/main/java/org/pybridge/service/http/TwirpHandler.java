package org.pybridge.service.http;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.StatusException;
import java.io.IOException;
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
        String type = exchange.contentType();
        String wrong = misrouted(exchange, route, method, type);
        if (method == null || wrong != null) {
            Bodies.drain(exchange.body());
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
                            "the request is not a "
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
        try (BlockingCall call = new BlockingCall(channel, method.bytes(), CallOptions.DEFAULT, exchange.metadata())) {
            byte[] reply = call.exchange(request);
            if (reply == null) {
                HttpMetadata.each(call.headers(), exchange::addHeader);
                fail(exchange, TwirpError.of(call.status(), call.trailers()));
                return;
            }
            byte[] shown = json ? method.twirp().jsonOfReply(reply) : reply;
            HttpMetadata.each(call.headers(), exchange::addHeader);
            exchange.addHeader("Content-Type", json ? JSON : PROTOBUF);
            exchange.respond(200, shown);
        } catch (StatusException unfit) {
            fail(exchange, TwirpError.of(unfit.getStatus(), new Metadata()));
        }
    }

    private static void fail(Exchange exchange, TwirpError error) throws IOException {
        exchange.addHeader("Content-Type", JSON);
        exchange.respond(error.httpStatus(), error.json());
    }
}
