package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;

/** Long lists take other ways than short ones, by what is in them; each element arrives as it would alone. */
public abstract class LongListCases extends ConversionCases {
    private static final int LENGTH = 100_000;
    private static final String EACH = " for i in range(100_000)]";

    /** What is in the list: Python's expression and Java's function of the index. */
    static Stream<Arguments> elements() {
        return Stream.of(
                row("i", i -> (long) i),
                row("-i", i -> (long) -i),
                row("i << 40", i -> (long) i << 40),
                row("2**40 if i == 99_999 else i", i -> i == LENGTH - 1 ? 1L << 40 : i),
                row("2**63 - 1 - i", i -> Long.MAX_VALUE - i),
                row("2**64 + i", i -> BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(i))),
                row(
                        "2**64 if i == 99_999 else i",
                        i -> i == LENGTH - 1 ? BigInteger.ONE.shiftLeft(64) : (Object) (long) i),
                row("i / 7", i -> i / 7.0),
                row("float(i)", i -> (double) i),
                row("float('nan') if i % 3 else -0.0", i -> i % 3 != 0 ? Double.NaN : -0.0),
                row("str(i)", String::valueOf),
                row("chr(0x1f600 + i % 16)", i -> Character.toString(0x1f600 + i % 16)),
                row("'\\ud800' if i == 500 else ''", i -> i == 500 ? "\ud800" : ""),
                row("'\\ude00' if i % 2 else '\\ud83d'", i -> i % 2 != 0 ? "\ude00" : "\ud83d"),
                row("'\\x1e' if i == 500 else 'ab'", i -> i == 500 ? "\u001e" : "ab"),
                row("chr(i % 256)", i -> String.valueOf((char) (i % 256))),
                row("i % 2 == 0", i -> i % 2 == 0),
                row("float(i) if i % 2 else i", i -> i % 2 == 0 ? (Object) (long) i : (Object) (double) i),
                row("1.0 if i == 99_999 else 1", i -> i == LENGTH - 1 ? 1.0 : (Object) 1L),
                row("1 if i == 99_999 else 1.0", i -> i == LENGTH - 1 ? 1L : (Object) 1.0),
                row("True if i == 99_999 else 1", i -> i == LENGTH - 1 ? true : (Object) 1L),
                row("None if i == 99_999 else i", i -> i == LENGTH - 1 ? null : (Object) (long) i),
                row("None if i == 99_999 else 'a'", i -> i == LENGTH - 1 ? null : "a"),
                row("None if i == 0 else i / 2", i -> i == 0 ? null : (Object) (i / 2.0)),
                row("[i]", i -> List.of((long) i)),
                row("b'%d' % i == b'7'", i -> i == 7));
    }

    private static Arguments row(String code, IntFunction<Object> element) {
        return arguments(code, element);
    }

    private static List<Object> listOf(IntFunction<Object> element) {
        return Arrays.asList(IntStream.range(0, LENGTH).mapToObj(element).toArray());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elements")
    void aLongListOfPythonsKeepsEachElement(String code, IntFunction<Object> element) {
        // Not isEqualTo: a failure would print both lists.
        assertThat(listOf(element).equals(eval("[" + code + EACH))).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elements")
    void aLongListOfJavasKeepsEachElement(String code, IntFunction<Object> element) {
        // By repr, because 1, 1.0 and True are equal.
        assertThat(with(listOf(element), "repr(x) == repr([" + code + EACH + ")"))
                .isEqualTo(true);
    }

    @Test
    void aLongListIsReadAsInts() {
        int[] expected = IntStream.range(0, LENGTH).toArray();
        assertThat(Arrays.equals(python().eval("[i" + EACH).as(int[].class), expected))
                .isTrue();
    }

    @Test
    void aLongListIsReadAsLongs() {
        assertThat(python().eval("[i << 40" + EACH).as(long[].class)[LENGTH - 1])
                .isEqualTo((LENGTH - 1L) << 40);
    }

    @Test
    void aLongListOfIntsIsReadAsDoubles() {
        assertThat(python().eval("[i" + EACH).as(double[].class)[LENGTH - 1]).isEqualTo(LENGTH - 1.0);
    }

    @Test
    void aLongListOfIntsIsReadAsAListOfIntegers() {
        List<Integer> list = python().eval("[i" + EACH).as(new TypeRef<List<Integer>>() {});
        Integer last = list.get(LENGTH - 1);
        assertThat(last).isEqualTo(LENGTH - 1);
    }

    @Test
    void aLongListOfIntsIsReadAsAListOfDoubles() {
        List<Double> list = python().eval("[i" + EACH).as(new TypeRef<List<Double>>() {});
        Double last = list.get(LENGTH - 1);
        assertThat(last).isEqualTo(LENGTH - 1.0);
    }

    @Test
    void aLongListIsAListWithAllOfItsMethods() {
        List<?> list = (List<?>) eval("[i" + EACH);
        assertThat(List.of(list.indexOf(77L), list.contains(-1L), list.subList(5, 7), list.hashCode()))
                .isEqualTo(List.of(
                        77, false, List.of(5L, 6L), listOf(i -> (long) i).hashCode()));
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                arguments("2**31 if i == 77_777 else i", new TypeRef<List<Integer>>() {}),
                arguments("2**31 if i == 77_777 else i", new TypeRef<int[]>() {}),
                arguments("2**63 if i == 77_777 else i", new TypeRef<long[]>() {}),
                arguments("1.5 if i == 77_777 else i", new TypeRef<long[]>() {}),
                arguments("2**53 + 1 if i == 77_777 else i", new TypeRef<double[]>() {}),
                arguments("None if i == 77_777 else i", new TypeRef<long[]>() {}),
                arguments("None if i == 77_777 else 1.5", new TypeRef<double[]>() {}),
                arguments("True if i == 77_777 else i", new TypeRef<List<Long>>() {}),
                arguments("None if i == 77_777 else True", new TypeRef<boolean[]>() {}),
                arguments("7 if i == 77_777 else 'a'", new TypeRef<List<String>>() {}));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void theOneElementThatDoesNotFitIsNamed(String code, TypeRef<?> type) {
        assertThat(misfit("[" + code + EACH, type).path()).isEqualTo("$[77777]");
    }

    @Test
    void aListWithRoomToGrowHasNoMoreElementsThanPythonSees() {
        assertThat(eval("xs = []\nfor i in range(1000): xs.append(i)\ndel xs[3:]\nxs"))
                .isEqualTo(List.of(0L, 1L, 2L));
    }

    @Test
    void aListWhoseElementsChangedTheirTypeIsWhatPythonSees() {
        assertThat(eval("xs = [1] * 3\nxs[1] = 'a'\nxs[1] = 2.5\nxs[0] = 2**70\nxs[0] = 7\nxs"))
                .isEqualTo(List.of(7L, 2.5, 1L));
    }

    @Test
    void aCopyKeepsItsElementsWhenPythonChangesTheList() {
        try (var session = python().session()) {
            session.exec("xs = [i" + EACH);
            Object copy = session.eval("xs").as(Object.class);
            session.exec("xs[0] = 7");
            assertThat(((List<?>) copy).get(0)).isEqualTo(0L);
        }
    }

    @Test
    void aListKeepsItsElementsWhenJavaChangesTheArray() {
        try (var session = python().session()) {
            long[] numbers = new long[LENGTH];
            session.exec("kept = xs", Collections.singletonMap("xs", numbers));
            numbers[0] = 7;
            assertThat(session.eval("kept[0]").as(int.class)).isZero();
        }
    }
}
