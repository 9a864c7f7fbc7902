package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.ConversionException;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;
import org.pybridge.testing.support.Raises;
import org.pybridge.testing.support.Wheel;

/** A value that does not fit is named, with its place, its Python type and the wanted type. */
public abstract class MisfitCases extends ConversionCases {

    static Stream<Arguments> misfits() {
        return Stream.of(
                arguments("3.5", int.class, "float 3.5", "int"),
                arguments("3.0", long.class, "float 3.0", "long"),
                arguments("300", byte.class, "int 300", "byte"),
                arguments("'x'", double.class, "str x", "double"),
                arguments("'1'", int.class, "str 1", "int"),
                arguments("None", int.class, "None", "int"),
                arguments("None", boolean.class, "None", "boolean"),
                arguments("True", int.class, "bool true", "int"),
                arguments("1", boolean.class, "int 1", "boolean"),
                arguments("2**63", long.class, "int 9223372036854775808", "long"),
                arguments("'ab'", char.class, "str ab", "char"),
                arguments("''", char.class, "str ", "char"),
                arguments("1", String.class, "int 1", "String"),
                arguments("b'a'", String.class, "bytes of length 1", "String"),
                arguments("'a'", byte[].class, "str a", "byte[]"),
                arguments("[1, 2]", Map.class, "list of 2", "Map"),
                arguments("{'a': 1}", List.class, "dict of 1", "List"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void whatDoesNotFitIsNamedWithBothTypes(String code, Class<?> type, String from, String to) {
        ConversionException misfit = misfit(code, type);
        assertThat(List.of(misfit.path(), misfit.from(), misfit.to())).isEqualTo(List.of("$", from, to));
    }

    enum Color {
        RED
    }

    record Page<T>(List<T> items, T best) {}

    record Wheel(int spokes, List<Color> colors) {}

    static Stream<Arguments> misfitsInside() {
        return Stream.of(
                in("{'a': 1}", new TypeRef<Map<String, List<Integer>>>() {}, "$.a: int 1 does not fit List<Integer>"),
                in(
                        "[1]",
                        new TypeRef<Map<String, List<Integer>>>() {},
                        "$: list of 1 does not fit Map<String, List<Integer>>"),
                in("{'a': [1, 'x']}", new TypeRef<Map<String, List<Integer>>>() {}, "$.a[1]: str x does not fit int"),
                in("[[1], {}]", new TypeRef<List<int[]>>() {}, "$[1]: dict of 0 does not fit int[]"),
                in("[['a'], 'b']", new TypeRef<List<String>[]>() {}, "$[1]: str b does not fit List<String>"),
                in("'b'", new TypeRef<List<String>[]>() {}, "$: str b does not fit List<String>[]"),
                in("5", new TypeRef<Map<String, Integer>[][]>() {}, "$: int 5 does not fit Map<String, Integer>[][]"),
                in(
                        "[{1}]",
                        new TypeRef<List<Map.Entry<String, Long>>>() {},
                        "$[0]: set of 1 does not fit Entry<String, Long>"),
                in("[1]", new TypeRef<Set<Optional<Long>>>() {}, "$: list of 1 does not fit Set<Optional<Long>>"),
                in("[1]", new TypeRef<Page<Wheel>>() {}, "$: list of 1 does not fit Page<Wheel>"),
                in(
                        "{'items': 1, 'best': None}",
                        new TypeRef<Page<Wheel>>() {},
                        "$.items: int 1 does not fit List<Wheel>"),
                in(
                        "{'items': [{'spokes': 1.5, 'colors': []}], 'best': None}",
                        new TypeRef<Page<Wheel>>() {},
                        "$.items[0].spokes: float 1.5 does not fit int"),
                in(
                        "{'items': [], 'best': {'spokes': 1, 'colors': ['BLUE']}}",
                        new TypeRef<Page<Wheel>>() {},
                        "$.best.colors[0]: str BLUE does not fit Color: its constants are [RED]"),
                in("{'best': 'x'}", new TypeRef<Page<Wheel>>() {}, "does not fit Page<Wheel>"),
                in("[(1, 2)]", new TypeRef<List<Color>>() {}, "$[0]: tuple of 2 does not fit Color"),
                in("[b'a']", new TypeRef<Color[]>() {}, "$[0]: bytes of length 1 does not fit Color"));
    }

    private static Arguments in(String code, TypeRef<?> type, String message) {
        return arguments(code, type, message);
    }

    @ParameterizedTest
    @MethodSource("misfitsInside")
    void whatDoesNotFitInsideIsNamedWithItsPathAndTheWholeType(String code, TypeRef<?> type, String message) {
        assertThat(misfit(code, type)).hasMessageContaining(message);
    }

    record Order(String item, long price) {}

    record Shop(List<Order> orders) {}

    @Test
    void aWrongElementDeepInsideIsNamedByItsPath() {
        String code = "{'orders': [{'item': 'a', 'price': 1}] * 3 + [{'item': 'b', 'price': 'free'}]}";
        assertThat(misfit(code, Shop.class).path()).isEqualTo("$.orders[3].price");
    }

    @Test
    void aWrongKeyIsNamedByItself() {
        assertThat(misfit("{'a': 1, 7: 2}", new TypeRef<Map<String, Long>>() {}).path())
                .isEqualTo("$[7]");
    }

    @Test
    void aResultThatDoesNotFitSaysThatPythonHasRun() {
        assertThat(Raises.assertRaises(
                                () -> python().call("kit:add", List.of(1, 2), String.class), ConversionException.class)
                        .mayHaveRun())
                .isTrue();
    }

    @Test
    void anArgumentThatHasNoFormSaysThatPythonHasNotRun() {
        assertThat(refused(Map.of(List.of(1), 2)).mayHaveRun()).isFalse();
    }
}
