package org.pybridge.internal.convert.jackson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.type.Nesting;

/**
 * Trees of Jackson 3, as trees of Jackson 2 with the same nodes and back. Core does not need Jackson 3, and so its classes are reached through
 * the class of the tree that comes by. Immutable.
 */
public final class Json3 {
    private static final String TREE = "tools.jackson.databind.JsonNode";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Class<?> tree;

    private Json3(Class<?> tree) {
        this.tree = tree;
    }

    public static boolean isTree(Class<?> type) {
        return treeOf(type) != null;
    }

    public static Json3 of(Class<?> type) {
        return new Json3(Objects.requireNonNull(treeOf(type)));
    }

    private static @Nullable Class<?> treeOf(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(TREE)) {
                return each;
            }
        }
        return null;
    }

    /** Gives a tree of Jackson 3 as one of Jackson 2. */
    public JsonNode toJson2(Object node, int levels) {
        return switch (String.valueOf(get(node, "getNodeType"))) {
            case "OBJECT" -> object(node, Nesting.enterArgument(node, levels));
            case "ARRAY" -> array(node, Nesting.enterArgument(node, levels));
            case "POJO" -> new POJONode(call(node, node.getClass(), "getPojo"));
            case "NUMBER" -> number((Number) get(node, "numberValue"));
            case "STRING" -> NODES.textNode((String) get(node, "stringValue"));
            case "BOOLEAN" -> NODES.booleanNode((boolean) get(node, "booleanValue"));
            case "BINARY" -> NODES.binaryNode((byte[]) get(node, "binaryValue"));
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(Object node, int levels) {
        ObjectNode object = NODES.objectNode();
        for (Object each : (Iterable<?>) get(node, "properties")) {
            Map.Entry<?, ?> property = (Map.Entry<?, ?>) each;
            object.set((String) property.getKey(), toJson2(Objects.requireNonNull(property.getValue()), levels));
        }
        return object;
    }

    private ArrayNode array(Object node, int levels) {
        ArrayNode array = NODES.arrayNode();
        for (Object element : (Iterable<?>) node) {
            array.add(toJson2(element, levels));
        }
        return array;
    }

    private static JsonNode number(Number number) {
        if (number instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        }
        if (number instanceof BigInteger big) {
            return NODES.numberNode(big);
        }
        boolean isReal = number instanceof Double || number instanceof Float;
        return isReal ? NODES.numberNode(number.doubleValue()) : NODES.numberNode(number.longValue());
    }

    /** Gives a tree of Jackson 2 as one of Jackson 3. */
    public Object ofJson2(JsonNode node) {
        Object factory = factory();
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Object object = call(factory, factory.getClass(), "objectNode");
                Class<?>[] types = {String.class, tree};
                node.properties()
                        .forEach(property -> invoke(
                                object,
                                object.getClass(),
                                "set",
                                types,
                                property.getKey(),
                                ofJson2(property.getValue())));
                yield object;
            }
            case ARRAY -> {
                Object array = call(factory, factory.getClass(), "arrayNode");
                Class<?>[] types = {tree};
                node.forEach(element -> invoke(array, array.getClass(), "add", types, ofJson2(element)));
                yield array;
            }
            case NUMBER -> ofNumber(factory, node.numberValue());
            case STRING -> make(factory, "stringNode", String.class, node.textValue());
            case BOOLEAN -> make(factory, "booleanNode", boolean.class, node.booleanValue());
            case BINARY -> make(factory, "binaryNode", byte[].class, ((BinaryNode) node).binaryValue());
            default -> call(factory, factory.getClass(), "nullNode");
        };
    }

    private static Object ofNumber(Object factory, Number number) {
        if (number instanceof BigDecimal || number instanceof BigInteger) {
            return make(factory, "numberNode", number.getClass(), number);
        }
        return number instanceof Double
                ? make(factory, "numberNode", double.class, number)
                : make(factory, "numberNode", long.class, number.longValue());
    }

    private Object factory() {
        try {
            return Class.forName("tools.jackson.databind.node.JsonNodeFactory", true, tree.getClassLoader())
                    .getField("instance")
                    .get(null);
        } catch (ReflectiveOperationException unknown) {
            throw unknown(unknown);
        }
    }

    private Object get(Object node, String method) {
        return call(node, tree, method);
    }

    private static Object call(Object target, Class<?> owner, String method) {
        return invoke(target, owner, method, new Class<?>[0]);
    }

    private static Object make(Object factory, String method, Class<?> type, Object value) {
        return invoke(factory, factory.getClass(), method, new Class<?>[] {type}, value);
    }

    private static Object invoke(
            Object target, Class<?> owner, String method, Class<?>[] types, @Nullable Object... arguments) {
        try {
            return owner.getMethod(method, types).invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(method + " of Jackson 3 failed", failed.getTargetException());
        } catch (ReflectiveOperationException unknown) {
            throw unknown(unknown);
        }
    }

    private static IllegalStateException unknown(ReflectiveOperationException cause) {
        return new IllegalStateException("this is no Jackson 3 that is known here; pass a Map or a List", cause);
    }
}
