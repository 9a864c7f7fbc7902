package org.pybridge.arrow;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the columns' types for types and values of Java. */
final class JavaTypes {
    private static final int MOST_DIGITS_OF_128_BITS = 38;

    private static final Map<Class<?>, ColumnType> FIXED = Map.ofEntries(
            Map.entry(boolean.class, ColumnType.BOOL),
            Map.entry(Boolean.class, ColumnType.BOOL),
            Map.entry(byte.class, ColumnType.INT8),
            Map.entry(Byte.class, ColumnType.INT8),
            Map.entry(short.class, ColumnType.INT16),
            Map.entry(Short.class, ColumnType.INT16),
            Map.entry(int.class, ColumnType.INT32),
            Map.entry(Integer.class, ColumnType.INT32),
            Map.entry(long.class, ColumnType.INT64),
            Map.entry(Long.class, ColumnType.INT64),
            Map.entry(float.class, ColumnType.FLOAT32),
            Map.entry(Float.class, ColumnType.FLOAT32),
            Map.entry(double.class, ColumnType.FLOAT64),
            Map.entry(Double.class, ColumnType.FLOAT64),
            Map.entry(char.class, ColumnType.TEXT),
            Map.entry(Character.class, ColumnType.TEXT),
            Map.entry(UUID.class, ColumnType.TEXT),
            Map.entry(byte[].class, ColumnType.BINARY),
            Map.entry(LocalDate.class, ColumnType.DATE),
            Map.entry(java.sql.Date.class, ColumnType.DATE),
            Map.entry(LocalTime.class, ColumnType.TIME),
            Map.entry(java.sql.Time.class, ColumnType.TIME),
            Map.entry(LocalDateTime.class, ColumnType.DATETIME),
            Map.entry(java.sql.Timestamp.class, ColumnType.DATETIME),
            Map.entry(Instant.class, ColumnType.INSTANT),
            Map.entry(OffsetDateTime.class, ColumnType.INSTANT),
            Map.entry(java.util.Date.class, ColumnType.INSTANT),
            Map.entry(Duration.class, ColumnType.DURATION));

    private JavaTypes() {}

    /**
     * Finds the type for a declared type.
     *
     * @param values the values that are to follow, for what the declaration does not say
     * @throws IllegalArgumentException when there is none
     */
    static ColumnType columnType(String column, Type type, Supplier<Stream<?>> values) {
        Class<?> raw = raw(type);
        ColumnType fixed = FIXED.get(raw);
        if (fixed != null) {
            return fixed;
        } else if (raw.isEnum() || CharSequence.class.isAssignableFrom(raw)) {
            return ColumnType.TEXT;
        } else if (ByteBuffer.class.isAssignableFrom(raw)) {
            return ColumnType.BINARY;
        } else if (raw == BigDecimal.class || raw == BigInteger.class) {
            return decimal(column, values.get());
        } else if (raw == ZonedDateTime.class) {
            return zoned(values.get());
        } else if (raw.isRecord()) {
            return new ColumnType.Struct(RecordColumns.of(raw).fields(present(values)));
        }
        return ofContainer(column, type, raw, values);
    }

    private static ColumnType ofContainer(String column, Type type, Class<?> raw, Supplier<Stream<?>> values) {
        if (raw == Optional.class) {
            return columnType(
                    column,
                    argument(type, 0),
                    () -> values.get().map(value -> value == null ? null : ((Optional<?>) value).orElse(null)));
        } else if (raw.isArray()) {
            return list(columnType(column, raw.getComponentType(), elements(values)), raw.getComponentType());
        } else if (Collection.class.isAssignableFrom(raw)) {
            return ColumnType.ListOf.of(columnType(column, argument(type, 0), elements(values)));
        } else if (Map.class.isAssignableFrom(raw)) {
            return ColumnType.MapOf.of(
                    columnType(column, argument(type, 0), keys(values)),
                    columnType(column, argument(type, 1), mapped(values)));
        } else if (raw == Object.class || raw == Number.class) {
            return ofValues(column, values);
        }
        throw new IllegalArgumentException("column \"" + column + "\" is of " + type.getTypeName()
                + ", which tables have no type for; make it a text, a number or a record");
    }

    private static ColumnType list(ColumnType element, Class<?> component) {
        return new ColumnType.ListOf(
                new TableField("item", element, !component.isPrimitive()), ColumnType.Offsets.INT32);
    }

    /**
     * Finds the type for values.
     *
     * @throws IllegalArgumentException when there is none, or they are of different kinds
     */
    static ColumnType ofValues(String column, Supplier<Stream<?>> values) {
        List<Class<?>> classes = present(values)
                .get()
                .<Class<?>>map(JavaTypes::kindOf)
                .distinct()
                .toList();
        if (classes.isEmpty()) {
            return new ColumnType.Null();
        }
        if (classes.size() > 1) {
            return widest(column, classes, values);
        }
        Class<?> only = classes.get(0);
        if (only == List.class) {
            return ColumnType.ListOf.of(ofValues(column, elements(values)));
        } else if (only == Map.class) {
            return ColumnType.MapOf.of(ofValues(column, keys(values)), ofValues(column, mapped(values)));
        }
        return columnType(column, only, values);
    }

    private static Class<?> kindOf(Object value) {
        if (value instanceof Collection) {
            return List.class;
        } else if (value instanceof Map) {
            return Map.class;
        } else if (value instanceof CharSequence) {
            return CharSequence.class;
        }
        return value instanceof Enum<?> member ? member.getDeclaringClass() : value.getClass();
    }

    private static ColumnType widest(String column, List<Class<?>> classes, Supplier<Stream<?>> values) {
        List<Class<?>> integers = List.of(Byte.class, Short.class, Integer.class, Long.class);
        if (integers.containsAll(classes)) {
            return ColumnType.INT64;
        } else if (classes.contains(BigInteger.class)
                && classes.stream().allMatch(each -> each == BigInteger.class || integers.contains(each))) {
            return decimal(column, values.get());
        } else if (classes.stream()
                .allMatch(each -> each == Double.class || each == Float.class || integers.contains(each))) {
            return ColumnType.FLOAT64;
        }
        throw new IllegalArgumentException("column \"" + column + "\" has values of different types, "
                + classes.get(0).getName() + " and " + classes.get(1).getName() + "; make them of one type");
    }

    /** Finds how many digits there are in front of the point and behind it. */
    private static ColumnType decimal(String column, Stream<?> values) {
        int whole = 1;
        int scale = 0;
        for (Iterator<?> each = values.iterator(); each.hasNext(); ) {
            Object value = each.next();
            if (value != null) {
                BigDecimal number = value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
                whole = Math.max(whole, number.precision() - number.scale());
                scale = Math.max(scale, number.scale());
            }
        }
        int digits = whole + scale;
        if (digits > 76) {
            throw new IllegalArgumentException("column \"" + column + "\" has decimals with " + whole
                    + " digits in front of the point and " + scale + " behind it; 76 are the most");
        }
        return ColumnType.Decimal.of(digits > MOST_DIGITS_OF_128_BITS ? 76 : MOST_DIGITS_OF_128_BITS, scale);
    }

    private static ColumnType zoned(Stream<?> values) {
        List<ZoneId> zones = values.filter(Objects::nonNull)
                .map(value -> ((ZonedDateTime) value).getZone())
                .distinct()
                .limit(2)
                .toList();
        // The same points in time, where no zone is that of all, or Python would not know it.
        if (zones.size() != 1) {
            return ColumnType.INSTANT;
        }
        ZoneId zone = zones.get(0).normalized();
        boolean isUnknown = zone.equals(ZoneOffset.UTC)
                || (zone instanceof ZoneOffset offset && offset.getTotalSeconds() % 60 != 0);
        return isUnknown ? ColumnType.INSTANT : new ColumnType.Timestamp(ColumnType.Unit.MICROSECOND, zone.getId());
    }

    /**
     * Refuses what is no record class, and one that has itself inside, at any depth: a column's type would have no end.
     *
     * @throws IllegalArgumentException when it is refused
     */
    static void requireFiniteRecord(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is no record; rows of a table are records");
        }
        requireFinite(type, new ArrayDeque<>());
    }

    private static void requireFinite(Type type, Deque<Class<?>> outer) {
        Class<?> raw = raw(type);
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                requireFinite(argument, outer);
            }
        } else if (raw.isArray()) {
            requireFinite(raw.getComponentType(), outer);
        }
        if (!raw.isRecord()) {
            return;
        }
        if (outer.contains(raw)) {
            throw new IllegalArgumentException(
                    raw.getName() + " has itself inside, and a column's type has an end; name what it refers to");
        }
        outer.push(raw);
        for (RecordComponent component : raw.getRecordComponents()) {
            requireFinite(component.getGenericType(), outer);
        }
        outer.pop();
    }

    private static Supplier<Stream<?>> present(Supplier<Stream<?>> values) {
        return () -> values.get().filter(Objects::nonNull);
    }

    private static Supplier<Stream<?>> elements(Supplier<Stream<?>> values) {
        return () -> present(values).get().flatMap(JavaTypes::stream);
    }

    private static Stream<?> stream(Object list) {
        if (list instanceof Collection<?> collection) {
            return collection.stream();
        }
        return IntStream.range(0, Array.getLength(list)).mapToObj(i -> Array.get(list, i));
    }

    private static Supplier<Stream<?>> keys(Supplier<Stream<?>> values) {
        return () -> present(values).get().flatMap(map -> ((Map<?, ?>) map).keySet().stream());
    }

    private static Supplier<Stream<?>> mapped(Supplier<Stream<?>> values) {
        return () -> present(values).get().flatMap(map -> ((Map<?, ?>) map).values().stream());
    }

    /** Returns the class that a type has at run time. */
    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        } else if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        return type instanceof WildcardType wildcard ? raw(wildcard.getUpperBounds()[0]) : Object.class;
    }

    /** Returns a type argument; {@code Object} where there is none. */
    static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments().length > index
                ? generic.getActualTypeArguments()[index]
                : Object.class;
    }
}
