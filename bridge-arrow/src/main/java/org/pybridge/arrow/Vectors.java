package org.pybridge.arrow;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.pybridge.arrow.ColumnType.Offsets;
import org.pybridge.arrow.ColumnType.Unit;

/** The kinds of vectors. */
final class Vectors {
    private static final int VIEW_WIDTH = 16;
    private static final int SHORT_VIEW = 12;

    private Vectors() {}

    /** Nothing but missing values. */
    static final class Nothing extends Vector {
        Nothing(int size) {
            super(size, null);
        }

        @Override
        boolean isNull(int index) {
            return true;
        }

        @Override
        Object value(int index) {
            throw new UnsupportedOperationException();
        }
    }

    /** Truth values. */
    static final class Booleans extends Vector {
        private final Bits bits;

        Booleans(int size, @Nullable Bits present, Bits bits) {
            super(size, present);
            this.bits = bits;
        }

        @Override
        Object value(int index) {
            return bits.get(index);
        }

        @Override
        boolean asBoolean(int index) {
            return bits.get(index);
        }
    }

    /** Integers, and what is kept as integers. */
    static final class Integers extends Vector {
        private final ByteBuffer data;
        private final int bits;
        private final boolean signed;

        Integers(int size, @Nullable Bits present, ByteBuffer data, ColumnType.Int type) {
            super(size, present);
            this.data = data;
            this.bits = type.bits();
            this.signed = type.signed();
        }

        @Override
        Object value(int index) {
            long value = number(index);
            return value < 0 && !signed ? new BigInteger(Long.toUnsignedString(value)) : (Object) value;
        }

        @Override
        long asLong(int index) {
            long value = number(index);
            if (value < 0 && !signed) {
                throw new IllegalArgumentException(Long.toUnsignedString(value) + " does not fit long");
            }
            return value;
        }

        private long number(int index) {
            return switch (bits) {
                case 8 -> signed ? data.get(index) : data.get(index) & 0xFFL;
                case 16 -> signed ? data.getShort(2 * index) : data.getShort(2 * index) & 0xFFFFL;
                case 32 -> signed ? data.getInt(4 * index) : data.getInt(4 * index) & 0xFFFF_FFFFL;
                default -> data.getLong(8 * index);
            };
        }
    }

    /** Binary floating point numbers. */
    static final class Doubles extends Vector {
        private final ByteBuffer data;
        private final int bits;

        Doubles(int size, @Nullable Bits present, ByteBuffer data, int bits) {
            super(size, present);
            this.data = data;
            this.bits = bits;
        }

        @Override
        Object value(int index) {
            return asDouble(index);
        }

        @Override
        double asDouble(int index) {
            return switch (bits) {
                case 16 -> half(data.getShort(2 * index));
                case 32 -> data.getFloat(4 * index);
                default -> data.getDouble(8 * index);
            };
        }

        /** Widens a number of 16 bits (binary16 of IEEE 754): 5 bits of exponent, 10 of fraction. */
        private static double half(short bits) {
            int exponent = bits >> 10 & 0x1F;
            int fraction = bits & 0x3FF;
            double magnitude;
            if (exponent == 0x1F) {
                magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            } else if (exponent == 0) {
                magnitude = Math.scalb((double) fraction, -24);
            } else {
                magnitude = Math.scalb((double) (fraction | 0x400), exponent - 25);
            }
            return bits < 0 ? -magnitude : magnitude;
        }
    }

    /** Values that are made of memory by a function when they are asked for. */
    private static final class Made extends Vector {
        private final IntFunction<@Nullable Object> value;

        Made(int size, @Nullable Bits present, IntFunction<@Nullable Object> value) {
            super(size, present);
            this.value = value;
        }

        @Override
        @Nullable
        Object value(int index) {
            return value.apply(index);
        }
    }

    /** Decimals in two's complement, the lowest byte first. */
    static Vector decimals(int size, @Nullable Bits present, ByteBuffer data, ColumnType.Decimal type) {
        int width = type.bits() / Byte.SIZE;
        return new Made(size, present, index -> {
            byte[] bytes = new byte[width];
            for (int i = 0; i < width; i++) {
                bytes[width - 1 - i] = data.get(index * width + i);
            }
            return new BigDecimal(new BigInteger(bytes), type.scale());
        });
    }

    /** Days. */
    static Vector dates(int size, @Nullable Bits present, ByteBuffer data, ColumnType.Date type) {
        long perDay = Duration.ofDays(1).toMillis();
        return new Made(
                size,
                present,
                type.inMilliseconds()
                        ? index -> LocalDate.ofEpochDay(Math.floorDiv(data.getLong(8 * index), perDay))
                        : index -> LocalDate.ofEpochDay(data.getInt(4 * index)));
    }

    /** Times of a day. */
    static Vector times(int size, @Nullable Bits present, ByteBuffer data, ColumnType.Time type) {
        IntToLongFunction count =
                type.bits() == Integer.SIZE ? index -> data.getInt(4 * index) : index -> data.getLong(8 * index);
        long nanos = type.unit().nanos();
        return new Made(
                size, present, index -> LocalTime.ofNanoOfDay(Math.multiplyExact(count.applyAsLong(index), nanos)));
    }

    /** Dates with times, and points in time. */
    static Vector timestamps(int size, @Nullable Bits present, ByteBuffer data, ColumnType.Timestamp type) {
        Unit unit = type.unit();
        ZoneId zone = type.zone() == null ? null : zone(type.zone());
        return new Made(size, present, index -> {
            long count = data.getLong(8 * index);
            long seconds = Math.floorDiv(count, unit.perSecond());
            int nanos = (int) (Math.floorMod(count, unit.perSecond()) * unit.nanos());
            if (zone == null) {
                return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
            }
            Instant instant = Instant.ofEpochSecond(seconds, nanos);
            return zone instanceof ZoneOffset offset ? instant.atOffset(offset) : instant.atZone(zone);
        });
    }

    private static ZoneId zone(String name) {
        ZoneId zone;
        try {
            zone = ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException unknown) {
            throw new MalformedTableException("Java knows no time zone \"" + name + "\"; convert it in Python");
        }
        return zone.normalized() instanceof ZoneOffset offset ? offset : zone;
    }

    /** Spans of time. */
    static Vector spans(int size, @Nullable Bits present, ByteBuffer data, Unit unit) {
        return new Made(size, present, index -> {
            long count = data.getLong(8 * index);
            return Duration.ofSeconds(
                    Math.floorDiv(count, unit.perSecond()), Math.floorMod(count, unit.perSecond()) * unit.nanos());
        });
    }

    /** Where the bytes of each value are. */
    interface Slices {
        byte[] get(int index);
    }

    /** Texts. */
    static Vector texts(int size, @Nullable Bits present, Slices slices) {
        return new Made(size, present, index -> new String(slices.get(index), StandardCharsets.UTF_8));
    }

    /** Bytes. */
    static Vector binaries(int size, @Nullable Bits present, Slices slices) {
        return new Made(size, present, slices::get);
    }

    /** Values that lie one behind the other. */
    static Slices packed(Ranges ranges, ByteBuffer data) {
        return index -> {
            int start = ranges.start(index);
            return copy(data, start, ranges.end(index, data.capacity()) - start);
        };
    }

    /** Values that have as many bytes each. */
    static Slices fixed(ByteBuffer data, int width) {
        return index -> copy(data, index * width, width);
    }

    /** Values that lie anywhere in some buffers; those of up to 12 bytes are in their views. */
    static Slices viewed(ByteBuffer views, List<ByteBuffer> data) {
        return index -> {
            int view = index * VIEW_WIDTH;
            int length = views.getInt(view);
            if (length < 0) {
                throw new MalformedTableException("a length is " + length);
            }
            if (length <= SHORT_VIEW) {
                return copy(views, view + Integer.BYTES, length);
            }
            ByteBuffer buffer = data.get(views.getInt(view + 2 * Integer.BYTES));
            int start = views.getInt(view + 3 * Integer.BYTES);
            if (start < 0 || length > buffer.capacity() - start) {
                throw new MalformedTableException("a text lies outside of its buffer");
            }
            return copy(buffer, start, length);
        };
    }

    private static byte[] copy(ByteBuffer data, int start, int length) {
        byte[] bytes = new byte[length];
        data.get(start, bytes);
        return bytes;
    }

    /** Where values of different lengths begin and end. */
    record Ranges(ByteBuffer offsets, Offsets kind) {

        int start(int index) {
            return offset(index);
        }

        /** Returns where a value ends, which is not before its start and not behind the end of all. */
        int end(int index, int limit) {
            int end = offset(index + 1);
            if (end < offset(index) || end > limit) {
                throw new MalformedTableException("an offset is " + end + ", outside of its " + limit + " elements");
            }
            return end;
        }

        private int offset(int index) {
            long offset = kind == Offsets.INT64 ? offsets.getLong(8 * index) : offsets.getInt(4 * index);
            if (offset < 0 || offset > Integer.MAX_VALUE) {
                throw new MalformedTableException("an offset is " + offset);
            }
            return (int) offset;
        }
    }

    /** A part of a vector as a list. */
    private static List<@Nullable Object> list(Vector elements, int start, int end) {
        if (end > elements.size()) {
            throw new MalformedTableException(
                    "a list ends at " + end + ", behind its " + elements.size() + " elements");
        }
        List<@Nullable Object> list = new ArrayList<>(end - start);
        for (int i = start; i < end; i++) {
            list.add(elements.get(i));
        }
        return Collections.unmodifiableList(list);
    }

    /** Lists. */
    static Vector lists(int size, @Nullable Bits present, Ranges ranges, Vector elements) {
        return new Made(
                size, present, index -> list(elements, ranges.start(index), ranges.end(index, elements.size())));
    }

    /** Lists that have as many elements each. */
    static Vector fixedLists(int size, @Nullable Bits present, int length, Vector elements) {
        return new Made(size, present, index -> list(elements, index * length, (index + 1) * length));
    }

    /** Values with parts. */
    static Vector structs(int size, @Nullable Bits present, List<TableField> fields, List<Vector> parts) {
        return new Made(size, present, index -> {
            Map<String, @Nullable Object> value = new LinkedHashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                value.put(fields.get(i).name(), parts.get(i).get(index));
            }
            return Collections.unmodifiableMap(value);
        });
    }

    /** Maps. */
    static Vector maps(int size, @Nullable Bits present, Ranges ranges, Vector keys, Vector values) {
        int limit = Math.min(keys.size(), values.size());
        return new Made(size, present, index -> {
            int end = ranges.end(index, limit);
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = ranges.start(index); i < end; i++) {
                map.put(keys.get(i), values.get(i));
            }
            return Collections.unmodifiableMap(map);
        });
    }

    /** Values that are numbers of other values. */
    static final class Indexed extends Vector {
        private final Vector indexes;
        private final Vector values;

        Indexed(int size, Vector indexes, Vector values) {
            super(size, null);
            this.indexes = indexes;
            this.values = values;
        }

        @Override
        boolean isNull(int index) {
            return indexes.isNull(index) || values.isNull(place(index));
        }

        @Override
        @Nullable
        Object value(int index) {
            return values.get(place(index));
        }

        @Override
        long asLong(int index) {
            return values.asLong(place(index));
        }

        @Override
        double asDouble(int index) {
            return values.asDouble(place(index));
        }

        @Override
        boolean asBoolean(int index) {
            return values.asBoolean(place(index));
        }

        private int place(int index) {
            long place = indexes.asLong(index);
            if (place < 0 || place >= values.size()) {
                throw new MalformedTableException(
                        "value " + place + " of a dictionary with " + values.size() + " values");
            }
            return (int) place;
        }
    }

    /** Several vectors of one type, one behind the other. */
    static final class Chunked extends Vector {
        private final List<Vector> chunks;
        private final int[] starts;

        Chunked(List<Vector> chunks) {
            super(chunks.stream().mapToInt(Vector::size).reduce(0, Math::addExact), null);
            this.chunks = List.copyOf(chunks);
            this.starts = new int[chunks.size()];
            for (int i = 1; i < starts.length; i++) {
                starts[i] = starts[i - 1] + chunks.get(i - 1).size();
            }
        }

        /** Returns the last chunk that begins there or before: empty ones begin where the next one does. */
        private int chunk(int index) {
            int found = Arrays.binarySearch(starts, index);
            int chunk = found < 0 ? -found - 2 : found;
            while (chunk + 1 < starts.length && starts[chunk + 1] == starts[chunk]) {
                chunk++;
            }
            return chunk;
        }

        @Override
        boolean isNull(int index) {
            int chunk = chunk(index);
            return chunks.get(chunk).isNull(index - starts[chunk]);
        }

        @Override
        @Nullable
        Object value(int index) {
            int chunk = chunk(index);
            return chunks.get(chunk).value(index - starts[chunk]);
        }

        @Override
        long asLong(int index) {
            int chunk = chunk(index);
            return chunks.get(chunk).asLong(index - starts[chunk]);
        }

        @Override
        double asDouble(int index) {
            int chunk = chunk(index);
            return chunks.get(chunk).asDouble(index - starts[chunk]);
        }

        @Override
        boolean asBoolean(int index) {
            int chunk = chunk(index);
            return chunks.get(chunk).asBoolean(index - starts[chunk]);
        }
    }
}
