package org.pybridge.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NaturalMapTest {

    /** Keys whose hashes in Java are all equal. */
    static Stream<IntFunction<Object>> colliding() {
        return Stream.of(
                i -> List.of((long) i, 1_000_000_000L - 31L * i),
                i -> Set.of((long) i, 1_000_000_000L - i),
                i -> List.of(letters(i)),
                i -> List.of(Duration.ofSeconds(51L * i, 1_000_000 - i)),
                i -> List.of(BigInteger.valueOf(i).shiftLeft(32).add(BigInteger.valueOf(1_000_000 - 31L * i))),
                i -> List.of(Map.of("k", List.of((long) i, 1_000_000_000L - 31L * i))));
    }

    /** Text of the same hash for each number below 2^16. */
    private static String letters(int bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            text.append((bits >> i & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("colliding")
    @Timeout(20)
    void noChoiceOfKeysMakesItSlow(IntFunction<Object> key) {
        int size = 60_000;
        NaturalMap<Integer> map = new NaturalMap<>(size);
        for (int i = 0; i < size; i++) {
            map.put(key.apply(i), i);
        }
        assertThat(map).hasSize(size);
        assertThat(map.get(key.apply(777))).isEqualTo(777);
        assertThat(map.containsKey(key.apply(-1))).isFalse();
    }

    @Test
    void itIsEqualToAnyMapWithTheSameEntries() {
        Map<@Nullable Object, Object> plain = new LinkedHashMap<>();
        NaturalMap<Object> map = new NaturalMap<>(8);
        for (Object key : Arrays.asList(1L, "k", null, 2.5, new BigDecimal("1.50"), List.of(1L), Set.of(List.of()))) {
            plain.put(key, "v");
            map.put(key, "v");
        }
        assertThat(map).isEqualTo(plain).hasSameHashCodeAs(plain).hasToString(plain.toString());
        assertThat(plain).isEqualTo(map);
        assertThat(map.keySet()).isEqualTo(plain.keySet()).containsExactlyElementsOf(plain.keySet());
        assertThat(map.remove(List.of(1L))).isEqualTo("v");
        assertThat(map).hasSize(plain.size() - 1);
    }

    @Test
    void equalElementsOfASetAreOne() {
        List<Object> elements = Arrays.asList(List.of(1L), "a", Arrays.asList(1L), null, null);
        assertThat(NaturalMap.setOf(elements)).containsExactly(List.of(1L), "a", null);
    }

    @Test
    void whatIsWrittenIsReadInAnyJvm() throws IOException, ClassNotFoundException {
        NaturalMap<Object> map = new NaturalMap<>(1);
        map.put(List.of(1L), "v");
        assertThat(copy(map)).isEqualTo(map).isExactlyInstanceOf(LinkedHashMap.class);
        assertThat(copy(NaturalMap.setOf(List.of(List.of(2L))))).isEqualTo(new LinkedHashSet<>(List.of(List.of(2L))));
    }

    private static Object copy(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(object);
        return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    @Test
    void theOrderIsThatOfTheKeys() {
        List<Object> keys = IntStream.range(0, 100)
                .mapToObj(i -> (Object) List.of((long) (i * 37 % 100)))
                .toList();
        assertThat(NaturalMap.setOf(keys)).containsExactlyElementsOf(keys);
    }
}
