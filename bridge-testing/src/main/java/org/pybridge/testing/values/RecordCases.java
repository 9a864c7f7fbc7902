package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;
import org.pybridge.PyName;
import org.pybridge.PyTuple;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;

/** Python's ways to say record are read as Java's. */
public abstract class RecordCases extends ConversionCases {
    private static final String IMPORTS = """
            import collections, dataclasses, typing
            from dataclasses import dataclass, field
            """;

    record Spot(int x, Optional<Integer> y) {}

    record Line(String label, List<Spot> spots) {}

    record Box<T>(T content) {}

    record Tree(int value, List<Tree> children) {}

    record Priced(long unitPrice, @PyName("class") String kind) {}

    record Maybe(@Nullable String text) {}

    static Stream<Arguments> spots() {
        return Stream.of(
                arguments("{'x': 1, 'y': 2}", 2),
                arguments("{'x': 1}", null),
                arguments("{'x': 1, 'y': None}", null),
                arguments("{'x': 1, 'y': 2, 'z': object()}", 2),
                arguments("collections.OrderedDict(y=2, x=1)", 2),
                arguments("(1, 2)", 2),
                arguments("@dataclass\nclass P:\n  x: int\n  y: int = 2\nP(1)", 2),
                arguments("@dataclass(frozen=True)\nclass P:\n  x: int\n  y: int\nP(1, 2)", 2),
                arguments("@dataclass\nclass P:\n  x: int\n  y: int = field(default_factory=lambda: 2)\nP(1)", 2),
                arguments("@dataclass\nclass B:\n  x: int\n@dataclass\nclass P(B):\n  y: int\nP(1, 2)", 2),
                arguments("class P(typing.NamedTuple):\n  x: int\n  y: int = 2\nP(1)", 2),
                arguments("class P(typing.TypedDict):\n  x: int\n  y: int\nP(x=1, y=2)", 2));
    }

    @ParameterizedTest
    @MethodSource("spots")
    void whatHasTheFieldsIsReadAsTheRecord(String code, Integer y) {
        assertThat(python().eval(IMPORTS + code).as(Spot.class)).isEqualTo(new Spot(1, Optional.ofNullable(y)));
    }

    @Test
    void aDataclassWithSlotsIsReadAsTheRecord() {
        needsPython(10);
        String code = "@dataclass(slots=True)\nclass P:\n  x: int\n  y: int\nP(1, 2)";
        assertThat(python().eval(IMPORTS + code).as(Spot.class)).isEqualTo(new Spot(1, Optional.of(2)));
    }

    @Test
    void aNamedTupleIsReadByItsNamesInWhateverOrder() {
        record Pair(int x, int y) {}
        assertThat(python().eval("import collections\ncollections.namedtuple('Pair', 'y x')(2, 1)")
                        .as(Pair.class))
                .isEqualTo(new Pair(1, 2));
    }

    @Test
    void aNamedTupleKeepsItsNamesAsAnObject() {
        assertThat(eval("import collections\n[collections.namedtuple('Pair', 'y x')(2, 1)]"))
                .asInstanceOf(list(PyTuple.class))
                .first()
                .satisfies(pair -> assertThat(pair.names()).containsExactly("y", "x"))
                .isEqualTo(List.of(2L, 1L));
    }

    @Test
    void aNamedTupleIsReadByNameAndNotByPlace() {
        assertThat(called(IMPORTS + "lambda: collections.namedtuple('P', 'y x')(2, 1)", new TypeRef<Spot>() {}))
                .isEqualTo(new Spot(1, Optional.of(2)));
    }

    private static final String NESTED = IMPORTS + """
            @dataclass
            class Spot:
                x: int
                y: int = None
            @dataclass
            class Line:
                label: str
                spots: list
            """;

    @Test
    void dataclassesInsideADataclassAreRecords() {
        assertThat(python().eval(NESTED + "Line('l', [Spot(1), Spot(2, 3)])").as(Line.class))
                .isEqualTo(new Line("l", List.of(new Spot(1, Optional.empty()), new Spot(2, Optional.of(3)))));
    }

    @Test
    void recordsInsideListsInsideMapsAreRead() {
        assertThat(python().eval(IMPORTS + "{'a': [{'x': 1}, (2, 3)]}").as(new TypeRef<Map<String, List<Spot>>>() {}))
                .isEqualTo(Map.of("a", List.of(new Spot(1, Optional.empty()), new Spot(2, Optional.of(3)))));
    }

    @Test
    void dataclassesInsideListsInsideMapsAreRead() {
        assertThat(python().eval(NESTED + "{'a': [Spot(1)]}").as(new TypeRef<Map<String, List<Spot>>>() {}))
                .isEqualTo(Map.of("a", List.of(new Spot(1, Optional.empty()))));
    }

    @Test
    void aGenericRecordReadsItsArgument() {
        assertThat(python().eval("{'content': {'content': 7}}").as(new TypeRef<Box<Box<Integer>>>() {}))
                .isEqualTo(new Box<>(new Box<>(7)));
    }

    @Test
    void aRecordThatContainsItselfIsRead() {
        assertThat(python().eval("{'value': 1, 'children': [{'value': 2, 'children': []}]}")
                        .as(Tree.class))
                .isEqualTo(new Tree(1, List.of(new Tree(2, List.of()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'unit_price': 5, 'class': 'a'}", "{'unitPrice': 5, 'class': 'a'}"})
    void aComponentIsFoundByItsNames(String code) {
        assertThat(python().eval(code).as(Priced.class)).isEqualTo(new Priced(5, "a"));
    }

    @Test
    void aNullableComponentCanBeMissing() {
        assertThat(python().eval("{}").as(Maybe.class)).isEqualTo(new Maybe(null));
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                arguments("{'y': 1}", "$"),
                arguments("{'x': None}", "$.x"),
                arguments("{'x': 1, 'y': 'a'}", "$.y"),
                arguments("(1, 2, 3)", "$"),
                arguments("[1, 2]", "$"),
                arguments("'x'", "$"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void whatLacksAFieldDoesNotFit(String code, String path) {
        ConversionException misfit = misfit(code, Spot.class);
        assertThat(misfit.path()).isEqualTo(path);
    }

    @Test
    void aRecordIsADictWithPythonsNames() {
        assertThat(with(new Priced(5, "a"), "type(x) is dict and x == {'unit_price': 5, 'class': 'a'}"))
                .isEqualTo(true);
    }

    @Test
    void aRecordInsideRecordsComesBack() {
        Tree tree = new Tree(1, List.of(new Tree(2, List.of()), new Tree(3, List.of())));
        assertThat(returned(tree, new TypeRef<Tree>() {})).isEqualTo(tree);
    }
}
