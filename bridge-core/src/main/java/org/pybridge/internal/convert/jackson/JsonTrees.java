package org.pybridge.internal.convert.jackson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.NumberFit;

/** Reads natural values as trees of Jackson's. What JSON has no form for does not fit. */
public final class JsonTrees {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTrees() {}

    public static JsonNode read(@Nullable Object natural, int levels) {
        if (natural instanceof Map<?, ?> map) {
            return object(map, Nesting.enterResult(natural, levels, "JsonNode"));
        }
        if (natural instanceof Collection<?> elements) {
            return array(elements, Nesting.enterResult(natural, levels, "JsonNode"));
        }
        return natural == null ? NODES.nullNode() : scalar(natural);
    }

    private static JsonNode scalar(Object natural) {
        if (natural instanceof String text) {
            return NODES.textNode(text);
        }
        if (natural instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (natural instanceof byte[] bytes) {
            return NODES.binaryNode(bytes);
        }
        return natural instanceof JsonNode node ? node : number(natural);
    }

    private static JsonNode number(Object natural) {
        if (natural instanceof Double number) {
            return NODES.numberNode(number.doubleValue());
        }
        if (natural instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        }
        if (natural instanceof BigInteger big) {
            return NODES.numberNode(big);
        }
        return NODES.numberNode(NumberFit.integer(natural, Long.MIN_VALUE, Long.MAX_VALUE, "JsonNode"));
    }

    private static ArrayNode array(Collection<?> elements, int levels) {
        ArrayNode array = NODES.arrayNode(elements.size());
        for (Object element : elements) {
            try {
                array.add(read(element, levels));
            } catch (ConversionException misfit) {
                throw misfit.inside("[" + array.size() + "]");
            }
        }
        return array;
    }

    private static ObjectNode object(Map<?, ?> map, int levels) {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw ConversionErrors.of(key, "a name in a JsonNode").inside(ConversionErrors.step(key));
            }
            try {
                object.set(name, read(value, levels));
            } catch (ConversionException misfit) {
                throw misfit.inside(ConversionErrors.step(name));
            }
        });
        return object;
    }
}
