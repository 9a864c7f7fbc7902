package org.pybridge.service.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pybridge.service.schema.Schema;

/** Errors as the Connect protocol writes them, and back. Details are those of {@code google.rpc.Status}. */
final class ConnectErrors {
    private static final String TYPE_PREFIX = "type.googleapis.com/";

    private ConnectErrors() {}

    /**
     * A status that was read.
     *
     * @param status the code and the message
     * @param trailers carry the details
     */
    record Read(Status status, Metadata trailers) {}

    static JsonObject write(Status status, Metadata trailers) {
        JsonObject error = new JsonObject();
        error.addProperty("code", Codes.CONNECT.name(status.getCode()));
        if (status.getDescription() != null && !status.getDescription().isEmpty()) {
            error.addProperty("message", status.getDescription());
        }
        com.google.rpc.Status details = details(trailers);
        if (details != null) {
            JsonArray written = written(details);
            if (!written.isEmpty()) {
                error.add("details", written);
            }
        }
        return error;
    }

    /** Reads the details, which are an extra: where they are malformed, the status still says what happened. */
    private static com.google.rpc.@Nullable Status details(Metadata trailers) {
        try {
            return trailers.get(Schema.DETAILS);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static JsonArray written(com.google.rpc.Status details) {
        JsonArray written = new JsonArray();
        for (Any detail : details.getDetailsList()) {
            JsonObject one = new JsonObject();
            String url = detail.getTypeUrl();
            one.addProperty("type", url.substring(url.lastIndexOf('/') + 1));
            one.addProperty("value", HttpMetadata.encoded(detail.getValue().toByteArray()));
            written.add(one);
        }
        return written;
    }

    /**
     * Reads an error.
     *
     * @param otherwise the code where the error names none
     * @return empty when it is no error
     */
    static Optional<Read> read(byte[] json, Status.Code otherwise) {
        try {
            JsonElement parsed = JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
            return parsed.isJsonObject() ? Optional.of(read(parsed.getAsJsonObject(), otherwise)) : Optional.empty();
        } catch (JsonParseException malformed) {
            return Optional.empty();
        }
    }

    static Read read(JsonObject error, Status.Code otherwise) {
        Status.Code code = text(error, "code").flatMap(Codes.CONNECT::named).orElse(otherwise);
        Status status =
                text(error, "message").map(code.toStatus()::withDescription).orElseGet(code::toStatus);
        Metadata trailers = new Metadata();
        if (error.get("details") instanceof JsonArray details) {
            com.google.rpc.Status.Builder all =
                    com.google.rpc.Status.newBuilder().setCode(code.value());
            text(error, "message").ifPresent(all::setMessage);
            for (JsonElement detail : details) {
                Any read = detail(detail);
                if (read != null) {
                    all.addDetails(read);
                }
            }
            trailers.put(Schema.DETAILS, all.build());
        }
        return new Read(status, trailers);
    }

    private static @Nullable Any detail(JsonElement detail) {
        if (!(detail instanceof JsonObject one)) {
            return null;
        }
        try {
            return Any.newBuilder()
                    .setTypeUrl(TYPE_PREFIX + text(one, "type").orElse(""))
                    .setValue(ByteString.copyFrom(
                            HttpMetadata.decoded(text(one, "value").orElse(""))))
                    .build();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static Optional<String> text(JsonObject object, String name) {
        JsonElement found = object.get(name);
        return found != null && found.isJsonPrimitive() ? Optional.of(found.getAsString()) : Optional.empty();
    }
}
