package org.pybridge.wire;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.value.NaturalMap;

/** Reads one value. Used once. */
final class Parser {
    /** The bits that are all zero once in so many elements. */
    private static final int SELDOM = 0xFFF;

    private final WireInput input;
    private final Imports imports;
    private final ExtensionReader extensions;
    private final ListReader lists;
    private final int deepest;
    private int depth;

    /**
     * The values that are still to begin, as open containers announced them. Each is a byte at least, so a forged length is found before
     * memory is taken.
     */
    private long expected = 1;

    private int begun;

    Parser(WireInput input, Imports imports) {
        this.input = input;
        this.imports = imports;
        this.extensions = new ExtensionReader(input, imports);
        this.lists = new ListReader(input, imports, this);
        this.deepest = imports.fromJava() ? Format.DEEPEST_INWARDS : Format.DEEPEST_OUTWARDS;
    }

    /** Reads the whole value. Where Java has no equal of it, the input still ends up behind it. */
    @Nullable
    Object root() {
        try {
            return value();
        } catch (ConversionException misfit) {
            new Remainder(input, imports, expected).skip();
            throw misfit;
        }
    }

    @Nullable
    Object value() {
        arrived();
        int code = input.uint8();
        if (code < Format.FIXMAP || code >= Format.NEGATIVE) {
            return (long) (byte) code;
        }
        if (code < Format.FIXARRAY) {
            return map(code & 0x0F);
        }
        if (code < Format.FIXSTR) {
            return list(code & 0x0F);
        }
        if (code < Format.NIL) {
            return input.string(code & 0x1F);
        }
        return switch (code) {
            case Format.NIL -> null;
            case Format.FALSE -> false;
            case Format.TRUE -> true;
            case Format.BIN8 -> input.block(input.uint8());
            case Format.BIN16 -> input.block(input.uint16());
            case Format.BIN32 -> input.block(input.length32());
            case Format.FLOAT32 -> (double) Float.intBitsToFloat(input.int32());
            case Format.FLOAT64 -> Double.longBitsToDouble(input.int64());
            case Format.UINT64 -> unsigned(input.int64());
            case Format.STR8 -> input.string(input.uint8());
            case Format.STR16 -> input.string(input.uint16());
            case Format.STR32 -> input.string(input.length32());
            case Format.ARRAY16 -> list(input.uint16());
            case Format.ARRAY32 -> list(input.length32());
            case Format.MAP16 -> map(input.uint16());
            case Format.MAP32 -> map(input.length32());
            default -> Integers.isCode(code) ? Integers.read(code, input) : extensions.read(code);
        };
    }

    private static Object unsigned(long value) {
        return value >= 0 ? (Object) value : BigInteger.valueOf(value).add(BigInteger.ONE.shiftLeft(Long.SIZE));
    }

    private @Nullable Object list(int size) {
        open(size, "list");
        Object list = size == 0 ? List.of() : lists.read(size);
        close();
        return list;
    }

    private Map<@Nullable Object, @Nullable Object> map(int size) {
        open(2L * size, "dict");
        Map<@Nullable Object, @Nullable Object> map = entries(size);
        close();
        return map;
    }

    /** Reads keys and values in turn. */
    Map<@Nullable Object, @Nullable Object> entries(int size) {
        Map<@Nullable Object, @Nullable Object> map = new NaturalMap<>(size);
        for (int i = 0; i < size; i++) {
            Object key = value();
            map.put(key, valueOf(key));
        }
        distinct("map", size, map.size());
        return Collections.unmodifiableMap(map);
    }

    private @Nullable Object valueOf(@Nullable Object key) {
        try {
            return value();
        } catch (ConversionException misfit) {
            throw misfit.inside(Step.of(key));
        }
    }

    /** Reads the names of a container's elements, which are no level of their own. */
    @Nullable
    Object names() {
        depth--;
        Object names = value();
        depth++;
        return names;
    }

    /** Refuses what would lose elements: objects that Python tells apart can have equal copies. */
    static void distinct(String kind, int size, int copied) {
        if (copied < size) {
            throw ConversionException.ofResult(
                    kind + " with keys whose copies are equal", "a copy; keep it in Python as PyObject");
        }
    }

    private void open(long elements, String kind) {
        expected += elements;
        if (expected > input.remaining()) {
            throw new WireFormatException(
                    "a " + kind + " at byte " + input.position() + " has more elements than there are bytes", null);
        }
        if (++depth > deepest) {
            throw ConversionException.ofResult(
                    kind + " nested deeper than " + deepest + " levels", "a copy; keep it in Python as PyObject");
        }
    }

    private void close() {
        depth--;
    }

    /** Says that a value has begun. */
    void arrived() {
        expected--;
        if ((++begun & SELDOM) == 0) {
            imports.requireWanted();
        }
    }
}
