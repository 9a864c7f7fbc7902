package org.pybridge.service;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pybridge.service.schema.Schema;

/** Metadata of a call as pairs of key and value, as {@code grpcio} has it: values of {@code -bin} keys are bytes, all others text. */
final class CallMetadata {
    private CallMetadata() {}

    /** Says who calls, as {@code grpcio} does; over HTTP, the server has put it into the metadata. */
    static String peer(Metadata headers, ServerCall<?, ?> call) {
        SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        if (address instanceof InetSocketAddress inet) {
            return Schema.peer(inet);
        }
        String overHttp = headers.get(Schema.PEER);
        return overHttp == null ? String.valueOf(address) : overHttp;
    }

    static List<List<Object>> toPython(Metadata metadata) {
        List<List<Object>> pairs = new ArrayList<>();
        Schema.each(metadata, (key, value) -> {
            if (!key.equals(Schema.PEER.name())) {
                pairs.add(List.of(key, value));
            }
        });
        return pairs;
    }

    /**
     * Reads pairs of Python's.
     *
     * @throws IllegalArgumentException when a key or a value cannot be sent
     */
    static Metadata fromPython(List<List<Object>> pairs) {
        Metadata metadata = new Metadata();
        for (List<Object> pair : pairs) {
            String key = String.valueOf(pair.get(0)).toLowerCase(Locale.ROOT);
            if (key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                if (!(pair.get(1) instanceof byte[] value)) {
                    throw new IllegalArgumentException("metadata '" + key + "' must be bytes");
                }
                metadata.put(Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER), value);
            } else {
                metadata.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), text(key, pair.get(1)));
            }
        }
        return metadata;
    }

    private static String text(String key, Object value) {
        if (value instanceof String text && text.chars().allMatch(one -> one >= ' ' && one <= '~')) {
            return text;
        }
        throw new IllegalArgumentException(
                "metadata '" + key + "' is " + value
                        + "; it must be a str of printable ASCII characters, or the key must end with -bin and the value be bytes");
    }
}
