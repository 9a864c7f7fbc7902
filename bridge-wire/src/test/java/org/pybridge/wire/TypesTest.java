package org.pybridge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyTuple;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;
import org.pybridge.internal.value.StringList;

/** What types become, beyond the golden vectors, in both codecs of Python. */
class TypesTest {
    private static List<Peer> peers;

    @BeforeAll
    static void start() {
        Optional<Peer> withPackage = Peer.withPackage();
        peers = Stream.concat(Stream.of(Peer.own()), withPackage.stream()).toList();
    }

    @AfterAll
    static void stop() {
        peers.forEach(Peer::close);
    }

    static Stream<Arguments> values() {
        Things.Handle kept = new Things.Handle(7);
        return Stream.of(
                arguments("Int(5)", 5L),
                arguments("Int(2**70)", BigInteger.ONE.shiftLeft(70)),
                arguments("Number.ONE", 1L),
                arguments("Text('t')", "t"),
                arguments("[Text('\\ud800')]", List.of("\ud800")),
                arguments("Tuple((1, (2,)))", PyTuple.of(1L, PyTuple.of(2L))),
                arguments("Dict(a=Dict())", Map.of("a", Map.of())),
                arguments("collections.OrderedDict(a=(1,))", Map.of("a", PyTuple.of(1L))),
                arguments("frozenset([(1,)])", Set.of(PyTuple.of(1L))),
                arguments("{frozenset([1]): 1}", Map.of(Set.of(1L), 1L)),
                arguments("bytearray(b'ab')", bytes("ab")),
                arguments("[memoryview(b'axb')[::2]]", List.of(bytes("ab"))),
                arguments("pathlib.Path('a')", Path.of("a")),
                arguments("...", kept),
                arguments("[...]", List.of(kept)),
                arguments("(..., 'date', 1, 1, 1)", PyTuple.of(kept, "date", 1L, 1L, 1L)),
                arguments("Tuple((..., 'date', 1, 1, 1))", PyTuple.of(kept, "date", 1L, 1L, 1L)),
                arguments("P(..., 1)", PyTuple.of(kept, 1L).named(List.of("x", "y"))),
                arguments("Color.RED", kept),
                arguments("Data(1)", kept),
                arguments("range(3)", kept),
                arguments("decimal.Decimal('NaN')", kept),
                arguments("datetime.time(1, tzinfo=datetime.timezone.utc)", kept),
                arguments("1j", kept),
                arguments("[1, java(5, 'T', [])]", List.of(1L, Things.object(5, List.of()))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueOfPythonsBecomesWhatTheSharedWalkSays(String expression, Object value) {
        for (Peer peer : peers) {
            assertThat(Description.of(Things.read(peer.encoded(expression)))).isEqualTo(Description.of(value));
        }
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                arguments("Data(1, [Data(2)])", map("a", 1L, "b", List.of(map("a", 2L, "b", null)))),
                arguments("[P(1, (2,))]", List.of(map("x", 1L, "y", PyTuple.of(2L)))),
                arguments("{'c': Color.RED, 'n': Number.ONE}", map("c", "RED", "n", "ONE")),
                arguments("{Data(1): 'v'}", Map.of(map("a", 1L, "b", null), "v")),
                arguments("{Data(1)}", Set.of(map("a", 1L, "b", null))),
                arguments("[Data(1, Kept(3))]", List.of(map("a", 1L, "b", new Things.Handle(3)))),
                arguments("{Data(1): Kept(3)}", Map.of(map("a", 1L, "b", null), new Things.Handle(3))),
                arguments("({Data(1)}, Kept(3))", PyTuple.of(Set.of(map("a", 1L, "b", null)), new Things.Handle(3))));
    }

    private static Map<String, Object> map(String key, Object value, String key2, Object value2) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(key2, value2);
        return map;
    }

    @ParameterizedTest
    @MethodSource("fields")
    void whatHasFieldsIsAMapOfThemWhereTheyAreWanted(String expression, Object value) {
        for (Peer peer : peers) {
            assertThat(Description.of(Things.read(peer.encodedWithFields(expression))))
                    .isEqualTo(Description.of(value));
        }
    }

    /** Java's own forms of lists, and Python's text of them. */
    static Stream<Arguments> javasLists() {
        return Stream.of(
                arguments(new int[] {1, -2}, "[1, -2]"),
                arguments(new int[0], "[]"),
                arguments(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, "[-9223372036854775808, 9223372036854775807]"),
                arguments(new double[] {1, -0.0}, "[1.0, -0.0]"),
                arguments(new float[] {0.5f}, "[0.5]"),
                arguments(new boolean[] {true, false}, "[True, False]"),
                arguments(LongList.of(1, 2), "[1, 2]"),
                arguments(DoubleList.of(1, 2), "[1.0, 2.0]"),
                arguments(StringList.of("a"), "['a']"),
                arguments(new int[40], "[0] * 40"),
                arguments(new long[40], "[0] * 40"),
                arguments(LongList.of(filled(40, 1L << 40)), "[2**40] * 40"),
                arguments(new double[40], "[0.0] * 40"),
                arguments(new float[40], "[0.0] * 40"),
                arguments(new boolean[40], "[False] * 40"),
                arguments(Collections.nCopies(40, 7), "[7] * 40"),
                arguments(Arrays.asList(1, 2L), "[1, 2]"));
    }

    private static long[] filled(int size, long value) {
        long[] longs = new long[size];
        Arrays.fill(longs, value);
        return longs;
    }

    @ParameterizedTest
    @MethodSource("javasLists")
    void aListOfJavasIsPythonsOwn(Object value, String expression) {
        for (Peer peer : peers) {
            assertThat(peer.difference(expression, Things.written(value))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 1000, 70_000})
    void aListOfNumbersOfAnyLengthIsReadAsABlock(int length) {
        for (Peer peer : peers) {
            assertThat(Things.read(peer.encoded("list(range(" + length + "))"))).isInstanceOf(LongList.class);
            assertThat(Things.read(peer.encoded("[1.5] * " + length))).isInstanceOf(DoubleList.class);
            assertThat(Things.read(peer.encoded("['a'] * " + length))).isInstanceOf(StringList.class);
        }
    }

    @Test
    void aContainerThatWasReadCannotBeChanged() {
        for (Object read : List.of("[1, None]", "{1}", "{1: 2}")) {
            Object container = Things.read(peers.get(0).encoded((String) read));
            Throwable thrown = catchThrowable(() -> {
                if (container instanceof Map<?, ?> map) {
                    map.clear();
                } else {
                    ((Collection<?>) container).clear();
                }
            });
            assertThat(thrown).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void whatIsNoNaturalValueIsRefusedByItsName() {
        assertThat(catchThrowable(() -> Things.written(List.of(new HashMap<>(), 'c'))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("java.lang.Character is no natural value");
    }
}
