package org.pybridge.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.PyBuffer;
import org.pybridge.PyTuple;
import org.pybridge.internal.runtime.ElsewhereInJava;
import org.pybridge.internal.value.Tags;
import org.pybridge.spi.Callback;
import org.pybridge.spi.FrozenSet;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.MadeValue;
import org.pybridge.spi.Reference;
import org.pybridge.spi.SharedBuffer;

/**
 * Writes natural values as docs/wire.md says, for {@code _pybridge_wire.decode} to read. Thread-safe as far as its {@link Exports} are; a
 * buffer is for one thread at a time.
 */
public final class ValueWriter {
    private final Exports exports;

    /**
     * Makes a writer.
     *
     * @param exports names what does not travel
     */
    public ValueWriter(Exports exports) {
        this.exports = exports;
    }

    /**
     * Writes a value at the end of a buffer.
     *
     * @param natural a natural value, see {@link org.pybridge.spi.Interpreter}
     * @param to the buffer; when this throws, it ends with a part of the value
     * @throws ConversionException when the value nests deeper than 256 levels, or is larger than 2 GiB
     * @throws IllegalArgumentException when it is no natural value
     */
    public void write(@Nullable Object natural, WireBuffer to) {
        write(natural, to, 0);
    }

    private void write(@Nullable Object value, WireBuffer to, int depth) {
        if (value instanceof String text) {
            Utf8.write(text, to);
        } else if (value instanceof Long || value instanceof Integer) {
            Headers.integer(((Number) value).longValue(), to);
        } else if (value instanceof Double number) {
            to.int8(Format.FLOAT64);
            to.int64(Double.doubleToRawLongBits(number));
        } else if (value == null) {
            to.int8(Format.NIL);
        } else if (value instanceof Boolean truth) {
            to.int8(truth ? Format.TRUE : Format.FALSE);
        } else if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            container(value, to, deeper(value, depth));
        } else if (value instanceof byte[] block) {
            Headers.binary(block.length, to);
            to.bytes(block);
        } else if (!NumberLists.writeArray(value, to)) {
            rare(value, to, depth);
        }
    }

    private static int deeper(Object container, int depth) {
        if (depth >= Format.DEEPEST_INWARDS) {
            throw ConversionException.ofArgument(
                    container.getClass().getSimpleName(),
                    "Python",
                    "nesting deeper than " + Format.DEEPEST_INWARDS + " levels or a cycle");
        }
        return depth + 1;
    }

    private void container(Object value, WireBuffer to, int depth) {
        if (value instanceof Map<?, ?> map) {
            Headers.map(map.size(), to);
            map.forEach((key, element) -> {
                write(key, to, depth);
                write(element, to, depth);
            });
        } else if (value instanceof PyTuple tuple) {
            tuple(tuple, to, depth);
        } else if (value instanceof Set<?> set) {
            marked(set instanceof FrozenSet ? Extension.FROZEN_SET : Extension.SET, set, to, depth);
        } else if (!(value instanceof List<?> list && NumberLists.write(list, to))) {
            Collection<?> elements = (Collection<?>) value;
            Headers.array(elements.size(), to);
            elements(elements, to, depth);
        }
    }

    private void tuple(PyTuple tuple, WireBuffer to, int depth) {
        if (exports.toJava() && !tuple.names().isEmpty()) {
            Headers.array(tuple.size() + 2, to);
            Headers.extension(Extension.NAMED_TUPLE, 0, to);
            Headers.array(tuple.names().size(), to);
            elements(tuple.names(), to, depth);
            elements(tuple, to, depth);
        } else {
            marked(Extension.TUPLE, tuple, to, depth);
        }
    }

    /** Writes an array whose first element says what it is. An extension of its own would have to be measured before. */
    private void marked(int mark, Collection<?> elements, WireBuffer to, int depth) {
        Headers.array(elements.size() + 1, to);
        Headers.extension(mark, 0, to);
        elements(elements, to, depth);
    }

    private void elements(Collection<?> elements, WireBuffer to, int depth) {
        for (Object element : elements) {
            write(element, to, depth);
        }
    }

    private void rare(Object value, WireBuffer to, int depth) {
        if (value instanceof Reference reference) {
            identity(Extension.REFERENCE, exports.reference(reference), to);
        } else if (value instanceof Callback callback) {
            identity(Extension.CALLBACK, exports.callback(callback), to);
        } else if (value instanceof JavaObject object) {
            object(object, to);
        } else if (value instanceof BigInteger number) {
            integer(number, to);
        } else if (value instanceof BigDecimal number) {
            Utf8.extension(Extension.DECIMAL, number.toString(), to);
        } else if (value instanceof UUID uuid) {
            Headers.extension(Extension.UUID, 2 * Long.BYTES, to);
            to.int64(uuid.getMostSignificantBits());
            to.int64(uuid.getLeastSignificantBits());
        } else if (value instanceof Path path) {
            Utf8.extension(Extension.PATH, path.toString(), to);
        } else if (value instanceof PyBuffer buffer) {
            BufferFormat.write(buffer, exports, to);
        } else if (value instanceof SharedBuffer buffer) {
            BufferFormat.write(buffer, exports, to);
        } else if (value instanceof MadeValue made) {
            marked(Extension.MADE, Tags.parts(made), to, deeper(made, depth));
        } else if (!TimeFormat.write(value, to)) {
            long id = exports.returned(value)
                    .orElseThrow(
                            () -> new IllegalArgumentException(value.getClass().getName() + " is no natural value"));
            identity(Extension.JAVA_OBJECT, id, to);
        }
    }

    private static void identity(int type, long id, WireBuffer to) {
        Headers.extension(type, Long.BYTES, to);
        to.int64(id);
    }

    private void object(JavaObject object, WireBuffer to) {
        String names = ElsewhereInJava.simpleNameOf(object.object());
        if (!object.methods().isEmpty()) {
            names += '\0' + String.join("\0", object.methods().keySet());
        }
        long id = exports.object(object);
        Headers.extension(Extension.JAVA_OBJECT, Long.BYTES + Utf8.length(names), to);
        to.int64(id);
        Utf8.payload(names, to);
    }

    private static void integer(BigInteger value, WireBuffer to) {
        if (value.bitLength() < Long.SIZE) {
            Headers.integer(value.longValue(), to);
        } else if (value.signum() > 0 && value.bitLength() == Long.SIZE) {
            to.int8(Format.UINT64);
            to.int64(value.longValue());
        } else {
            byte[] octets = value.toByteArray();
            Headers.extension(Extension.INTEGER, octets.length, to);
            to.bytes(octets);
        }
    }
}
