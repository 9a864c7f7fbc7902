package org.pybridge.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages as the values that Python gets. */
final class DictReader {
    /** The years 1 to 9999. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final long LAST_SECOND = 253_402_300_799L;

    /** Ten thousand years. */
    private static final long LONGEST_SECONDS = 315_576_000_000L;

    private DictReader() {}

    static @Nullable Object read(Message message) {
        Descriptor type = message.getDescriptorForType();
        return switch (WellKnown.of(type)) {
            case TIMESTAMP ->
                Instant.ofEpochSecond(seconds(message, FIRST_SECOND, LAST_SECOND), number(message, "nanos"));
            case DURATION ->
                Duration.ofSeconds(seconds(message, -LONGEST_SECONDS, LONGEST_SECONDS), number(message, "nanos"));
            case WRAPPER -> single(message, field(message, "value"));
            case STRUCT -> map(message, field(message, "fields"));
            case LIST -> list(message, field(message, "values"));
            case VALUE -> value(message);
            case NONE -> fields(message);
        };
    }

    /** Gives the seconds of a time, within the range that protobuf and Python have. */
    private static long seconds(Message message, long first, long last) {
        long seconds = number(message, "seconds");
        if (seconds < first || seconds > last) {
            throw new DateTimeException(seconds + " seconds are out of range");
        }
        return seconds;
    }

    private static FieldDescriptor field(Message message, String name) {
        return message.getDescriptorForType().findFieldByName(name);
    }

    private static long number(Message message, String name) {
        return ((Number) message.getField(field(message, name))).longValue();
    }

    private static @Nullable Object value(Message message) {
        FieldDescriptor set = message.getOneofFieldDescriptor(
                message.getDescriptorForType().getOneofs().get(0));
        return set == null || set.getName().equals("null_value") ? null : single(message, set);
    }

    private static Map<Object, @Nullable Object> fields(Message message) {
        Map<Object, @Nullable Object> fields = new LinkedHashMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isMapField()) {
                fields.put(field.getName(), map(message, field));
            } else if (field.isRepeated()) {
                fields.put(field.getName(), list(message, field));
            } else if (!field.hasPresence() || message.hasField(field)) {
                fields.put(field.getName(), single(message, field));
            }
        }
        return fields;
    }

    private static Map<@Nullable Object, @Nullable Object> map(Message message, FieldDescriptor field) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Object entry : (List<?>) message.getField(field)) {
            Message pair = (Message) entry;
            map.put(single(pair, field(pair, "key")), single(pair, field(pair, "value")));
        }
        return map;
    }

    private static List<@Nullable Object> list(Message message, FieldDescriptor field) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object item : (List<?>) message.getField(field)) {
            list.add(item(field, item));
        }
        return list;
    }

    private static @Nullable Object single(Message message, FieldDescriptor field) {
        return item(field, message.getField(field));
    }

    private static @Nullable Object item(FieldDescriptor field, Object item) {
        return switch (field.getType()) {
            case UINT32, FIXED32 -> Integer.toUnsignedLong((Integer) item);
            case UINT64, FIXED64 -> unsigned((Long) item);
            case FLOAT -> ((Float) item).doubleValue();
            case BYTES -> ((ByteString) item).toByteArray();
            case ENUM -> name((EnumValueDescriptor) item);
            case MESSAGE, GROUP -> read((Message) item);
            default -> item;
        };
    }

    private static Object unsigned(long value) {
        return value >= 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
    }

    /** Gives the name of a value, or the number of one that this side's {@code .proto} does not have. */
    private static Object name(EnumValueDescriptor value) {
        return value.getIndex() < 0 ? (Object) value.getNumber() : value.getName();
    }
}
