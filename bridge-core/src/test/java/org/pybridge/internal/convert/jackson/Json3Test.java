package org.pybridge.internal.convert.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pybridge.internal.convert.Conversion.PLAIN;
import static org.pybridge.internal.convert.Conversion.misfit;
import static org.pybridge.internal.convert.Conversion.read;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.TypeRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class Json3Test {
    private static final JsonMapper MAPPER = new JsonMapper();

    record Holder(JsonNode tree, List<ObjectNode> objects) {}

    public static class Bean {
        private JsonNode tree = JsonNodeFactory.instance.nullNode();

        public JsonNode getTree() {
            return tree;
        }

        public void setTree(JsonNode tree) {
            this.tree = tree;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,2.5,null]}",
                "[]",
                "{}",
                "{\"b\":{\"c\":[[],{}]},\"a\":true}",
                "[9223372036854775808,-1,\"x\",false,1.5]"
            })
    void aTreeIsWhatItSaysAndComesBack(String json) {
        JsonNode tree = MAPPER.readTree(json);
        Object natural = PLAIN.encode(tree);
        assertThat(natural).hasToString(String.valueOf(PLAIN.encode(jackson2(json))));
        assertThat(read(natural, JsonNode.class).toString()).isEqualTo(json);
        assertThat(read(List.of(natural), new TypeRef<List<JsonNode>>() {})
                        .get(0)
                        .toString())
                .isEqualTo(json);
    }

    private static com.fasterxml.jackson.databind.JsonNode jackson2(String json) {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper().readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void whatANodeHoldsIsConvertedAsEverywhere() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode tree = nodes.objectNode();
        tree.set("day", nodes.pojoNode(LocalDate.EPOCH));
        tree.set("price", nodes.numberNode(new BigDecimal("1.50")));
        tree.set("bytes", nodes.binaryNode(new byte[] {1}));
        Map<?, ?> natural = (Map<?, ?>) PLAIN.encode(tree);
        assertThat(natural.get("day")).isEqualTo(LocalDate.EPOCH);
        assertThat(natural.get("price")).isEqualTo(new BigDecimal("1.50"));
        assertThat(natural.get("bytes")).isEqualTo(new byte[] {1});
    }

    @Test
    void aTreeInsideRecordsAndBeansIsOneToo() {
        ObjectNode tree = (ObjectNode) MAPPER.readTree("{\"a\":[1]}");
        Bean bean = new Bean();
        bean.setTree(tree);
        assertThat(PLAIN.encode(new Holder(tree, List.of(tree))).toString())
                .isEqualTo("{tree={a=[1]}, objects=[{a=[1]}]}");
        assertThat(PLAIN.encode(bean).toString()).isEqualTo("{tree={a=[1]}}");
        assertThat(read(Map.of("tree", List.of(1L), "objects", List.of(Map.of())), Holder.class)
                        .tree())
                .hasToString("[1]");
        assertThat(read(Map.of("tree", List.of(1L)), Bean.class).getTree()).hasToString("[1]");
    }

    @Test
    void whatIsNoTreeDoesNotFit() {
        assertThat(misfit(() -> read(Map.of("a", LocalDate.EPOCH), JsonNode.class))
                        .path())
                .isEqualTo("$.a");
        assertThat(misfit(() -> read(List.of(), ObjectNode.class))).hasMessage("$: list of 0 does not fit ObjectNode");
    }
}
