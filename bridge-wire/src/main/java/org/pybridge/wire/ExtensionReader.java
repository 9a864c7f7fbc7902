package org.pybridge.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.value.DecimalText;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;

/** Reads extension types, except for those that mark arrays. */
final class ExtensionReader {
    /** From here on, types are MessagePack's own. */
    private static final int OWN = 128;

    private final WireInput input;
    private final Imports imports;

    ExtensionReader(WireInput input, Imports imports) {
        this.input = input;
        this.imports = imports;
    }

    @Nullable
    Object read(int code) {
        int announced = switch (code) {
            case Format.EXT8 -> input.uint8();
            case Format.EXT16 -> input.uint16();
            case Format.EXT32 -> input.length32();
            case Format.FIXEXT1, Format.FIXEXT2, Format.FIXEXT4, Format.FIXEXT8, Format.FIXEXT16 ->
                1 << (code - Format.FIXEXT1);
            default -> throw new WireFormatException("no value begins with byte " + code, null);
        };
        int type = input.uint8();
        int length = input.length(announced);
        int end = input.position() + length;
        Object value = payload(type, length);
        if (input.position() != end) {
            throw new WireFormatException("extension " + type + " cannot be " + length + " bytes long", null);
        }
        return value;
    }

    private @Nullable Object payload(int type, int length) {
        return switch (type) {
            case Extension.INTEGER -> integer(input.block(length));
            case Extension.DECIMAL -> decimal(input.string(length));
            case Extension.DATE -> TimeFormat.readDate(input);
            case Extension.TIME -> TimeFormat.readTime(input);
            case Extension.DATETIME -> TimeFormat.readMoment(input);
            case Extension.OFFSET_DATETIME -> TimeFormat.readOffset(input);
            case Extension.ZONED_DATETIME -> TimeFormat.readZoned(input, length);
            case Extension.TIMEDELTA -> TimeFormat.readDuration(input);
            case Extension.UUID -> new UUID(input.int64(), input.int64());
            case Extension.PATH -> path(Utf8.readWithSurrogates(input.block(length)));
            case Extension.TEXT -> Utf8.readWithSurrogates(input.block(length));
            case Extension.INT32_LIST -> ints(length);
            case Extension.INT64_LIST -> longs(length);
            case Extension.FLOAT64_LIST -> doubles(length);
            case Extension.REFERENCE -> imports.reference(input.int64());
            case Extension.JAVA_OBJECT -> object(length);
            case Extension.CALLBACK, Extension.BUFFER -> inwards(type, length);
            default -> throw unknown(type, length);
        };
    }

    private Object object(int length) {
        long id = input.int64();
        if (!imports.fromJava()) {
            return imports.object(id);
        }
        List<String> names = List.of(input.string(length - Long.BYTES).split("\0", -1));
        return imports.object(id, names.get(0), names.subList(1, names.size()));
    }

    private Object inwards(int type, int length) {
        if (!imports.fromJava()) {
            throw unknown(type, length);
        }
        return type == Extension.CALLBACK ? imports.callback(input.int64()) : BufferFormat.read(input, length);
    }

    /** MessagePack's own types are those that the package msgpack writes of its own accord, as its Timestamp. */
    private RuntimeException unknown(int type, int length) {
        if (type < OWN) {
            return new WireFormatException("extension " + type + " is no value", null);
        }
        input.skip(length);
        return ConversionException.ofResult("value of the package msgpack", "a copy; keep it in Python as PyObject");
    }

    private static Object integer(byte[] octets) {
        if (octets.length == 0) {
            throw new WireFormatException("an integer without bytes", null);
        }
        BigInteger value = new BigInteger(octets);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static BigDecimal decimal(String text) {
        try {
            return DecimalText.parse(text);
        } catch (NumberFormatException outside) {
            throw ConversionException.ofResult("Decimal " + text, "BigDecimal")
                    .explained("its exponent is beyond Java's, send it as str", outside);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw ConversionException.ofResult("path " + text, "Path")
                    .explained("this machine has no such path, send it as str", invalid);
        }
    }

    private List<Long> ints(int length) {
        ByteBuffer block = numbers(length, Integer.BYTES);
        long[] longs = new long[length / Integer.BYTES];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = block.getInt();
        }
        return LongList.of(longs);
    }

    private List<Long> longs(int length) {
        long[] longs = new long[length / Long.BYTES];
        numbers(length, Long.BYTES).asLongBuffer().get(longs);
        return LongList.of(longs);
    }

    private List<Double> doubles(int length) {
        double[] doubles = new double[length / Double.BYTES];
        numbers(length, Double.BYTES).asDoubleBuffer().get(doubles);
        return DoubleList.of(doubles);
    }

    private ByteBuffer numbers(int length, int width) {
        if (length % width != 0) {
            throw new WireFormatException("a block of " + length + " bytes is no list of numbers", null);
        }
        return input.littleEndian(length);
    }
}
