package org.pybridge.internal.convert.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.pybridge.internal.convert.Conversion.EXACT;
import static org.pybridge.internal.convert.Conversion.PLAIN;
import static org.pybridge.internal.convert.Conversion.misfit;
import static org.pybridge.internal.convert.Conversion.read;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.ConversionException;
import org.pybridge.PyObject;
import org.pybridge.PyTuple;
import org.pybridge.TypeRef;

class ConversionErrorsTest {

    static Stream<Arguments> results() {
        return Stream.of(
                arguments(3.5, int.class, "$: float 3.5 does not fit int"),
                arguments(3.0, Integer.class, "$: float 3.0 does not fit int"),
                arguments(300L, byte.class, "$: int 300 does not fit byte"),
                arguments("x", double.class, "$: str x does not fit double"),
                arguments("3", Integer.class, "$: str 3 does not fit int"),
                arguments(null, boolean.class, "$: None does not fit boolean"),
                arguments(true, long.class, "$: bool true does not fit long"),
                arguments(1L, boolean.class, "$: int 1 does not fit boolean"),
                arguments(
                        0.1,
                        BigDecimal.class,
                        "$: float 0.1 does not fit BigDecimal: the digits that Python shows of a float are not its value; give a"
                                + " decimal.Decimal, or read it as double"),
                arguments("xy", char.class, "$: str xy does not fit char"),
                arguments(1L, String.class, "$: int 1 does not fit String"),
                arguments("abc", List.class, "$: str abc does not fit List"),
                arguments(List.of(1L), Set.class, "$: list of 1 does not fit Set"),
                arguments(
                        LocalDateTime.of(2024, 1, 1, 0, 0),
                        Instant.class,
                        "$: naive datetime 2024-01-01T00:00 does not fit Instant: it has no time zone; read it as LocalDateTime, or"
                                + " give it a tzinfo in Python"),
                arguments(
                        "days",
                        TimeUnit.class,
                        "$: str days does not fit TimeUnit: its constants are " + Arrays.toString(TimeUnit.values())),
                arguments(List.of(1L, "x"), int[].class, "$[1]: str x does not fit int"),
                arguments("a b", URI.class, "$: str a b does not fit URI: Illegal character in path at index 1: a b"));
    }

    @ParameterizedTest
    @MethodSource("results")
    void aResultThatDoesNotFitIsReported(Object natural, Class<?> type, String message) {
        ConversionException misfit = misfit(() -> read(natural, type));

        assertThat(misfit).hasMessage(message);
        assertThat(misfit.mayHaveRun()).isTrue();
    }

    static Stream<Arguments> argumentsThatDoNotFit() {
        String rounding = "Python keeps microseconds, round it first";
        return Stream.of(
                arguments(LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1), rounding),
                arguments(Instant.ofEpochSecond(0, 1), rounding),
                arguments(Duration.ofNanos(1), rounding),
                arguments(Duration.ofDays(1_000_000_000), "Python's limit is 999999999 days"),
                arguments(LocalDate.of(0, 1, 1), "Python's years are 1 to 9999"),
                arguments(LocalDate.of(10_000, 1, 1), "Python's years are 1 to 9999"),
                arguments(Instant.MAX, "Python's years are 1 to 9999"),
                arguments(
                        LocalDateTime.of(2024, 1, 1, 0, 0).atZone(ZoneId.of("UTC+2")),
                        "Python knows no zone UTC+02:00"),
                arguments(OffsetTime.of(1, 2, 3, 0, ZoneOffset.UTC), "use OffsetDateTime"),
                arguments(Map.of(List.of(1), "x"), "Python cannot hash it"),
                arguments(Map.of(PyTuple.of(1L, List.of()), "x"), "Python cannot hash it"),
                arguments(Set.of(Map.of()), "Python cannot hash it"),
                arguments(Set.of('a', "a"), "two elements are equal in Python"),
                arguments(Map.of('a', 1, "a", 2), "another key is equal to it in Python"),
                arguments(Map.of(1, "a", true, "b"), "another key is equal to it there"),
                arguments(Set.of(1L, 1.0), "another key is equal to it there"));
    }

    @ParameterizedTest
    @MethodSource("argumentsThatDoNotFit")
    void anArgumentThatDoesNotFitIsReportedBeforeAnythingRuns(Object value, String reason) {
        ConversionException misfit = misfit(() -> EXACT.encode(value));

        assertThat(misfit).hasMessageContaining(reason);
        assertThat(misfit.mayHaveRun()).isFalse();
    }

    record Event(LocalDateTime when) {}

    @Test
    void thePathOfAnArgumentNamesThePlace() {
        Event event = new Event(LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1));

        assertThat(misfit(() -> EXACT.encodeAll(List.of(1, event))))
                .hasMessage("$[1].when: LocalDateTime 2024-01-01T00:00:00.000000001 does not fit datetime:"
                        + " Python keeps microseconds, round it first");
        assertThat(misfit(() -> EXACT.encodeNamed(Map.of("xs", List.of(Map.of("a b", event)))))
                        .path())
                .isEqualTo("$.xs[0][\"a b\"].when");
    }

    @Test
    void thePathOfAResultNamesThePlace() {
        Map<Object, Object> natural = Map.of("a b", List.of(Map.of(7L, "x")));

        assertThat(misfit(() -> read(natural, new TypeRef<Map<String, List<Map<Integer, Double>>>>() {}))
                        .path())
                .isEqualTo("$[\"a b\"][0][7]");
    }

    @Test
    void keysThatBecomeEqualAreReported() {
        Map<Object, Object> natural = new LinkedHashMap<>();
        natural.put(1L, "a");
        natural.put(1.0, "b");

        assertThat(misfit(() -> read(natural, new TypeRef<Map<Double, String>>() {})))
                .hasMessageContaining("another key is equal to it in Java");
        assertThat(misfit(() -> read(new LinkedHashSet<>(List.of(1L, 1.0)), new TypeRef<Set<Double>>() {})))
                .hasMessageContaining("two elements are equal in Java");
    }

    @Test
    void aSortedSetRefusesWhatCannotBeCompared() {
        assertThat(misfit(() -> read(Set.of(1L, "x"), SortedSet.class))).hasMessageContaining("refuses an element");
    }

    @Test
    void aCopyIsNoLiveObject() {
        assertThat(misfit(() -> read(1L, PyObject.class))).hasMessageContaining("ask for PyObject.class");
    }

    interface OwnList extends List<String> {}

    abstract static class Own extends AbstractList<String> {}

    static final class CopyOnWrite extends Own {
        private final String element;

        CopyOnWrite(String element) {
            this.element = element;
        }

        @Override
        public String get(int index) {
            return element;
        }

        @Override
        public int size() {
            return 1;
        }
    }

    @Test
    void anInterfaceOrAbstractClassIsReadAsAClassOfJavas() {
        assertThat((Object) read(List.of(1L), AbstractList.class)).isEqualTo(List.of(1L));
    }

    @Test
    void collectionsThatCannotBeMadeAreRefusedWhenAskedFor() {
        assertThatThrownBy(() -> PLAIN.reader(CopyOnWrite.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no public constructor without parameters; ask for List");
        assertThatThrownBy(() -> PLAIN.reader(OwnList.class)).hasMessageContaining("no class of Java's implements it");
        assertThatThrownBy(() -> PLAIN.reader(IntStream.class)).hasMessageContaining("ask for an array");
    }
}
