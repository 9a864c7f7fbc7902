package org.pybridge.service.http;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Locale;

/** The client's side of Connect. */
final class ConnectClient implements ClientProtocol {
    @Override
    public boolean hasStreams() {
        return true;
    }

    @Override
    public byte[] request(HttpRequest.Builder request, RpcMethod method, boolean json, byte[] message)
            throws InvalidProtocolBufferException {
        String form = json ? "json" : "proto";
        byte[] shown = json ? method.connect().jsonOfRequest(message) : message;
        request.header(ConnectHandler.VERSION_HEADER, "1");
        if (method.isUnary()) {
            request.header("Content-Type", ConnectHandler.UNARY + form).header("Accept-Encoding", Bodies.GZIP);
            return shown;
        }
        request.header("Content-Type", ConnectHandler.STREAM + form).header("Connect-Accept-Encoding", Bodies.GZIP);
        return new Envelope(0, shown).bytes();
    }

    @Override
    public void deadline(HttpRequest.Builder request, long millis) {
        request.header(ConnectHandler.TIMEOUT_HEADER, String.valueOf(millis));
    }

    @Override
    public byte[] reply(RpcMethod method, boolean json, int status, HttpHeaders headers, byte[] body, Metadata trailers)
            throws StatusException {
        headers.map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(ConnectHandler.TRAILER_PREFIX)) {
                String key = lower.substring(ConnectHandler.TRAILER_PREFIX.length());
                values.forEach(value -> HttpMetadata.add(trailers, key, value));
            }
        });
        String type = headers.firstValue("Content-Type").orElse("");
        if (status != 200) {
            throw failure(status, type, body, trailers);
        }
        if (!type.startsWith(ConnectHandler.UNARY + (json ? "json" : "proto"))) {
            throw notOfConnect(type);
        }
        return json ? method.connect().reply(body) : body;
    }

    /** Says that the server answered with something other than was asked for. */
    static StatusException notOfConnect(String type) {
        Status.Code code = type.startsWith(ConnectHandler.UNARY + "json")
                        || type.startsWith(ConnectHandler.UNARY + "proto")
                        || type.startsWith(ConnectHandler.STREAM)
                ? Status.Code.INTERNAL
                : Status.Code.UNKNOWN;
        return code.toStatus()
                .withDescription("the response has the Content-Type \"" + type + "\"")
                .asException();
    }

    static StatusException failure(int status, String type, byte[] body, Metadata trailers) {
        Status.Code otherwise = Codes.CONNECT.ofHttpStatus(status);
        ConnectErrors.Read error = type.startsWith("application/json")
                ? ConnectErrors.read(body, otherwise).orElse(null)
                : null;
        if (error == null) {
            return otherwise.toStatus().withDescription("HTTP status " + status).asException(trailers);
        }
        trailers.merge(error.trailers());
        return error.status().asException(trailers);
    }
}
