package org.pybridge.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;

/** Messages of the values that Python returned. Nothing is bent until it fits; what does not is named with its path. */
final class DictWriter {
    private static final BigInteger UNSIGNED_LONG =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private DictWriter() {}

    /**
     * Gives a message.
     *
     * @throws ConversionException when the value is no such message
     */
    static Message write(Descriptor type, @Nullable Object value) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        switch (WellKnown.of(type)) {
            case TIMESTAMP -> {
                Instant instant = instant(type, value);
                time(message, instant.getEpochSecond(), instant.getNano());
            }
            case DURATION -> {
                if (!(value instanceof Duration duration)) {
                    throw misfit(value, "a timedelta for " + type.getFullName());
                }
                // Seconds and nanoseconds have the same sign here, unlike in java.time.
                boolean borrowed = duration.isNegative() && duration.getNano() > 0;
                time(
                        message,
                        duration.getSeconds() + (borrowed ? 1 : 0),
                        duration.getNano() - (borrowed ? 1_000_000_000 : 0));
            }
            case WRAPPER -> set(message, type.findFieldByName("value"), value);
            case STRUCT -> set(message, type.findFieldByName("fields"), value);
            case LIST -> set(message, type.findFieldByName("values"), value);
            case VALUE -> set(message, type.findFieldByName(kind(value)), value);
            case NONE -> fields(message, type, value);
        }
        return message.build();
    }

    private static void time(DynamicMessage.Builder message, long seconds, int nanos) {
        Descriptor type = message.getDescriptorForType();
        message.setField(type.findFieldByName("seconds"), seconds);
        message.setField(type.findFieldByName("nanos"), nanos);
    }

    /** Gives the moment of a time; one without a zone is in UTC, as protobuf's own Python has it. */
    private static Instant instant(Descriptor type, @Nullable Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        }
        if (value instanceof Instant time) {
            return time;
        }
        throw misfit(value, "a datetime for " + type.getFullName());
    }

    /** Chooses the field of a {@code google.protobuf.Value}. */
    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "null_value";
        }
        if (value instanceof Boolean) {
            return "bool_value";
        }
        if (value instanceof Number) {
            return "number_value";
        }
        if (value instanceof String) {
            return "string_value";
        }
        if (value instanceof Map) {
            return "struct_value";
        }
        if (value instanceof Collection) {
            return "list_value";
        }
        throw misfit(value, "a value of JSON");
    }

    private static void fields(DynamicMessage.Builder message, Descriptor type, @Nullable Object value) {
        if (value == null && type.getFields().isEmpty()) {
            return;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw misfit(value, "a dict for " + type.getFullName());
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            FieldDescriptor field = type.findFieldByName(name);
            if (field == null) {
                throw misfit(entry.getValue(), "a field of " + type.getFullName())
                        .explained(
                                "it has "
                                        + type.getFields().stream()
                                                .map(FieldDescriptor::getName)
                                                .toList(),
                                null)
                        .inside("." + name);
            }
            if (entry.getValue() != null || isValue(field)) {
                FieldDescriptor other = field.getContainingOneof() == null
                        ? null
                        : message.getOneofFieldDescriptor(field.getContainingOneof());
                if (other != null) {
                    throw misfit(entry.getValue(), "beside '" + other.getName() + "'")
                            .explained("of " + field.getContainingOneof().getName() + ", one can be set", null)
                            .inside("." + name);
                }
                inside("." + name, () -> set(message, field, entry.getValue()));
            }
        }
    }

    /** Tells whether None is a value of the field's own, rather than none. */
    private static boolean isValue(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && !field.isRepeated()
                && WellKnown.of(field.getMessageType()) == WellKnown.VALUE;
    }

    private static void set(DynamicMessage.Builder message, FieldDescriptor field, @Nullable Object value) {
        if (field.isMapField()) {
            entries(message, field, value);
        } else if (field.isRepeated()) {
            items(message, field, value);
        } else {
            message.setField(field, item(field, value));
        }
    }

    private static void entries(DynamicMessage.Builder message, FieldDescriptor field, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw misfit(value, "a dict");
        }
        Descriptor type = field.getMessageType();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            DynamicMessage.Builder pair = DynamicMessage.newBuilder(type);
            inside("[" + entry.getKey() + "]", () -> {
                set(pair, type.findFieldByName("key"), entry.getKey());
                set(pair, type.findFieldByName("value"), entry.getValue());
            });
            message.addRepeatedField(field, pair.build());
        }
    }

    private static void items(DynamicMessage.Builder message, FieldDescriptor field, @Nullable Object value) {
        if (!(value instanceof Collection<?> items)) {
            throw misfit(value, "a list");
        }
        int index = 0;
        for (Object item : items) {
            inside("[" + index + "]", () -> message.addRepeatedField(field, item(field, item)));
            index++;
        }
    }

    private static void inside(String step, Runnable work) {
        try {
            work.run();
        } catch (ConversionException misfit) {
            throw misfit.inside(step);
        }
    }

    private static Object item(FieldDescriptor field, @Nullable Object value) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> (int) integer(field, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case UINT32, FIXED32 -> (int) integer(field, value, 0, 0xFFFF_FFFFL);
            case INT64, SINT64, SFIXED64 -> integer(field, value, Long.MIN_VALUE, Long.MAX_VALUE);
            case UINT64, FIXED64 -> unsigned(field, value);
            case DOUBLE -> real(field, value);
            case FLOAT -> single(field, value);
            case BOOL -> fitting(Boolean.class, field, value);
            case STRING -> fitting(String.class, field, value);
            case BYTES -> ByteString.copyFrom(fitting(byte[].class, field, value));
            case ENUM -> constant(field, value);
            case MESSAGE, GROUP -> write(field.getMessageType(), value);
        };
    }

    private static <T> T fitting(Class<T> type, FieldDescriptor field, @Nullable Object value) {
        if (!type.isInstance(value)) {
            throw misfit(value, name(field));
        }
        return type.cast(value);
    }

    private static long integer(FieldDescriptor field, @Nullable Object value, long least, long most) {
        if (!(value instanceof Long || value instanceof Integer)) {
            throw misfit(value, name(field));
        }
        long number = ((Number) value).longValue();
        if (number < least || number > most) {
            throw misfit(value, name(field));
        }
        return number;
    }

    private static long unsigned(FieldDescriptor field, @Nullable Object value) {
        if (value instanceof BigInteger big && big.signum() >= 0 && big.compareTo(UNSIGNED_LONG) <= 0) {
            return big.longValue();
        }
        return integer(field, value, 0, Long.MAX_VALUE);
    }

    private static double real(FieldDescriptor field, @Nullable Object value) {
        if (!(value instanceof Double
                || value instanceof Long
                || value instanceof Integer
                || value instanceof BigInteger)) {
            throw misfit(value, name(field));
        }
        double real = ((Number) value).doubleValue();
        boolean exact = value instanceof Double
                || (Double.isFinite(real) && new BigDecimal(real).compareTo(new BigDecimal(value.toString())) == 0);
        if (!exact) {
            throw misfit(value, name(field));
        }
        return real;
    }

    /** Rounds, as a float does, but not to infinity. */
    private static float single(FieldDescriptor field, @Nullable Object value) {
        double real = real(field, value);
        float single = (float) real;
        if (Float.isInfinite(single) && Double.isFinite(real)) {
            throw misfit(value, name(field));
        }
        return single;
    }

    private static Object constant(FieldDescriptor field, @Nullable Object value) {
        if (value == null && field.getEnumType().getFullName().equals("google.protobuf.NullValue")) {
            return field.getEnumType().findValueByNumber(0);
        }
        if (value instanceof String text) {
            EnumValueDescriptor named = field.getEnumType().findValueByName(text);
            if (named != null) {
                return named;
            }
        } else if (value instanceof Long || value instanceof Integer) {
            int number = (int) integer(field, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            EnumValueDescriptor numbered = field.getEnumType().isClosed()
                    ? field.getEnumType().findValueByNumber(number)
                    : field.getEnumType().findValueByNumberCreatingIfUnknown(number);
            if (numbered != null) {
                return numbered;
            }
        }
        throw misfit(value, field.getEnumType().getFullName())
                .explained(
                        "it has "
                                + field.getEnumType().getValues().stream()
                                        .map(EnumValueDescriptor::getName)
                                        .toList(),
                        null);
    }

    private static String name(FieldDescriptor field) {
        return field.getType().name().toLowerCase(Locale.ROOT);
    }

    private static ConversionException misfit(@Nullable Object value, String wanted) {
        return ConversionException.ofResult(
                value == null ? "None" : pythonType(value) + " " + shortened(String.valueOf(value)), wanted);
    }

    private static String pythonType(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof BigInteger) {
            return "int";
        }
        if (value instanceof Map) {
            return "dict";
        }
        if (value instanceof Collection) {
            return "list";
        }
        return switch (value.getClass().getSimpleName()) {
            case "String" -> "str";
            case "Double" -> "float";
            case "Boolean" -> "bool";
            case "byte[]" -> "bytes";
            default -> value.getClass().getSimpleName();
        };
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
