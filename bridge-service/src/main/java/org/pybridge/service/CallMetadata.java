package org.pybridge.service;

import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Metadata of a call as pairs of key and value, as {@code grpcio} has it: values of {@code -bin} keys are bytes, all others text. */
final class CallMetadata {
    private CallMetadata() {}

    static List<List<Object>> toPython(Metadata metadata) {
        List<List<Object>> pairs = new ArrayList<>();
        for (String key : metadata.keys()) {
            if (key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                for (byte[] value : Objects.requireNonNull(
                        metadata.getAll(Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER)))) {
                    pairs.add(List.of(key, value));
                }
            } else {
                for (String value : Objects.requireNonNull(
                        metadata.getAll(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER)))) {
                    pairs.add(List.of(key, value));
                }
            }
        }
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
                metadata.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), String.valueOf(pair.get(1)));
            }
        }
        return metadata;
    }
}
