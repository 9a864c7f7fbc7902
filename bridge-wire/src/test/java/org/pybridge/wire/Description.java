package org.pybridge.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.PyTuple;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.spi.SharedMemory;

/**
 * Natural values in JSON, every type told from every other: {@code null}, {@code true}, ints, strings and arrays are themselves, all
 * else is an object whose first name is the type.
 */
final class Description {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Description() {}

    /** The value that is described. */
    static Object value(JsonNode described) {
        if (described.isNull()) {
            return null;
        }
        if (described.isBoolean()) {
            return described.booleanValue();
        }
        if (described.isIntegralNumber()) {
            return described.canConvertToLong() ? (Object) described.longValue() : described.bigIntegerValue();
        }
        if (described.isTextual()) {
            return described.textValue();
        }
        if (described.isArray()) {
            return values(described);
        }
        String type = described.fieldNames().next();
        return value(type, described.get(type), described);
    }

    private static Object value(String type, JsonNode content, JsonNode whole) {
        return switch (type) {
            case "float" -> content.isTextual() ? Double.parseDouble(content.textValue()) : content.doubleValue();
            case "bytes" -> HexFormat.of().parseHex(content.textValue());
            case "tuple" -> PyTuple.of(values(content).toArray());
            case "named" ->
                PyTuple.of(values(whole.get("elements")).toArray())
                        .named(StreamSupport.stream(content.spliterator(), false)
                                .map(JsonNode::textValue)
                                .toList());
            case "set" -> new LinkedHashSet<>(values(content));
            case "dict" -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                content.forEach(entry -> map.put(value(entry.get(0)), value(entry.get(1))));
                yield map;
            }
            case "repeat" -> Collections.nCopies(whole.get("times").intValue(), value(content));
            case "decimal" -> new BigDecimal(content.textValue());
            case "date" -> LocalDate.parse(content.textValue());
            case "time" -> LocalTime.parse(content.textValue());
            case "datetime" -> LocalDateTime.parse(content.textValue());
            case "offset" -> OffsetDateTime.parse(content.textValue());
            case "zoned" -> ZonedDateTime.parse(content.textValue());
            case "delta" -> Duration.parse(content.textValue());
            case "uuid" -> UUID.fromString(content.textValue());
            case "path" -> Path.of(content.textValue());
            case "buffer" -> buffer(content, whole);
            case "memory" -> memory(content, whole);
            case "reference" -> new Things.Handle(content.longValue());
            case "callback" -> new Things.Function(content.longValue());
            case "java" -> Things.object(content.longValue(), values(whole.get("methods")));
            default -> throw new IllegalArgumentException("no such type: " + type);
        };
    }

    private static PyBuffer buffer(JsonNode content, JsonNode whole) {
        return PyBuffer.of(ItemType.valueOf(content.textValue()), ByteBuffer.wrap(items(whole)), shape(whole));
    }

    private static SharedBuffer memory(JsonNode content, JsonNode whole) {
        return new SharedBuffer(
                SharedMemory.allocate(items(whole).length),
                ItemType.valueOf(content.textValue()),
                shape(whole),
                whole.get("readOnly").booleanValue(),
                whole.get("given").booleanValue());
    }

    private static int[] shape(JsonNode whole) {
        return values(whole.get("shape")).stream()
                .mapToInt(length -> ((Long) length).intValue())
                .toArray();
    }

    private static byte[] items(JsonNode whole) {
        return HexFormat.of().parseHex(whole.get("items").textValue());
    }

    private static List<Object> values(JsonNode array) {
        List<Object> values = new ArrayList<>();
        array.forEach(element -> values.add(value(element)));
        return values;
    }

    /** Describes a value; sets are sorted. */
    static JsonNode of(Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        if (value instanceof Long number) {
            return JSON.numberNode(number);
        }
        if (value instanceof BigInteger number) {
            return JSON.numberNode(number);
        }
        if (value instanceof String text) {
            return JSON.textNode(text);
        }
        if (value instanceof PyTuple tuple) {
            return tuple.names().isEmpty()
                    ? typed("tuple", array(tuple))
                    : JSON.objectNode()
                            .<com.fasterxml.jackson.databind.node.ObjectNode>set("named", array(tuple.names()))
                            .set("elements", array(tuple));
        }
        if (value instanceof List<?> list) {
            return array(list);
        }
        if (value instanceof Set<?> set) {
            ArrayNode sorted = JSON.arrayNode();
            new TreeSet<>(set.stream().map(element -> of(element).toString()).toList()).forEach(sorted::add);
            return typed("set", sorted);
        }
        if (value instanceof Map<?, ?> map) {
            ArrayNode entries = JSON.arrayNode();
            map.forEach((key, element) -> entries.add(array(Arrays.asList(key, element))));
            return typed("dict", entries);
        }
        if (value instanceof byte[] bytes) {
            return typed("bytes", JSON.textNode(HexFormat.of().formatHex(bytes)));
        }
        return typed(value.getClass().getSimpleName(), JSON.textNode(value.toString()));
    }

    private static JsonNode typed(String type, JsonNode content) {
        return JSON.objectNode().set(type, content);
    }

    private static ArrayNode array(Collection<?> elements) {
        ArrayNode array = JSON.arrayNode();
        elements.forEach(element -> array.add(of(element)));
        return array;
    }
}
