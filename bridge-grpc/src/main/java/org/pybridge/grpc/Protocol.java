package org.pybridge.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.wire.ValueReader;
import org.pybridge.wire.ValueWriter;
import org.pybridge.wire.WireBuffer;
import org.pybridge.wire.WireFormatException;

/** What both sides of a stream have in common: the version, and values as bytes of messages. */
final class Protocol {
    /** Is changed with what the messages mean; new fields that may be missing do not change it. */
    static final int VERSION = 1;

    static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    /** What a message has beside its values, at most. */
    static final int ENVELOPE = 4096;

    /** What the logging contexts of both sides call the trace, as W3C's Trace Context does. */
    static final String TRACE = "traceparent";

    /** Version, trace, parent and flags take 55 characters; later versions may add to them. */
    static final int LONGEST_TRACE = 256;

    private Protocol() {}

    static ByteString bytes(@Nullable Object natural, ValueWriter writer) {
        WireBuffer buffer = new WireBuffer();
        writer.write(natural, buffer);
        return UnsafeByteOperations.unsafeWrap(buffer.content());
    }

    static @Nullable Object value(ByteString bytes, ValueReader reader) {
        ByteBuffer from = bytes.asReadOnlyByteBuffer();
        Object value = reader.read(from);
        if (from.hasRemaining()) {
            throw new WireFormatException("a value with " + from.remaining() + " bytes behind it", null);
        }
        return value;
    }

    @SuppressWarnings("unchecked") // elements can be anything
    static List<@Nullable Object> list(ByteString bytes, ValueReader reader) {
        if (value(bytes, reader) instanceof List<?> list) {
            return (List<@Nullable Object>) list;
        }
        throw new WireFormatException("arguments that are no list", null);
    }

    /** Reads named arguments; no bytes are none. */
    @SuppressWarnings("unchecked") // the keys are looked at
    static Map<String, @Nullable Object> named(ByteString bytes, ValueReader reader) {
        if (bytes.isEmpty()) {
            return Map.of();
        }
        if (value(bytes, reader) instanceof Map<?, ?> map
                && map.keySet().stream().allMatch(String.class::isInstance)) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new WireFormatException("named arguments without names", null);
    }

    /** Refuses arguments that the other side would refuse, before they are sent. */
    static void requireFits(int size, long most) {
        if (size > most) {
            throw ConversionException.ofArgument(
                    "a call of " + size + " bytes",
                    "the server's limit of " + most + " bytes",
                    "send less at once, or allow more: PythonServer.builder(python).maxMessage(bytes)");
        }
    }
}
