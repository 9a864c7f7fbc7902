package org.pybridge.arrow;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.pybridge.arrow.ColumnType.Unit;

/** Brings values of Java into the form that columns keep. What would lose something is refused, except digits of times below the unit. */
final class JavaValues {
    private static final long SECONDS_OF_A_DAY = 86_400;

    private JavaValues() {}

    /** Returns the function that makes the number of a value; only the lowest bits count where the type has fewer than 64. */
    static ToLongFunction<Object> counting(ColumnType type, ColumnWriter column) {
        if (type instanceof ColumnType.Int number) {
            return value -> integer(value, number, column);
        } else if (type instanceof ColumnType.FloatingPoint number) {
            return number.bits() == Float.SIZE
                    ? value -> Float.floatToRawIntBits(single(value, column))
                    : value -> Double.doubleToRawLongBits(floating(value, column));
        } else if (type instanceof ColumnType.Date date) {
            long perDay = date.inMilliseconds() ? SECONDS_OF_A_DAY * Unit.MILLISECOND.perSecond() : 1;
            long most = date.inMilliseconds() ? Long.MAX_VALUE / perDay : Integer.MAX_VALUE;
            return value -> days(value, most, column) * perDay;
        } else if (type instanceof ColumnType.Time time) {
            return value -> time(value, column).toNanoOfDay() / time.unit().nanos();
        } else if (type instanceof ColumnType.Timestamp time) {
            return time.zone() == null
                    ? value -> local(value, time.unit(), column)
                    : value -> moment(value, time.unit(), column);
        } else if (type instanceof ColumnType.Span span) {
            return value -> span(value, span.unit(), column);
        }
        throw new IllegalArgumentException("column \"" + column.field().name() + "\" cannot be of type " + type);
    }

    private static long integer(Object value, ColumnType.Int type, ColumnWriter column) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return fitting(((Number) value).longValue(), type);
        } else if (value instanceof BigInteger number) {
            boolean fits = number.bitLength() <= type.bits() - (type.signed() ? 1 : 0)
                    && (type.signed() || number.signum() >= 0);
            if (fits) {
                return number.longValue();
            }
        } else {
            throw column.misfit(value);
        }
        throw new IllegalArgumentException(value + " does not fit " + type);
    }

    /** Returns a number that fits. */
    static long fitting(long number, ColumnType.Int type) {
        int free = Long.SIZE - type.bits();
        boolean fits =
                type.signed() ? number << free >> free == number : number >= 0 && number << free >>> free == number;
        if (!fits) {
            throw new IllegalArgumentException(number + " does not fit " + type);
        }
        return number;
    }

    private static double floating(Object value, ColumnWriter column) {
        if (value instanceof Double
                || value instanceof Float
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Long number) {
            if ((long) (double) number != number || number == Long.MAX_VALUE) {
                throw new IllegalArgumentException(value + " is no float64 exactly");
            }
            return number;
        }
        throw column.misfit(value);
    }

    private static float single(Object value, ColumnWriter column) {
        double number = floating(value, column);
        if ((float) number != number && !Double.isNaN(number)) {
            throw new IllegalArgumentException(value + " is no float32 exactly");
        }
        return (float) number;
    }

    private static long days(Object value, long most, ColumnWriter column) {
        long days = day(value, column);
        if (Math.abs(days) > most) {
            throw new IllegalArgumentException(
                    value + " is beyond what " + column.field().type() + " counts");
        }
        return days;
    }

    private static long day(Object value, ColumnWriter column) {
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        } else if (value instanceof java.sql.Date date) {
            return date.toLocalDate().toEpochDay();
        }
        throw column.misfit(value);
    }

    private static LocalTime time(Object value, ColumnWriter column) {
        if (value instanceof LocalTime time) {
            return time;
        } else if (value instanceof java.sql.Time time) {
            return time.toLocalTime();
        }
        throw column.misfit(value);
    }

    private static long local(Object value, Unit unit, ColumnWriter column) {
        LocalDateTime time;
        if (value instanceof LocalDateTime local) {
            time = local;
        } else if (value instanceof java.sql.Timestamp local) {
            time = local.toLocalDateTime();
        } else {
            throw column.misfit(value);
        }
        return count(time.toEpochSecond(ZoneOffset.UTC), time.getNano(), unit, value);
    }

    private static long moment(Object value, Unit unit, ColumnWriter column) {
        Instant instant;
        if (value instanceof Instant moment) {
            instant = moment;
        } else if (value instanceof OffsetDateTime moment) {
            instant = moment.toInstant();
        } else if (value instanceof ZonedDateTime moment) {
            instant = moment.toInstant();
        } else if (value instanceof java.util.Date moment
                && !(value instanceof java.sql.Date || value instanceof java.sql.Time)) {
            instant = moment.toInstant();
        } else {
            throw column.misfit(value);
        }
        return count(instant.getEpochSecond(), instant.getNano(), unit, value);
    }

    private static long span(Object value, Unit unit, ColumnWriter column) {
        if (value instanceof Duration duration) {
            return count(duration.getSeconds(), duration.getNano(), unit, value);
        }
        throw column.misfit(value);
    }

    private static long count(long seconds, int nanos, Unit unit, Object value) {
        try {
            if (seconds < 0 && nanos > 0) {
                // So that the smallest values there are do not overflow on the way.
                long whole = Math.multiplyExact(seconds + 1, unit.perSecond());
                return Math.addExact(whole, nanos / unit.nanos() - unit.perSecond());
            }
            return Math.addExact(Math.multiplyExact(seconds, unit.perSecond()), nanos / unit.nanos());
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(value + " is beyond what 64 bits count in " + unit + "s", overflow);
        }
    }

    static String text(Object value, ColumnWriter column) {
        if (value instanceof String text) {
            return text;
        } else if (value instanceof Enum<?> member) {
            return member.name();
        } else if (value instanceof CharSequence || value instanceof Character || value instanceof UUID) {
            return value.toString();
        }
        throw column.misfit(value);
    }

    static byte[] bytes(Object value, ColumnWriter column) {
        if (value instanceof byte[] bytes) {
            return bytes;
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        throw column.misfit(value);
    }

    /** Adds a decimal in two's complement, the lowest byte first. */
    static void decimal(Object value, ColumnType.Decimal type, ColumnWriter column, Block block) {
        BigDecimal number;
        if (value instanceof BigDecimal decimal) {
            number = decimal;
        } else if (value instanceof BigInteger integer) {
            number = new BigDecimal(integer);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            number = BigDecimal.valueOf(((Number) value).longValue());
        } else {
            throw column.misfit(value);
        }
        BigDecimal scaled;
        try {
            scaled = number.setScale(type.scale(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException inexact) {
            throw new IllegalArgumentException(value + " does not fit " + type, inexact);
        }
        if (scaled.precision() > type.precision()) {
            throw new IllegalArgumentException(value + " does not fit " + type);
        }
        byte[] bytes = scaled.unscaledValue().toByteArray();
        for (int i = bytes.length - 1; i >= 0; i--) {
            block.int8(bytes[i]);
        }
        block.fill(type.bits() / Byte.SIZE - bytes.length, (byte) (scaled.signum() < 0 ? -1 : 0));
    }

    static Collection<?> elements(Object value, ColumnWriter column) {
        if (value instanceof Collection<?> collection) {
            return collection;
        }
        if (value.getClass().isArray()) {
            if (value instanceof Object[] array) {
                return Arrays.asList(array);
            }
            List<Object> boxed = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                boxed.add(Array.get(value, i));
            }
            return boxed;
        }
        throw column.misfit(value);
    }

    /** Returns the parts that a map has under the names of fields. */
    static List<@Nullable Object> parts(Map<?, ?> map, ColumnType.Struct type) {
        List<@Nullable Object> parts = new ArrayList<>();
        int found = 0;
        for (TableField field : type.fields()) {
            parts.add(map.get(field.name()));
            found += map.containsKey(field.name()) ? 1 : 0;
        }
        if (found < map.size()) {
            throw new IllegalArgumentException("a map with the keys " + map.keySet() + " does not fit " + type);
        }
        return parts;
    }
}
