package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyTuple;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;
import org.pybridge.testing.support.Raises;

/** Keys of dicts and elements of sets, which have to be hashable in Python and different in both languages. */
public abstract class KeyCases extends ConversionCases {

    record Point(int x, int y) {}

    enum Color {
        RED
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                arguments("7", 7L),
                arguments("-2**70", java.math.BigInteger.ONE.shiftLeft(70).negate()),
                arguments("2.5", 2.5),
                arguments("True", true),
                arguments("None", null),
                arguments("'k'", "k"),
                arguments("''", ""),
                arguments("(1, ('a', None))", PyTuple.of(1L, PyTuple.of("a", null))),
                arguments("frozenset({1})", Set.of(1L)),
                arguments("__import__('datetime').date(2024, 2, 29)", LocalDate.of(2024, 2, 29)),
                arguments("(__import__('datetime').date(2024, 2, 29),)", PyTuple.of(LocalDate.of(2024, 2, 29))),
                arguments("__import__('decimal').Decimal('1.50')", new BigDecimal("1.50")),
                arguments("frozenset({__import__('decimal').Decimal('1.50')})", Set.of(new BigDecimal("1.50"))));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyOfPythonsIsTheValueThatItIs(String code, @Nullable Object key) {
        assertThat(eval("{" + code + ": 'v'}")).isEqualTo(Collections.singletonMap(key, "v"));
    }

    /** Their Java hashes are all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(i, 10**9 - 31 * i)",
                "frozenset({i, 10**9 - i})",
                "((i,), (10**9 - 31 * i,))",
                "(frozenset({i, 10**9 - i}), 'x')"
            })
    @Timeout(60)
    void noChoiceOfKeysMakesADictOrASetSlow(String key) {
        int size = 20_000;
        String keys = key + " for i in range(" + size + ")";
        assertThat((Map<?, ?>) eval("{k: 0 for k in (" + keys + ")}")).hasSize(size);
        assertThat((Set<?>) eval("{" + keys + "}")).hasSize(size);
    }

    @Test
    void aKeyThatIsATupleIsFoundByAnyEqualList() {
        Map<?, ?> map = (Map<?, ?>) eval("{(1, (2, 'x')): 'here'}");
        assertThat(map.get(List.of(1L, List.of(2L, "x")))).isEqualTo("here");
        assertThat(map.containsKey(List.of(1L))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void anElementOfASetIsTheValueThatItIs(String code, @Nullable Object element) {
        assertThat(eval("{" + code + "}")).isEqualTo(Collections.singleton(element));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyOfJavasIsFoundInPython(String code, @Nullable Object key) {
        if (!(key instanceof Set<?>)) {
            assertThat(with(Collections.singletonMap(key, "v"), "x[" + code + "]"))
                    .isEqualTo("v");
        }
    }

    @Test
    void keysOfDifferentTypesKeepTheirOrder() {
        assertThat(((Map<?, ?>) eval("{'b': 1, 2: 2, None: 3, (1,): 4, 2.5: 5}"))
                        .keySet()
                        .toArray())
                .isEqualTo(new Object[] {"b", 2L, null, PyTuple.of(1L), 2.5});
    }

    @Test
    void aNamedTupleAsAKeyIsReadAsARecord() {
        String code = "import collections\nP = collections.namedtuple('P', 'x y')\nlambda: {P(1, 2): 'v'}";
        assertThat(called(code, new TypeRef<Map<Point, String>>() {})).isEqualTo(Map.of(new Point(1, 2), "v"));
    }

    @Test
    void aFrozenDataclassAsAKeyIsReadAsARecord() {
        String code = """
                import dataclasses
                @dataclasses.dataclass(frozen=True)
                class P:
                    x: int
                    y: int
                lambda: {P(1, 2): 'v'}""";
        assertThat(called(code, new TypeRef<Map<Point, String>>() {})).isEqualTo(Map.of(new Point(1, 2), "v"));
    }

    @Test
    void frozenDataclassesInASetAreReadAsRecords() {
        String code = """
                import dataclasses
                @dataclasses.dataclass(frozen=True)
                class P:
                    x: int
                    y: int
                lambda: {P(1, 2), P(3, 4)}""";
        assertThat(called(code, new TypeRef<Set<Point>>() {})).isEqualTo(Set.of(new Point(1, 2), new Point(3, 4)));
    }

    @Test
    void aMemberOfAnEnumAsAKeyIsReadAsAConstant() {
        String code = "import enum\nclass Color(enum.Enum): RED = 1\nlambda: {Color.RED: 'v'}";
        assertThat(called(code, new TypeRef<Map<Color, String>>() {})).isEqualTo(Map.of(Color.RED, "v"));
    }

    @Test
    void aValueUnderAKeyOfAnyTypeIsConverted() {
        assertThat(python().eval("{1: {2: [3]}}").as(new TypeRef<Map<Integer, Map<Short, List<Byte>>>>() {}))
                .isEqualTo(Map.of(1, Map.of((short) 2, List.of((byte) 3))));
    }

    @Test
    void keysWhoseCopiesAreEqualAreRefusedAndNotMerged() {
        String code = "import enum\nclass Color(enum.Enum): RED = 1\nlambda: {Color.RED: 1, 'RED': 2}";
        assertThat(Raises.assertRaises(
                        () -> called(code, new TypeRef<Map<Color, Integer>>() {}), RuntimeException.class))
                .hasMessageContaining("equal");
    }

    static Stream<Map<?, ?>> equalInPython() {
        return Stream.of(
                map(1L, 1.0),
                map(1L, true),
                map(0.0, false),
                map(1L, BigDecimal.ONE),
                map(1.5, new BigDecimal("1.50")),
                map(1, 1L),
                map("RED", Color.RED),
                map(List.of("a").get(0), new StringBuilder("a")));
    }

    @ParameterizedTest
    @MethodSource("equalInPython")
    void keysThatPythonFindsEqualAreRefusedAndNotMerged(Map<?, ?> map) {
        assertThat(refused(map)).hasMessageContaining("equal");
    }

    private static Map<?, ?> map(Object one, Object other) {
        Map<Object, String> map = new LinkedHashMap<>();
        map.put(one, "a");
        map.put(other, "b");
        return map;
    }

    static Stream<Object> unhashable() {
        return Stream.of(List.of(1), Map.of("a", 1), new int[] {1}, PyTuple.of(1, List.of(2)), new Point(1, 2));
    }

    @ParameterizedTest
    @MethodSource("unhashable")
    void aKeyThatPythonCannotHashIsRefused(Object key) {
        assertThat(refused(Map.of(key, 1))).hasMessageContaining("hash");
    }

    @ParameterizedTest
    @MethodSource("unhashable")
    void anElementThatPythonCannotHashIsRefused(Object element) {
        assertThat(refused(Set.of(element))).hasMessageContaining("hash");
    }

    static Stream<Arguments> hashedSets() {
        Set<?> inner = Set.of(1L);
        BitSet bits = new BitSet();
        bits.set(1);
        return Stream.of(
                arguments(Set.of(inner), "x == {frozenset({1})}", Set.of(inner)),
                arguments(Set.of(new HashSet<>(inner)), "x == {frozenset({1})}", Set.of(inner)),
                arguments(Set.of(Set.of(inner)), "x == {frozenset({frozenset({1})})}", Set.of(Set.of(inner))),
                arguments(Map.of(inner, 2L), "x == {frozenset({1}): 2}", Map.of(inner, 2L)),
                arguments(Map.of(Set.of(), 2L), "x == {frozenset(): 2}", Map.of(Set.of(), 2L)),
                arguments(
                        Map.of(PyTuple.of("a", inner), 2L),
                        "x == {('a', frozenset({1})): 2}",
                        Map.of(PyTuple.of("a", inner), 2L)),
                arguments(Map.of(bits, 2L), "x == {frozenset({1}): 2}", Map.of(inner, 2L)),
                arguments(Set.of(EnumSet.of(Color.RED)), "x == {frozenset({'RED'})}", Set.of(Set.of("RED"))),
                arguments(
                        List.of(Map.of("k", Set.of(inner))),
                        "x == [{'k': {frozenset({1})}}]",
                        List.of(Map.of("k", Set.of(inner)))),
                arguments(Map.of("k", inner), "type(x['k']) is set", Map.of("k", inner)),
                arguments(Set.copyOf(inner), "type(x) is set", inner));
    }

    @ParameterizedTest
    @MethodSource("hashedSets")
    void aSetThatPythonHasToHashIsFrozen(Object value, String check, Object back) {
        assertThat(with(value, check)).isEqualTo(true);
        assertThat(returned(value)).isEqualTo(back);
    }

    static Stream<Arguments> nestedAndEqualInPython() {
        return Stream.of(
                arguments(Set.of(1L), Set.of(1.0)),
                arguments(PyTuple.of(1L), PyTuple.of(true)),
                arguments(PyTuple.of("a", Set.of(2L)), PyTuple.of("a", Set.of(2.0))));
    }

    @ParameterizedTest
    @MethodSource("nestedAndEqualInPython")
    void setsAndTuplesThatAreEqualInPythonOnlyAreRefused(Object one, Object other) {
        assertThat(refused(map(one, other))).hasMessageContaining("equal");
        assertThat(refused(Set.of(one, other))).hasMessageContaining("equal");
    }

    @Test
    void aRefusedKeyIsNamedByItsPlace() {
        assertThat(refused(List.of(Map.of("a", Map.of(List.of(1), 2)))).path()).startsWith("$.x[0].a");
    }

    @Test
    void nullIsAKeyLikeOthers() {
        Map<@Nullable String, Integer> map = new HashMap<>();
        map.put(null, 1);
        map.put("a", 2);
        assertThat(with(map, "x[None] + x['a']")).isEqualTo(3L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void aDictOfManyKindsOfKeysComesBack(int copies) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (long i = 0; i < copies; i++) {
            map.put(i, Arrays.asList(null, i));
            map.put("k" + i, Map.of(i, LocalDate.EPOCH));
            map.put(PyTuple.of(i, "t"), true);
        }
        assertThat(returned(map)).isEqualTo(map);
    }
}
