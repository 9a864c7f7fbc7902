package org.pybridge.internal.convert.encode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Nesting;

/** Encodes trees of Jackson's; what a POJO node holds is encoded as any value. Immutable. */
public final class JsonEncoder {
    private final Encoders inside;

    public JsonEncoder(Encoders inside) {
        this.inside = inside;
    }

    @Nullable
    public Object encode(JsonNode node, int levels) {
        return switch (node.getNodeType()) {
            case OBJECT -> object(node, Nesting.enterArgument(node, levels));
            case ARRAY -> array(node, Nesting.enterArgument(node, levels));
            case POJO -> inside.encode(((POJONode) node).getPojo(), levels);
            case NUMBER -> inside.encode(node.numberValue(), levels);
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case BINARY -> bytes(node);
            case NULL, MISSING -> null;
        };
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return node.binaryValue();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<@Nullable Object> array(JsonNode node, int levels) {
        List<@Nullable Object> naturals = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            naturals.add(encodeAt("[" + naturals.size() + "]", element, levels));
        }
        return naturals;
    }

    private Map<String, @Nullable Object> object(JsonNode node, int levels) {
        Map<String, @Nullable Object> naturals = new LinkedHashMap<>();
        node.properties()
                .forEach(property -> naturals.put(
                        property.getKey(),
                        encodeAt(ConversionErrors.step(property.getKey()), property.getValue(), levels)));
        return naturals;
    }

    private @Nullable Object encodeAt(String step, JsonNode node, int levels) {
        try {
            return encode(node, levels);
        } catch (ConversionException misfit) {
            throw misfit.inside(step);
        }
    }
}
