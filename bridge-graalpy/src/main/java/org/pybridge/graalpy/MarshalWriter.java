package org.pybridge.graalpy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyTuple;
import org.pybridge.internal.value.Tags;
import org.pybridge.spi.FrozenSet;

/**
 * Writes natural values as {@code marshal.loads} reads them. What marshal has no type for becomes a tagged tuple; what has to stay a Java
 * or Python object is put aside, to be passed next to the bytes. Used once.
 */
final class MarshalWriter {
    private static final int BITS_OF_A_DIGIT = 15;

    /** Containers at this depth are blocks of their own, because marshal itself nests less than 200 deep. */
    private static final int BLOCK = 100;

    private byte[] bytes = new byte[256];
    private int size;
    private boolean tagged;
    private int depth;
    private final List<Object> aside;

    MarshalWriter() {
        this(new ArrayList<>());
    }

    private MarshalWriter(List<Object> aside) {
        this.aside = aside;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Tells whether Python has to look for tags. */
    boolean isTagged() {
        return tagged;
    }

    /** What the bytes refer to by number. */
    List<Object> aside() {
        return aside;
    }

    void write(@Nullable Object value) {
        if (value instanceof String text) {
            string(text);
        } else if (value instanceof Long || value instanceof Integer) {
            integer(((Number) value).longValue());
        } else if (value instanceof Double number) {
            code('g');
            int64(Double.doubleToRawLongBits(number));
        } else if (value == null) {
            code('N');
        } else if (value instanceof Boolean truth) {
            code(truth ? 'T' : 'F');
        } else if (depth == BLOCK && (value instanceof Collection<?> || value instanceof Map<?, ?>)) {
            block(value);
        } else if (value instanceof List<?> list) {
            elements(list instanceof PyTuple ? '(' : '[', list);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else {
            rare(value);
        }
    }

    private void block(Object container) {
        MarshalWriter deeper = new MarshalWriter(aside);
        deeper.write(container);
        tag(List.of("block", Arrays.copyOf(deeper.bytes, deeper.size)));
    }

    private void rare(Object value) {
        if (value instanceof Set<?> set) {
            elements(set instanceof FrozenSet ? '>' : '<', set);
        } else if (value instanceof byte[] block) {
            code('s');
            int32(block.length);
            raw(block);
        } else if (value instanceof BigInteger number) {
            bigInteger(number);
        } else if (value.getClass().isArray()) {
            elements('[', Arrays.asList(Inbound.boxed(value)));
        } else {
            List<@Nullable Object> tag = Tags.write(value);
            tag(tag != null ? tag : reference(value));
        }
    }

    private List<@Nullable Object> reference(Object value) {
        aside.add(value);
        return List.of("ref", aside.size() - 1L);
    }

    private void tag(List<@Nullable Object> parts) {
        tagged = true;
        code('(');
        int32(parts.size() + 1);
        code('.');
        parts.forEach(this::write);
    }

    private void elements(char code, Collection<?> elements) {
        code(code);
        int32(elements.size());
        depth++;
        for (Object element : elements) {
            write(element);
        }
        depth--;
    }

    private void map(Map<?, ?> map) {
        code('{');
        depth++;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            write(entry.getKey());
            write(entry.getValue());
        }
        depth--;
        code('0');
    }

    private void integer(long value) {
        if (value == (int) value) {
            code('i');
            int32((int) value);
        } else {
            code('I');
            int64(value);
        }
    }

    private void bigInteger(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            integer(value.longValue());
            return;
        }
        BigInteger magnitude = value.abs();
        int digits = (magnitude.bitLength() + BITS_OF_A_DIGIT - 1) / BITS_OF_A_DIGIT;
        code('l');
        int32(value.signum() * digits);
        byte[] octets = magnitude.toByteArray();
        for (int digit = 0; digit < digits; digit++) {
            int16(bits(octets, digit * BITS_OF_A_DIGIT));
        }
    }

    /** Cuts 15 bits, counted from the lowest, out of a big-endian number. */
    private static int bits(byte[] octets, int from) {
        int octet = octets.length - 1 - from / Byte.SIZE;
        int window = 0;
        for (int i = 0; i < 3 && octet - i >= 0; i++) {
            window |= (octets[octet - i] & 0xFF) << (i * Byte.SIZE);
        }
        return (window >> (from % Byte.SIZE)) & 0x7FFF;
    }

    /** Writes UTF-8. It has no form for a surrogate without its other half: that is one more of three bytes, or all are code points. */
    private void string(String text) {
        int length = text.length();
        room(3 * length + 5);
        code('u');
        int start = size;
        size += Integer.BYTES;
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes[size++] = (byte) unit;
            } else if (unit < 0x800) {
                bytes[size++] = (byte) (0xC0 | (unit >> 6));
                bytes[size++] = (byte) (0x80 | (unit & 0x3F));
            } else if (!Character.isSurrogate(unit)) {
                three(unit);
            } else if (Character.isHighSurrogate(unit)
                    && i + 1 < length
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                four(Character.toCodePoint(unit, text.charAt(++i)));
            } else if (!EngineVersion.ofThisJvm().hasCodePoints()) {
                three(unit);
            } else {
                size = start;
                codePoints(text);
                return;
            }
        }
        putInt32(start, size - start - Integer.BYTES);
    }

    private void three(int point) {
        bytes[size++] = (byte) (0xE0 | (point >> 12));
        bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (point & 0x3F));
    }

    private void four(int point) {
        bytes[size++] = (byte) (0xF0 | (point >> 18));
        bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (point & 0x3F));
    }

    private void codePoints(String text) {
        int[] points = text.codePoints().toArray();
        int32(-1);
        int32(points.length * Integer.BYTES);
        for (int point : points) {
            int32(point);
        }
    }

    private void code(char code) {
        room(1);
        bytes[size++] = (byte) code;
    }

    private void int16(int value) {
        room(Short.BYTES);
        bytes[size++] = (byte) value;
        bytes[size++] = (byte) (value >> 8);
    }

    private void int32(int value) {
        room(Integer.BYTES);
        putInt32(size, value);
        size += Integer.BYTES;
    }

    private void int64(long value) {
        int32((int) value);
        int32((int) (value >> 32));
    }

    private void putInt32(int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
        bytes[at + 3] = (byte) (value >> 24);
    }

    private void raw(byte[] block) {
        room(block.length);
        System.arraycopy(block, 0, bytes, size, block.length);
        size += block.length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), Math.max(2 * bytes.length, 256)));
        }
    }
}
