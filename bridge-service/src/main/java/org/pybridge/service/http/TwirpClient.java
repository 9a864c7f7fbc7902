package org.pybridge.service.http;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.StatusException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The client's side of Twirp. */
final class TwirpClient implements ClientProtocol {
    @Override
    public boolean hasStreams() {
        return false;
    }

    @Override
    public byte[] request(HttpRequest.Builder request, RpcMethod method, boolean json, byte[] message)
            throws InvalidProtocolBufferException {
        String type = json ? TwirpHandler.JSON : TwirpHandler.PROTOBUF;
        request.header("Content-Type", type).header("Accept", type);
        return json ? method.twirp().jsonOfRequest(message) : message;
    }

    @Override
    public void deadline(HttpRequest.Builder request, long millis) {
        // Twirp has no header for it.
    }

    @Override
    public byte[] reply(RpcMethod method, boolean json, int status, HttpHeaders headers, byte[] body, Metadata trailers)
            throws StatusException {
        if (status != 200) {
            TwirpError error = TwirpError.read(body).orElseGet(() -> notOfTwirp(status, headers, body));
            throw error.status().asException(error.trailers());
        }
        return json ? method.twirp().reply(body) : body;
    }

    /** Says what came from something on the way, with the meta that the specification names. */
    private static TwirpError notOfTwirp(int status, HttpHeaders headers, byte[] body) {
        String code = status == 404 ? TwirpError.BAD_ROUTE : Codes.TWIRP.name(Codes.TWIRP.ofHttpStatus(status));
        String text = new String(body, 0, Math.min(body.length, 500), StandardCharsets.UTF_8);
        Map<String, String> meta = status / 100 == 3
                ? Map.of(
                        "http_error_from_intermediary", "true",
                        "status_code", String.valueOf(status),
                        "location", headers.firstValue("Location").orElse(""))
                : Map.of("http_error_from_intermediary", "true", "status_code", String.valueOf(status), "body", text);
        return new TwirpError(code, "HTTP status " + status + ", which is no error of Twirp", meta);
    }
}
