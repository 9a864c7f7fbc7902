package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;

/** What Jackson can read and write crosses as its annotations say, without being text in between. */
public abstract class BeanCases extends ConversionCases {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A bean with a time and a generic list in it. */
    public static class Item {
        private int count;
        private @Nullable LocalDate day;
        private List<Long> sizes = List.of();

        /** Makes an empty item. */
        public Item() {}

        static Item of(int count, LocalDate day, List<Long> sizes) {
            Item item = new Item();
            item.count = count;
            item.day = day;
            item.sizes = sizes;
            return item;
        }

        public int getCount() {
            return count;
        }

        public void setCount(int count) {
            this.count = count;
        }

        public @Nullable LocalDate getDay() {
            return day;
        }

        public void setDay(@Nullable LocalDate day) {
            this.day = day;
        }

        public List<Long> getSizes() {
            return sizes;
        }

        public void setSizes(List<Long> sizes) {
            this.sizes = sizes;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Item that
                    && count == that.count
                    && Objects.equals(day, that.day)
                    && sizes.equals(that.sizes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(count, day, sizes);
        }
    }

    record Renamed(@JsonProperty("the name") String name) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    interface Figure {}

    record Circle(double radius) implements Figure {}

    record Square(double side) implements Figure {}

    private static final Item ITEM = Item.of(3, LocalDate.of(2024, 2, 29), List.of(1L, 1L << 40));

    @ParameterizedTest
    @ValueSource(strings = {"type(x) is dict", "x['count'] == 3", "x['day'].year == 2024", "x['sizes'] == [1, 2**40]"})
    void aBeanIsADictOfItsProperties(String condition) {
        assertThat(with(ITEM, condition)).isEqualTo(true);
    }

    @Test
    void aBeanComesBack() {
        assertThat(returned(ITEM, new TypeRef<Item>() {})).isEqualTo(ITEM);
    }

    @Test
    void beansInsideListsInsideMapsComeBack() {
        Map<String, List<Item>> items = Map.of("a", List.of(ITEM, new Item()));
        assertThat(returned(items, new TypeRef<Map<String, List<Item>>>() {})).isEqualTo(items);
    }

    @Test
    void aDataclassIsReadAsABean() {
        String code = """
                import dataclasses, datetime
                @dataclasses.dataclass
                class Item:
                    count: int
                    day: datetime.date
                    sizes: list
                lambda: Item(3, datetime.date(2024, 2, 29), [1, 2**40])""";
        assertThat(called(code, new TypeRef<Item>() {})).isEqualTo(ITEM);
    }

    @Test
    void aPropertyHasTheNameOfItsAnnotation() {
        assertThat(with(new Renamed("n"), "x")).isEqualTo(Map.of("the name", "n"));
    }

    @Test
    void aPropertyIsReadByTheNameOfItsAnnotation() {
        assertThat(python().eval("{'the name': 'n'}").as(Renamed.class)).isEqualTo(new Renamed("n"));
    }

    static Stream<Figure> figures() {
        return Stream.of(new Circle(1.5), new Square(2.0));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void anAnnotatedInterfaceIsReadAsTheClassThatItsPropertyNames(Figure figure) {
        assertThat(returned(figure, new TypeRef<Figure>() {})).isEqualTo(figure);
    }

    @Test
    void aPropertyThatDoesNotFitIsNamedByItsPath() {
        assertThat(misfit("[{'count': 1}, {'count': 'many'}]", new TypeRef<List<Item>>() {})
                        .path())
                .isEqualTo("$[1].count");
    }

    @Test
    void anElementOfAPropertyThatDoesNotFitIsNamedByItsPath() {
        assertThat(misfit("{'sizes': [1, 2.5]}", Item.class).path()).isEqualTo("$.sizes[1]");
    }

    @Test
    void aPropertyThatTheBeanDoesNotHaveIsIgnoredAsInARecord() {
        assertThat(python().eval("{'count': 0, 'unknown': 1}").as(Item.class)).isEqualTo(new Item());
    }

    static Stream<Arguments> trees() {
        return Stream.of(
                arguments("{\"a\": [1, 2.5, true, null, \"x\"]}", "{'a': [1, 2.5, True, None, 'x']}"),
                arguments("[]", "[]"),
                arguments("{}", "{}"),
                arguments("9223372036854775808", "2**63"),
                arguments("\"\\u0000\\ud83d\\ude00\"", "'\\0\\U0001f600'"),
                arguments("{\"b\": 1, \"a\": {\"c\": [[]]}}", "{'b': 1, 'a': {'c': [[]]}}"));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void aTreeOfJsonIsWhatItSaysInPython(String json, String code) throws JsonProcessingException {
        assertThat(with(JSON.readTree(json), "repr(x) == repr(" + code + ")")).isEqualTo(true);
    }

    @ParameterizedTest
    @MethodSource("trees")
    void aValueOfPythonsIsReadAsATreeOfJson(String json, String code) throws JsonProcessingException {
        JsonNode tree = python().eval(code).as(JsonNode.class);
        assertThat(String.valueOf(tree)).isEqualTo(JSON.readTree(json).toString());
    }

    @Test
    void aDictWithKeysThatAreNoTextIsNoTreeOfJson() {
        ConversionException misfit = misfit("{'a': [{1: 2}]}", JsonNode.class);
        assertThat(misfit.path()).isEqualTo("$.a[0][1]");
    }

    @Test
    void aNumberThatJsonHasNoDigitsForIsStillThatNumberInATree() {
        JsonNode tree = Objects.requireNonNull(python().eval("[float('nan')]").as(JsonNode.class));
        assertThat(tree.get(0).doubleValue()).isNaN();
    }
}
