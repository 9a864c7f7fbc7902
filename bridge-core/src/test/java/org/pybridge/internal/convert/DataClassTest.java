package org.pybridge.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pybridge.internal.convert.Conversion.PLAIN;
import static org.pybridge.internal.convert.Conversion.misfit;
import static org.pybridge.internal.convert.Conversion.read;

import java.util.List;
import java.util.Map;
import kotlin.Pair;
import kotlin.Triple;
import org.junit.jupiter.api.Test;
import org.pybridge.TypeRef;

/** Classes that were compiled without the names of their parameters, as those of Kotlin's library are. */
class DataClassTest {

    record Point(int x) {}

    @Test
    void aPairIsADictOfItsProperties() {
        assertThat(PLAIN.encode(new Pair<>("a", new Point(1))))
                .isEqualTo(Map.of("first", "a", "second", Map.of("x", 1)));
    }

    @Test
    void aPairIsReadWithTheTypesOfItsArguments() {
        Map<String, Object> natural = Map.of("first", "a", "second", Map.of("x", 1L));
        assertThat(read(natural, new TypeRef<Pair<String, Point>>() {})).isEqualTo(new Pair<>("a", new Point(1)));
        assertThat(misfit(() -> read(natural, new TypeRef<Pair<Long, Point>>() {}))
                        .path())
                .isEqualTo("$.first");
    }

    @Test
    void aTripleInsideAListComesBack() {
        List<Triple<Long, Long, Long>> triples = List.of(new Triple<>(1L, 2L, 3L));
        assertThat(read(PLAIN.encode(triples), new TypeRef<List<Triple<Long, Long, Long>>>() {}))
                .isEqualTo(triples);
    }
}
