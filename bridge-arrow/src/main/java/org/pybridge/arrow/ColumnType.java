package org.pybridge.arrow;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column, as Arrow has it. Immutable; compared by what it says.
 *
 * <p>Source: Apache Arrow, "Arrow Columnar Format" 1.5, and its {@code Schema.fbs}.
 */
public sealed interface ColumnType {
    /** Truth values. */
    ColumnType BOOL = new Bool();

    /** Integers of 8 bits, as {@code byte}. */
    ColumnType INT8 = new Int(8, true);

    /** Integers of 16 bits, as {@code short}. */
    ColumnType INT16 = new Int(16, true);

    /** Integers of 32 bits, as {@code int}. */
    ColumnType INT32 = new Int(32, true);

    /** Integers of 64 bits, as {@code long}. */
    ColumnType INT64 = new Int(64, true);

    /** Numbers of 32 bits, as {@code float}. */
    ColumnType FLOAT32 = new FloatingPoint(32);

    /** Numbers of 64 bits, as {@code double}. */
    ColumnType FLOAT64 = new FloatingPoint(64);

    /** Text. */
    ColumnType TEXT = new Text(Offsets.INT32);

    /** Bytes. */
    ColumnType BINARY = new Binary(Offsets.INT32);

    /** Days. */
    ColumnType DATE = new Date(false);

    /** Times of a day in microseconds. */
    ColumnType TIME = new Time(Unit.MICROSECOND);

    /** Dates with times and without a zone, in microseconds. */
    ColumnType DATETIME = new Timestamp(Unit.MICROSECOND, null);

    /** Points in time in microseconds, shown in UTC. */
    ColumnType INSTANT = new Timestamp(Unit.MICROSECOND, "UTC");

    /** Spans of time in microseconds. */
    ColumnType DURATION = new Span(Unit.MICROSECOND);

    /** What times are counted in. */
    enum Unit {
        /** Seconds. */
        SECOND(1),
        /** Thousandths of a second. */
        MILLISECOND(1_000),
        /** Millionths of a second. */
        MICROSECOND(1_000_000),
        /** Billionths of a second. */
        NANOSECOND(1_000_000_000);

        private final long perSecond;

        Unit(long perSecond) {
            this.perSecond = perSecond;
        }

        long perSecond() {
            return perSecond;
        }

        long nanos() {
            return NANOSECOND.perSecond / perSecond;
        }
    }

    /** How texts, bytes and lists of different lengths lie in memory. */
    enum Offsets {
        /** Offsets of 32 bits. */
        INT32,
        /** Offsets of 64 bits, Arrow's large types. */
        INT64,
        /** Views: short ones in place, long ones anywhere. */
        VIEW
    }

    /** Nothing but missing values. */
    record Null() implements ColumnType {
        @Override
        public String toString() {
            return "null";
        }
    }

    /** Truth values, a bit each. */
    record Bool() implements ColumnType {
        @Override
        public String toString() {
            return "bool";
        }
    }

    /**
     * Integers.
     *
     * @param bits 8, 16, 32 or 64
     * @param signed whether there are negative ones
     */
    record Int(int bits, boolean signed) implements ColumnType {
        /** Checks the size. */
        public Int {
            requireOneOf(bits, 8, 16, 32, 64);
        }

        @Override
        public String toString() {
            return (signed ? "int" : "uint") + bits;
        }
    }

    /**
     * Binary floating point numbers of IEEE 754.
     *
     * @param bits 16, 32 or 64
     */
    record FloatingPoint(int bits) implements ColumnType {
        /** Checks the size. */
        public FloatingPoint {
            requireOneOf(bits, 16, 32, 64);
        }

        @Override
        public String toString() {
            return "float" + bits;
        }
    }

    /**
     * Exact decimal numbers.
     *
     * @param bits 32, 64, 128 or 256
     * @param precision how many digits there are, up to 9, 18, 38 or 76
     * @param scale how many of them stand behind the point
     */
    record Decimal(int bits, int precision, int scale) implements ColumnType {
        /** Checks the size. */
        public Decimal {
            requireOneOf(bits, 32, 64, 128, 256);
            int most = bits == 32 ? 9 : bits == 64 ? 18 : bits == 128 ? 38 : 76;
            if (precision < 1 || precision > most) {
                throw new IllegalArgumentException(
                        "precision is " + precision + "; decimals of " + bits + " bits have 1 to " + most + " digits");
            }
        }

        /**
         * Returns the type of decimals with 128 bits, or with 256 where they need more.
         *
         * @param precision how many digits there are, 1 to 76
         * @param scale how many of them stand behind the point
         * @return the type
         * @throws IllegalArgumentException when there are too many digits
         */
        public static Decimal of(int precision, int scale) {
            if (precision < 1 || precision > 76) {
                throw new IllegalArgumentException("precision is " + precision + "; decimals have 1 to 76 digits");
            }
            return new Decimal(precision > 38 ? 256 : 128, precision, scale);
        }

        @Override
        public String toString() {
            return "decimal" + bits + "(" + precision + ", " + scale + ")";
        }
    }

    /**
     * Text in UTF-8.
     *
     * @param offsets how it lies in memory
     */
    record Text(Offsets offsets) implements ColumnType {
        @Override
        public String toString() {
            return ofOffsets(offsets, "string");
        }
    }

    /**
     * Bytes.
     *
     * @param offsets how they lie in memory
     */
    record Binary(Offsets offsets) implements ColumnType {
        @Override
        public String toString() {
            return ofOffsets(offsets, "binary");
        }
    }

    /**
     * Bytes, always as many.
     *
     * @param width how many
     */
    record FixedBinary(int width) implements ColumnType {
        @Override
        public String toString() {
            return "binary[" + width + "]";
        }
    }

    /**
     * Days.
     *
     * @param inMilliseconds whether they are counted in milliseconds, as Arrow's {@code date64}
     */
    record Date(boolean inMilliseconds) implements ColumnType {
        @Override
        public String toString() {
            return inMilliseconds ? "date64" : "date32";
        }
    }

    /**
     * Times of a day.
     *
     * @param unit what they are counted in
     */
    record Time(Unit unit) implements ColumnType {
        int bits() {
            return unit == Unit.SECOND || unit == Unit.MILLISECOND ? 32 : 64;
        }

        @Override
        public String toString() {
            return "time[" + symbol(unit) + "]";
        }
    }

    /**
     * Points in time, or dates with times.
     *
     * @param unit what they are counted in
     * @param zone where they are shown, as {@code Europe/Berlin} or {@code +02:00}; null for dates with times that are in no zone
     */
    record Timestamp(Unit unit, @Nullable String zone) implements ColumnType {
        @Override
        public String toString() {
            return "timestamp[" + symbol(unit) + (zone == null ? "]" : ", " + zone + "]");
        }
    }

    /**
     * Spans of time, Arrow's {@code duration}.
     *
     * @param unit what they are counted in
     */
    record Span(Unit unit) implements ColumnType {
        @Override
        public String toString() {
            return "duration[" + symbol(unit) + "]";
        }
    }

    /**
     * Values of which each is kept once, as pandas' categories.
     *
     * @param index the type of the numbers that stand for them
     * @param values the type of the values themselves
     */
    record Dictionary(Int index, ColumnType values) implements ColumnType {
        @Override
        public String toString() {
            return "dictionary<" + index + ", " + values + ">";
        }
    }

    /**
     * Lists.
     *
     * @param element what is in them
     * @param offsets how they lie in memory; never views
     */
    record ListOf(TableField element, Offsets offsets) implements ColumnType {
        /**
         * Returns the type of lists.
         *
         * @param element the type of what is in them, which can be missing
         * @return the type
         */
        public static ListOf of(ColumnType element) {
            return new ListOf(TableField.of("item", element), Offsets.INT32);
        }

        @Override
        public String toString() {
            return ofOffsets(offsets, "list") + "<" + element.type() + ">";
        }
    }

    /**
     * Lists, always as long.
     *
     * @param element what is in them
     * @param size how many elements
     */
    record FixedList(TableField element, int size) implements ColumnType {
        @Override
        public String toString() {
            return "list<" + element.type() + ">[" + size + "]";
        }
    }

    /**
     * Values with parts, as records.
     *
     * @param fields the parts
     */
    record Struct(List<TableField> fields) implements ColumnType {
        /** Copies the list. */
        public Struct {
            fields = List.copyOf(fields);
        }

        @Override
        public String toString() {
            return "struct" + fields;
        }
    }

    /**
     * Maps from keys to values.
     *
     * @param key what the keys are; never missing
     * @param value what the values are
     */
    record MapOf(TableField key, TableField value) implements ColumnType {
        /**
         * Returns the type of maps.
         *
         * @param key the type of the keys
         * @param value the type of the values, which can be missing
         * @return the type
         */
        public static MapOf of(ColumnType key, ColumnType value) {
            return new MapOf(new TableField("key", key, false), TableField.of("value", value));
        }

        @Override
        public String toString() {
            return "map<" + key.type() + ", " + value.type() + ">";
        }
    }

    private static void requireOneOf(int bits, int... allowed) {
        for (int each : allowed) {
            if (bits == each) {
                return;
            }
        }
        throw new IllegalArgumentException("there are no numbers of " + bits + " bits of this kind");
    }

    private static String ofOffsets(Offsets offsets, String name) {
        return switch (Objects.requireNonNull(offsets, "offsets")) {
            case INT32 -> name;
            case INT64 -> "large_" + name;
            case VIEW -> name + "_view";
        };
    }

    private static String symbol(Unit unit) {
        return switch (Objects.requireNonNull(unit, "unit")) {
            case SECOND -> "s";
            case MILLISECOND -> "ms";
            case MICROSECOND -> "us";
            case NANOSECOND -> "ns";
        };
    }
}
