package org.pybridge.service.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An error as Twirp has it. A client finds that of a failed call by {@link #of(Throwable)}; a service in Java may throw one by {@link #asException()}. Immutable.
 *
 * @param code one of the codes of the <a href="https://twitchtv.github.io/twirp/docs/spec_v7.html">Twirp specification</a>, as {@code not_found}
 * @param message what a person is told
 * @param meta what a program is told beside the code
 */
public record TwirpError(String code, String message, Map<String, String> meta) {
    static final String MALFORMED = "malformed";
    static final String BAD_ROUTE = "bad_route";

    /** What the specification calls it; Twirp's own code has {@code data_loss}. */
    private static final String DATALOSS = "dataloss";

    private static final Metadata.Key<byte[]> TRAILER =
            Metadata.Key.of("pybridge-twirp-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException when there is no such code
     */
    public TwirpError {
        meta = Map.copyOf(meta);
        Objects.requireNonNull(message, "message");
        if (!isCode(code)) {
            throw new IllegalArgumentException("'" + code + "' is no error code of Twirp");
        }
    }

    private static boolean isCode(String code) {
        return code.equals(MALFORMED)
                || code.equals(BAD_ROUTE)
                || code.equals(DATALOSS)
                || Codes.TWIRP.named(code).isPresent();
    }

    /**
     * Finds the Twirp error of a failed call.
     *
     * @param failed what a stub on a {@link HttpChannel#twirp} threw, or any exception with a gRPC status
     * @return the error, or empty when it is no failed call
     */
    public static Optional<TwirpError> of(Throwable failed) {
        Metadata trailers = Status.trailersFromThrowable(failed);
        Status status = Status.fromThrowable(failed);
        return trailers == null && status.getCause() == failed
                ? Optional.empty()
                : Optional.of(of(status, trailers == null ? new Metadata() : trailers));
    }

    /** Gives what was thrown as a Twirp error, or else what comes nearest to a status. */
    static TwirpError of(Status status, Metadata trailers) {
        byte[] written = trailers.get(TRAILER);
        if (written != null) {
            Optional<TwirpError> read = read(written);
            if (read.isPresent()) {
                return read.get();
            }
        }
        Map<String, String> meta = new LinkedHashMap<>();
        HttpMetadata.each(trailers, meta::put);
        return new TwirpError(
                Codes.TWIRP.name(status.getCode()), Objects.requireNonNullElse(status.getDescription(), ""), meta);
    }

    /** Reads a body; empty when it is no error of Twirp's. */
    static Optional<TwirpError> read(byte[] body) {
        try {
            JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
            if (!json.isJsonObject() || !json.getAsJsonObject().has("code")) {
                return Optional.empty();
            }
            JsonObject object = json.getAsJsonObject();
            Map<String, String> meta = new LinkedHashMap<>();
            if (object.has("meta") && object.get("meta").isJsonObject()) {
                object.getAsJsonObject("meta")
                        .entrySet()
                        .forEach(entry ->
                                meta.put(entry.getKey(), entry.getValue().getAsString()));
            }
            String message = object.has("msg") ? object.get("msg").getAsString() : "";
            String code = object.get("code").getAsString();
            return isCode(code) ? Optional.of(new TwirpError(code, message, meta)) : Optional.empty();
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException malformed) {
            return Optional.empty();
        }
    }

    byte[] json() {
        JsonObject json = new JsonObject();
        json.addProperty("code", code);
        json.addProperty("msg", message);
        if (!meta.isEmpty()) {
            JsonObject written = new JsonObject();
            meta.forEach(written::addProperty);
            json.add("meta", written);
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    int httpStatus() {
        return switch (code) {
            case MALFORMED -> 400;
            case BAD_ROUTE -> 404;
            default -> Codes.TWIRP.httpStatus(status().getCode());
        };
    }

    /** Gives what gRPC has for it. */
    Status status() {
        Status.Code known = switch (code) {
            case MALFORMED -> Status.Code.INVALID_ARGUMENT;
            case BAD_ROUTE -> Status.Code.UNIMPLEMENTED;
            case DATALOSS -> Status.Code.DATA_LOSS;
            default -> Codes.TWIRP.named(code).orElse(Status.Code.UNKNOWN);
        };
        return known.toStatus().withDescription(message);
    }

    /** Gives the trailers that carry all of it. */
    Metadata trailers() {
        Metadata trailers = new Metadata();
        trailers.put(TRAILER, json());
        return trailers;
    }

    /**
     * Gives an exception for a service of gRPC to throw, which reaches a Twirp client with all of this.
     *
     * @return a new exception
     */
    public StatusRuntimeException asException() {
        return status().asRuntimeException(trailers());
    }
}
