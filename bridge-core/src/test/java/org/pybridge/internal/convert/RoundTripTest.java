package org.pybridge.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.pybridge.internal.convert.Conversion.PLAIN;
import static org.pybridge.internal.convert.Conversion.read;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.PyTuple;
import org.pybridge.TypeRef;

class RoundTripTest {
    private static final LocalDateTime WHEN = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_000);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MOMENT = WHEN.toInstant(ZoneOffset.UTC);
    private static final BigInteger BIG = BigInteger.ONE.shiftLeft(64);
    private static final UUID ID = new UUID(1, 2);

    /** A value, its natural form, the type that it is read as. */
    static Stream<Arguments> scalars() {
        return Stream.of(
                arguments(true, true, boolean.class),
                arguments(Byte.MIN_VALUE, -128L, byte.class),
                arguments(Short.MAX_VALUE, 32767L, Short.class),
                arguments(Integer.MIN_VALUE, Integer.MIN_VALUE, int.class),
                arguments(Long.MAX_VALUE, Long.MAX_VALUE, long.class),
                arguments(Long.MIN_VALUE, Long.MIN_VALUE, Number.class),
                arguments(BIG, BIG, BigInteger.class),
                arguments(1.1f, (double) 1.1f, float.class),
                arguments(-0.0, -0.0, double.class),
                arguments(Double.NaN, Double.NaN, Double.class),
                arguments(new BigDecimal("1.50"), new BigDecimal("1.50"), BigDecimal.class),
                arguments("a\ud83d\ude00", "a\ud83d\ude00", String.class),
                arguments('x', "x", char.class),
                arguments(TimeUnit.DAYS, "DAYS", TimeUnit.class),
                arguments(ID, ID, UUID.class),
                arguments(Path.of("a/b"), Path.of("a/b"), Path.class),
                arguments(new File("a/b"), Path.of("a/b"), File.class),
                arguments(URI.create("http://x/y?z"), "http://x/y?z", URI.class));
    }

    static Stream<Arguments> times() {
        ZonedDateTime zoned = WHEN.atZone(BERLIN);
        OffsetDateTime offset = WHEN.atOffset(ZoneOffset.ofHours(-3));
        return Stream.of(
                arguments(LocalDate.of(1, 1, 1), LocalDate.of(1, 1, 1), LocalDate.class),
                arguments(LocalTime.of(1, 2, 3, 4_000), LocalTime.of(1, 2, 3, 4_000), LocalTime.class),
                arguments(WHEN, WHEN, LocalDateTime.class),
                arguments(offset, offset, OffsetDateTime.class),
                arguments(zoned, zoned, ZonedDateTime.class),
                arguments(WHEN.atZone(ZoneOffset.UTC), WHEN.atOffset(ZoneOffset.UTC), ZonedDateTime.class),
                arguments(MOMENT, MOMENT.atOffset(ZoneOffset.UTC), Instant.class),
                arguments(Duration.ofSeconds(-1, 1_000), Duration.ofSeconds(-1, 1_000), Duration.class));
    }

    static Stream<Arguments> containers() {
        return Stream.of(
                arguments(Optional.of("x"), "x", new TypeRef<Optional<String>>() {}),
                arguments(Optional.empty(), null, new TypeRef<Optional<String>>() {}),
                arguments(OptionalInt.of(1), 1, new TypeRef<OptionalInt>() {}),
                arguments(OptionalLong.of(1), 1L, new TypeRef<OptionalLong>() {}),
                arguments(OptionalDouble.empty(), null, new TypeRef<OptionalDouble>() {}),
                arguments(Arrays.asList(1L, null), Arrays.asList(1L, null), new TypeRef<List<Long>>() {}),
                arguments(List.of('a', 'b'), List.of("a", "b"), new TypeRef<Collection<Character>>() {}),
                arguments(new ArrayList<>(List.of(1, 2)), List.of(1, 2), new TypeRef<ArrayList<Integer>>() {}),
                arguments(new TreeSet<>(Set.of(2L, 1L)), Set.of(1L, 2L), new TypeRef<SortedSet<Long>>() {}),
                arguments(new TreeSet<>(Set.of(2L, 1L)), Set.of(1L, 2L), new TypeRef<NavigableSet<Long>>() {}),
                arguments(new LinkedHashSet<>(List.of("b", "a")), Set.of("a", "b"), new TypeRef<Set<String>>() {}),
                arguments(PyTuple.of(1L, "x"), PyTuple.of(1L, "x"), new TypeRef<PyTuple>() {}),
                arguments(
                        Map.of("a", List.of(TimeUnit.DAYS)),
                        Map.of("a", List.of("DAYS")),
                        new TypeRef<Map<String, List<TimeUnit>>>() {}),
                arguments(new TreeMap<>(Map.of(1, 2)), Map.of(1, 2), new TypeRef<SortedMap<Integer, Integer>>() {}),
                arguments(new TreeMap<>(Map.of(1, 2)), Map.of(1, 2), new TypeRef<NavigableMap<Integer, Integer>>() {}),
                arguments(
                        new LinkedHashMap<>(Map.of('k', 'v')),
                        Map.of("k", "v"),
                        new TypeRef<LinkedHashMap<Character, Character>>() {}));
    }

    @ParameterizedTest
    @MethodSource({"scalars", "times"})
    void aScalarComesBackAsItWas(Object value, Object natural, Class<?> type) {
        assertThat(PLAIN.encode(value)).isEqualTo(natural);
        assertThat((Object) read(natural, type)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aContainerComesBackAsItWas(Object value, Object natural, TypeRef<?> type) {
        assertThat(PLAIN.encode(value)).isEqualTo(natural);
        assertThat((Object) read(natural, type)).isEqualTo(value);
    }

    @Test
    void textThatIsNoStringIsText() {
        assertThat(PLAIN.encode(new StringBuilder("ab"))).isEqualTo("ab");
        assertThat(PLAIN.encode(new char[] {'a', 'b'})).isEqualTo("ab");
        assertThat(read("ab", CharSequence.class)).isEqualTo("ab");
    }

    @Test
    void aBufferIsCopiedFromItsPositionWhichStays() {
        ByteBuffer buffer =
                ByteBuffer.wrap("xyz".getBytes(StandardCharsets.UTF_8)).position(1);

        assertThat((byte[]) PLAIN.encode(buffer)).containsExactly('y', 'z');
        assertThat(buffer.position()).isEqualTo(1);
        assertThat(read(new byte[] {1}, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(new byte[] {1}));
    }

    @Test
    void whatCanBeIteratedOnceIsAList() {
        assertThat(PLAIN.encode(Stream.of('a'))).isEqualTo(List.of("a"));
        assertThat(PLAIN.encode(IntStream.range(0, 2))).isEqualTo(List.of(0, 1));
        assertThat(PLAIN.encode(List.of(1L).iterator())).isEqualTo(List.of(1L));
        assertThat(PLAIN.encode(new ArrayDeque<>(List.of(1L)))).isEqualTo(List.of(1L));
        assertThat(PLAIN.encode(new Object[] {1L, new String[] {"x"}})).isEqualTo(List.of(1L, List.of("x")));
    }

    @Test
    void streamsThatAreEncodedAreClosed() {
        boolean[] closed = new boolean[1];

        PLAIN.encode(Stream.of(1).onClose(() -> closed[0] = true));

        assertThat(closed[0]).isTrue();
    }

    @Test
    void arraysOfPrimitivesStayBlocks() {
        long[] longs = {1};

        assertThat(PLAIN.encode(longs)).isSameAs(longs);
        assertThat(PLAIN.encode(new short[] {-1})).isEqualTo(new int[] {-1});
    }

    @Test
    void arraysAreReadFromLists() {
        assertThat(read(List.of(1L, 2), int[].class)).containsExactly(1, 2);
        assertThat(read(List.of(1L, 2.5), double[].class)).containsExactly(1.0, 2.5);
        assertThat(read(List.of("a"), char[].class)).containsExactly('a');
        assertThat(read(List.of(true), boolean[].class)).containsExactly(true);
        assertThat(read(List.of(List.of("a")), String[][].class)).isEqualTo(new String[][] {{"a"}});
        assertThat(read(PyTuple.of("a"), Object[].class)).containsExactly("a");
        assertThat(read(List.of(List.of(1L)), new TypeRef<List<Integer>[]>() {}))
                .isEqualTo(new Object[] {List.of(1)});
    }

    @Test
    void awareTimesAreReadAsEachOther() {
        ZonedDateTime zoned = WHEN.atZone(BERLIN);

        assertThat(read(zoned, Instant.class)).isEqualTo(zoned.toInstant());
        assertThat(read(zoned, OffsetDateTime.class)).isEqualTo(zoned.toOffsetDateTime());
    }

    @Test
    void whatIsNaturalIsNotCopied() {
        List<Object> list = List.of(1L, Map.of("k", List.of(true)), Set.of(1.5), PyTuple.of("x"));

        assertThat(PLAIN.encode(list)).isSameAs(list);
    }

    @Test
    void argumentsAreEncodedOneByOne() {
        assertThat(PLAIN.encodeAll(Arrays.asList(1, 'c', null))).containsExactly(1, "c", null);
        assertThat(PLAIN.encodeNamed(Map.of("x", 'c'))).isEqualTo(Map.of("x", "c"));
        assertThat(PLAIN.encodeNamed(Map.of())).isSameAs(Map.of());
    }

    @Test
    void anIntegerAloneIsReadAsALongWhenNothingElseIsWanted() {
        assertThat(read(1, Object.class)).isEqualTo(1L);
        assertThat(read(List.of(1), new TypeRef<List<?>>() {})).isEqualTo(List.of(1L));
    }

    @Test
    void interfacesAreReadAsUnmodifiableCollections() {
        assertThat(read(List.of("a"), new TypeRef<List<String>>() {})).isUnmodifiable();
        assertThat(read(Set.of("a"), new TypeRef<Set<String>>() {})).isUnmodifiable();
        assertThat(read(Map.of("a", 1), new TypeRef<Map<String, Integer>>() {})).isUnmodifiable();
    }

    @Test
    void sequencesAreReadInOrder() {
        List<Long> natural = List.of(2L, 1L);

        assertThat(read(natural, new TypeRef<Iterable<Integer>>() {})).containsExactly(2, 1);
        assertThat(read(natural, new TypeRef<Iterator<Integer>>() {}))
                .toIterable()
                .containsExactly(2, 1);
        assertThat(read(natural, new TypeRef<Stream<Integer>>() {})).containsExactly(2, 1);
        assertThat(read(natural, new TypeRef<Deque<Integer>>() {})).containsExactly(2, 1);
        assertThat(read(natural, new TypeRef<ArrayDeque<Integer>>() {})).containsExactly(2, 1);
        assertThat(read(new LinkedHashSet<>(natural), new TypeRef<List<? super Integer>>() {}))
                .containsExactly(2L, 1L);
    }

    public static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aClassThatFixesItsElementsIsChecked() {
        assertThat(read(List.of("a"), Names.class)).containsExactly("a").isInstanceOf(Names.class);
        assertThat(Conversion.misfit(() -> read(List.of(1L), Names.class)))
                .hasMessage("$[0]: int 1 does not fit String");
    }

    @Test
    void aMapIsCopiedFromItsFirstEntryThatIsNotNatural() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", 'x');
        map.put('c', null);

        assertThat(PLAIN.encode(map).toString()).isEqualTo("{a=1, b=x, c=null}");
    }
}
