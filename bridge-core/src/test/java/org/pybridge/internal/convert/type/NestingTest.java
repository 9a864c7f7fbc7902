package org.pybridge.internal.convert.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pybridge.internal.convert.Conversion.PLAIN;
import static org.pybridge.internal.convert.Conversion.misfit;
import static org.pybridge.internal.convert.Conversion.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyObject;
import org.pybridge.internal.convert.Conversion;

class NestingTest {
    private static final String REASON = "nesting deeper than 200 levels or a cycle";

    record Node(@Nullable Node next) {}

    private static List<Object> nested(int depth) {
        List<Object> inner = List.of();
        for (int i = 1; i < depth; i++) {
            inner = List.of(inner);
        }
        return inner;
    }

    private static Map<String, Object> chain(int depth) {
        Map<String, Object> inner = new HashMap<>();
        for (int i = 1; i < depth; i++) {
            inner = Map.of("next", inner);
        }
        return inner;
    }

    @Test
    void whatIsAtTheLimitIsConverted() {
        List<Object> deep = nested(200);

        assertThat(PLAIN.encode(deep)).isSameAs(deep);
        assertThat(read(chain(200), Node.class)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 10_000})
    void whatIsDeeperIsReported(int depth) {
        assertThat(misfit(() -> PLAIN.encode(nested(depth)))).hasMessageContaining(REASON);
        assertThat(misfit(() -> read(chain(depth), Node.class))).hasMessageContaining(REASON);
    }

    @Test
    void aDeepChainOfRecordsIsReported() {
        Node node = new Node(null);
        for (int i = 0; i < 10_000; i++) {
            node = new Node(node);
        }
        Node deep = node;

        assertThat(misfit(() -> PLAIN.encode(deep))).hasMessageContaining(REASON);
    }

    @Test
    void cyclesAreReported() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);

        assertThat(misfit(() -> PLAIN.encode(list))).hasMessageContaining(REASON);
        assertThat(misfit(() -> PLAIN.encode(map))).hasMessageContaining(REASON);
    }

    @Test
    void cyclesOfLiveObjectsAreReported() {
        Map<String, Object> fields = new HashMap<>();
        PyObject live = Conversion.live(form -> fields);
        fields.put("next", live);

        assertThat(misfit(() -> read(live, Node.class))).hasMessageContaining(REASON);
    }
}
