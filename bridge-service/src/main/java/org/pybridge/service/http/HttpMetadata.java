package org.pybridge.service.http;

import io.grpc.Metadata;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.pybridge.service.schema.Schema;

/** Metadata of calls as headers, and back: values of {@code -bin} keys are base64, all others text. */
final class HttpMetadata {
    /** Headers that are HTTP's own, or a protocol's, and tell an application nothing. */
    private static final Set<String> NOT_METADATA = Set.of(
            "accept",
            "accept-encoding",
            "accept-post",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "twirp-version",
            "upgrade",
            "user-agent",
            Schema.PEER.name());

    private HttpMetadata() {}

    /** Adds a header, unless it is of HTTP or a protocol. One that no metadata can be is left out. */
    static void add(Metadata metadata, String header, String value) {
        String key = header.toLowerCase(Locale.ROOT);
        if (NOT_METADATA.contains(key)
                || key.startsWith("connect-")
                || key.startsWith("grpc-")
                || key.startsWith(":")) {
            return;
        }
        try {
            if (key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                for (String part : value.split(",", -1)) {
                    metadata.put(Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER), decoded(part.trim()));
                }
            } else {
                metadata.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
            }
        } catch (IllegalArgumentException unfit) {
            // What a browser or a proxy adds is no reason to refuse a call.
        }
    }

    static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    }

    static String encoded(byte[] value) {
        return Base64.getEncoder().withoutPadding().encodeToString(value);
    }

    /** Hands over each value as a header has it; those of gRPC itself are left out. */
    static void each(Metadata metadata, BiConsumer<String, String> header) {
        Schema.each(metadata, (key, value) -> {
            if (!key.startsWith("grpc-") && !NOT_METADATA.contains(key)) {
                header.accept(key, value instanceof byte[] bytes ? encoded(bytes) : line((String) value));
            }
        });
    }

    /** What ends a line would end the header. */
    private static String line(String value) {
        return value.replace('\r', ' ').replace('\n', ' ');
    }
}
