package org.pybridge.graalpy;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyTuple;
import org.pybridge.internal.value.NaturalMap;
import org.pybridge.internal.value.Tags;

/**
 * Reads what {@code marshal.dumps(value, 2)} wrote: natural values of the plain types. With tags, tuples that begin with Ellipsis are the
 * other natural types. Used once.
 *
 * <p>Source: {@code MarshalModuleBuiltins.java} of GraalPy 25.0.3 and 25.2.4, which differ in surrogates that have no other half.
 */
final class MarshalReader {

    /** The bytes hold what could be several Python types, or none of the natural ones. */
    static final class NeedsTags extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NeedsTags() {
            super(null, null, false, false);
        }
    }

    private static final Object ELLIPSIS = new Object();

    /** Where the parts of a tagged tuple begin, after the ellipsis and the tag. */
    private static final int PARTS = 2;

    private static final Object END = new Object();
    private static final int BITS_OF_A_DIGIT = 15;
    private static final char MALFORMED = '\uFFFD';
    private static final byte FIRST_OF_SURROGATE = (byte) 0xED;
    private static final int SECOND_OF_SURROGATE = 0xA0;

    /** The bits that are all zero once in so many values. */
    private static final int SELDOM = 0xFFF;

    private final ByteBuffer bytes;
    private final @Nullable IntFunction<Object> references;
    private final Runnable requireWanted;
    private int values;

    /**
     * Prepares.
     *
     * @param references finds an object that stayed in Python, or null when there are no tags
     * @param requireWanted is run every few thousand values, and throws when nobody wants them any more
     */
    MarshalReader(byte[] bytes, int length, @Nullable IntFunction<Object> references, Runnable requireWanted) {
        this.bytes = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        this.references = references;
        this.requireWanted = requireWanted;
    }

    @Nullable
    Object read() {
        if ((++values & SELDOM) == 0) {
            requireWanted.run();
        }
        byte code = bytes.get();
        return switch (code) {
            case 'N' -> null;
            case 'T' -> true;
            case 'F' -> false;
            case 'i' -> (long) bytes.getInt();
            case 'I' -> bytes.getLong();
            case 'l', 'B' -> integer();
            case 'g' -> bytes.getDouble();
            case 'u' -> string();
            case 's' -> block();
            case '[' -> Collections.unmodifiableList(Arrays.asList(elements()));
            case '(' -> tuple();
            case '{' -> map();
            case '<', '>' -> set();
            case '.' -> ellipsis();
            case '0' -> END;
            default -> throw new NeedsTags();
        };
    }

    private Object ellipsis() {
        if (references == null) {
            throw new NeedsTags();
        }
        return ELLIPSIS;
    }

    /** Anything with a buffer looks like bytes; only the tagging walk has made sure. */
    private byte[] block() {
        if (references == null) {
            throw new NeedsTags();
        }
        byte[] block = new byte[size()];
        bytes.get(block);
        return block;
    }

    /** Reads how many elements follow. Python code can forge what is read here, and no size may ask for more memory than came. */
    private int size() {
        int size = bytes.getInt();
        inside(size);
        return size;
    }

    private void inside(long octets) {
        if (octets < 0 || octets > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
    }

    private String string() {
        int size = bytes.getInt();
        return size < 0 ? codePoints(size() / Integer.BYTES) : utf8(size);
    }

    private String utf8(int size) {
        int at = bytes.position();
        bytes.position(at + size);
        String text = new String(bytes.array(), at, size, StandardCharsets.UTF_8);
        return text.indexOf(MALFORMED) < 0 ? text : withSurrogates(at, size);
    }

    /** Reads UTF-8 in which each surrogate without its other half is three bytes. */
    private String withSurrogates(int at, int size) {
        StringBuilder text = new StringBuilder(size);
        int end = at + size;
        int begin = at;
        for (int i = at; i + 2 < end; i++) {
            if (bytes.get(i) == FIRST_OF_SURROGATE && (bytes.get(i + 1) & 0xE0) == SECOND_OF_SURROGATE) {
                text.append(new String(bytes.array(), begin, i - begin, StandardCharsets.UTF_8));
                text.append((char) (0xD000 | ((bytes.get(i + 1) & 0x3F) << 6) | (bytes.get(i + 2) & 0x3F)));
                begin = i + 3;
                i += 2;
            }
        }
        return text.append(new String(bytes.array(), begin, end - begin, StandardCharsets.UTF_8))
                .toString();
    }

    private String codePoints(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.appendCodePoint(bytes.getInt());
        }
        return text.toString();
    }

    private Object integer() {
        int size = bytes.getInt();
        inside(Math.abs((long) size) * Short.BYTES);
        byte[] magnitude = new byte[Math.abs(size) * BITS_OF_A_DIGIT / Byte.SIZE + 1];
        int bit = 0;
        for (int i = 0; i < Math.abs(size); i++, bit += BITS_OF_A_DIGIT) {
            int digit = bytes.getShort();
            for (int j = 0; j < BITS_OF_A_DIGIT; j++) {
                int position = bit + j;
                magnitude[magnitude.length - 1 - position / Byte.SIZE] |=
                        (byte) (((digit >> j) & 1) << (position % Byte.SIZE));
            }
        }
        BigInteger value = new BigInteger(Integer.signum(size), magnitude);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private @Nullable Object[] elements() {
        @Nullable Object[] elements = new @Nullable Object[size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = read();
        }
        return elements;
    }

    private @Nullable Object tuple() {
        @Nullable Object[] elements = elements();
        return elements.length > 1 && elements[0] == ELLIPSIS
                ? tagged((String) Objects.requireNonNull(elements[1]), elements)
                : PyTuple.of(elements);
    }

    private Object tagged(String tag, @Nullable Object[] tuple) {
        return switch (tag) {
            case "ref" ->
                Objects.requireNonNull(references).apply(Math.toIntExact((Long) Objects.requireNonNull(tuple[PARTS])));
            case "block" -> block((byte[]) Objects.requireNonNull(tuple[PARTS]));
            default -> Tags.read(tag, tuple, PARTS);
        };
    }

    /** The deeper half of a tree that marshal could not write at once. */
    private Object block(byte[] bytes) {
        return Objects.requireNonNull(new MarshalReader(bytes, bytes.length, references, requireWanted).read());
    }

    private Map<@Nullable Object, @Nullable Object> map() {
        Map<@Nullable Object, @Nullable Object> map = new NaturalMap<>(8);
        for (Object key = read(); key != END; key = read()) {
            map.put(key, read());
        }
        return Collections.unmodifiableMap(map);
    }

    private Set<@Nullable Object> set() {
        return NaturalMap.setOf(Arrays.asList(elements()));
    }
}
