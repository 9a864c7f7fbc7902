package org.pybridge.arrow;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of vectors as one type of Java's. Immutable.
 *
 * @param name what the type is called in messages
 * @param isPrimitive whether no value may be missing
 * @param emptyValue what stands for a missing value
 * @param function makes a value of the wanted type out of the usual one
 */
record TypeFit(
        String name, boolean isPrimitive, @Nullable Object emptyValue, Function<Object, @Nullable Object> function) {

    private static final Set<String> INTEGERS =
            Set.of("long", "Long", "int", "Integer", "short", "Short", "byte", "Byte", "BigInteger");

    static final TypeFit ANY = of("Object", Function.identity());
    static final TypeFit LONG = primitive("long", TypeFit::toLong);
    static final TypeFit DOUBLE = primitive("double", TypeFit::toDouble);

    private static final Map<Class<?>, TypeFit> FIXED = Map.ofEntries(
            Map.entry(Object.class, ANY),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, of("Long", TypeFit::toLong)),
            Map.entry(int.class, primitive("int", TypeFit::toInt)),
            Map.entry(Integer.class, of("Integer", TypeFit::toInt)),
            Map.entry(short.class, primitive("short", value ->
                    (short) ranged(value, Short.MIN_VALUE, Short.MAX_VALUE))),
            Map.entry(Short.class, of("Short", value -> (short) ranged(value, Short.MIN_VALUE, Short.MAX_VALUE))),
            Map.entry(byte.class, primitive("byte", value -> (byte) ranged(value, Byte.MIN_VALUE, Byte.MAX_VALUE))),
            Map.entry(Byte.class, of("Byte", value -> (byte) ranged(value, Byte.MIN_VALUE, Byte.MAX_VALUE))),
            Map.entry(BigInteger.class, of("BigInteger", TypeFit::toBigInteger)),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, of("Double", TypeFit::toDouble)),
            Map.entry(float.class, primitive("float", TypeFit::toFloat)),
            Map.entry(Float.class, of("Float", TypeFit::toFloat)),
            Map.entry(boolean.class, primitive("boolean", value -> cast(value, Boolean.class))),
            Map.entry(Boolean.class, as(Boolean.class)),
            Map.entry(String.class, as(String.class)),
            Map.entry(CharSequence.class, as(String.class)),
            Map.entry(char.class, primitive("char", TypeFit::toChar)),
            Map.entry(Character.class, of("Character", TypeFit::toChar)),
            Map.entry(UUID.class, of("UUID", TypeFit::toUuid)),
            Map.entry(byte[].class, as(byte[].class)),
            Map.entry(ByteBuffer.class, of("ByteBuffer", value -> ByteBuffer.wrap(cast(value, byte[].class)))),
            Map.entry(BigDecimal.class, of("BigDecimal", TypeFit::toBigDecimal)),
            Map.entry(LocalDate.class, as(LocalDate.class)),
            Map.entry(LocalTime.class, as(LocalTime.class)),
            Map.entry(LocalDateTime.class, as(LocalDateTime.class)),
            Map.entry(Instant.class, of("Instant", TypeFit::toInstant)),
            Map.entry(OffsetDateTime.class, of("OffsetDateTime", TypeFit::toOffset)),
            Map.entry(ZonedDateTime.class, of("ZonedDateTime", TypeFit::toZoned)),
            Map.entry(java.util.Date.class, of("Date", value -> java.util.Date.from(toInstant(value)))),
            Map.entry(java.sql.Date.class, of("Date", value -> java.sql.Date.valueOf(cast(value, LocalDate.class)))),
            Map.entry(
                    java.sql.Timestamp.class,
                    of("Timestamp", value -> java.sql.Timestamp.valueOf(cast(value, LocalDateTime.class)))),
            Map.entry(Duration.class, as(Duration.class)));

    boolean isInteger() {
        return INTEGERS.contains(name);
    }

    /**
     * Finds how to read a type.
     *
     * @throws IllegalArgumentException when tables have no values of this type
     */
    static TypeFit of(Type type) {
        if (type instanceof TypeVariable || type instanceof GenericArrayType) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " is no type that values can be checked against; name a class");
        }
        Class<?> raw = JavaTypes.raw(type);
        TypeFit fixed = FIXED.get(raw);
        if (fixed != null) {
            return fixed;
        } else if (raw == Optional.class) {
            TypeFit inside = of(JavaTypes.argument(type, 0));
            return new TypeFit(
                    "Optional<" + inside.name + ">",
                    false,
                    Optional.empty(),
                    value -> Optional.ofNullable(inside.fit(value)));
        } else if (raw.isEnum()) {
            return of(raw.getSimpleName(), value -> member(raw, cast(value, String.class)));
        } else if (raw.isRecord()) {
            RecordMaker maker = RecordMaker.of(raw);
            return of(raw.getSimpleName(), value -> maker.make(cast(value, Map.class)));
        } else if (raw == List.class || raw == Collection.class || raw == Iterable.class) {
            TypeFit element = of(JavaTypes.argument(type, 0));
            return of("List<" + element.name + ">", value -> list(cast(value, List.class), element));
        } else if (raw == Set.class) {
            TypeFit element = of(JavaTypes.argument(type, 0));
            return of(
                    "Set<" + element.name + ">",
                    value -> Collections.unmodifiableSet(new LinkedHashSet<>(list(cast(value, List.class), element))));
        } else if (raw.isArray()) {
            TypeFit element = of(raw.getComponentType());
            return of(element.name + "[]", value -> array(cast(value, List.class), raw.getComponentType(), element));
        } else if (raw == Map.class) {
            TypeFit key = of(JavaTypes.argument(type, 0));
            TypeFit element = of(JavaTypes.argument(type, 1));
            return of(
                    "Map<" + key.name + ", " + element.name + ">", value -> map(cast(value, Map.class), key, element));
        }
        throw new IllegalArgumentException(
                type.getTypeName() + " cannot be read from a table; read the column as Object and convert it");
    }

    private static TypeFit of(String name, Function<Object, @Nullable Object> function) {
        return new TypeFit(name, false, null, function);
    }

    private static TypeFit primitive(String name, Function<Object, @Nullable Object> function) {
        return new TypeFit(name, true, null, function);
    }

    private static TypeFit as(Class<?> type) {
        return of(type.getSimpleName(), value -> cast(value, type));
    }

    @Nullable
    Object read(Vector vector, int row) {
        return fitNullable(vector.get(row));
    }

    @Nullable
    Object fitNullable(@Nullable Object value) {
        if (value != null) {
            return fit(value);
        }
        if (isPrimitive) {
            throw Misfits.missing();
        }
        return emptyValue;
    }

    private @Nullable Object fit(Object value) {
        return function.apply(value);
    }

    private static <T> T cast(Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw misfit(value, type.getSimpleName());
        }
        return type.cast(value);
    }

    private static IllegalArgumentException misfit(Object value, String type) {
        String shown = value instanceof Number || value instanceof Boolean ? " " + value : "";
        return new IllegalArgumentException(value.getClass().getSimpleName() + shown + " does not fit " + type);
    }

    private static long ranged(Object value, long least, long most) {
        if (value instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw misfit(value, "a number from " + least + " to " + most);
    }

    private static Long toLong(Object value) {
        return cast(value, Long.class);
    }

    private static Integer toInt(Object value) {
        return (int) ranged(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static BigInteger toBigInteger(Object value) {
        if (value instanceof BigDecimal decimal && decimal.scale() == 0) {
            return decimal.unscaledValue();
        }
        return value instanceof Long number ? BigInteger.valueOf(number) : cast(value, BigInteger.class);
    }

    private static BigDecimal toBigDecimal(Object value) {
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        return value instanceof Long number ? BigDecimal.valueOf(number) : cast(value, BigDecimal.class);
    }

    private static Double toDouble(Object value) {
        if (value instanceof Long number && (long) (double) number == number && number != Long.MAX_VALUE) {
            return (double) number;
        }
        return cast(value, Double.class);
    }

    private static Float toFloat(Object value) {
        double number = toDouble(value);
        if (Double.compare((float) number, number) != 0) {
            throw misfit(value, "float; read it as double");
        }
        return (float) number;
    }

    private static Character toChar(Object value) {
        String text = cast(value, String.class);
        if (text.length() != 1) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters does not fit char");
        }
        return text.charAt(0);
    }

    private static UUID toUuid(Object value) {
        if (value instanceof byte[] bytes && bytes.length == 2 * Long.BYTES) {
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            return new UUID(halves.getLong(), halves.getLong());
        }
        return UUID.fromString(cast(value, String.class));
    }

    private static Instant toInstant(Object value) {
        return value instanceof ZonedDateTime moment
                ? moment.toInstant()
                : cast(value, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime toOffset(Object value) {
        return value instanceof ZonedDateTime moment ? moment.toOffsetDateTime() : cast(value, OffsetDateTime.class);
    }

    private static ZonedDateTime toZoned(Object value) {
        return value instanceof OffsetDateTime moment ? moment.toZonedDateTime() : cast(value, ZonedDateTime.class);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // it is an enum
    private static Object member(Class<?> type, String name) {
        return Enum.valueOf((Class) type, name);
    }

    private static List<?> list(List<?> values, TypeFit element) {
        List<@Nullable Object> list = new ArrayList<>(values.size());
        for (Object value : values) {
            list.add(element.fitNullable(value));
        }
        return Collections.unmodifiableList(list);
    }

    private static Object array(List<?> values, Class<?> type, TypeFit element) {
        Object array = Array.newInstance(type, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, element.fitNullable(values.get(i)));
        }
        return array;
    }

    private static Map<?, ?> map(Map<?, ?> values, TypeFit key, TypeFit element) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        values.forEach((name, value) -> map.put(key.fitNullable(name), element.fitNullable(value)));
        return Collections.unmodifiableMap(map);
    }
}
