package org.pybridge.internal.convert.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pybridge.internal.convert.Conversion.PLAIN;
import static org.pybridge.internal.convert.Conversion.misfit;
import static org.pybridge.internal.convert.Conversion.read;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pybridge.Opaque;
import org.pybridge.TypeRef;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.ResultMode;

class JacksonTest {

    record Point(int pointX) {}

    public static class Order {
        private int count;
        private LocalDate day = LocalDate.of(2024, 1, 2);
        private BigDecimal price = new BigDecimal("1.50");
        private Optional<String> note = Optional.empty();
        private List<Point> points = List.of(new Point(1));
        private Duration took = Duration.ZERO;

        public int getCount() {
            return count;
        }

        public void setCount(int count) {
            this.count = count;
        }

        public LocalDate getDay() {
            return day;
        }

        public void setDay(LocalDate day) {
            this.day = day;
        }

        public BigDecimal getPrice() {
            return price;
        }

        public void setPrice(BigDecimal price) {
            this.price = price;
        }

        public Optional<String> getNote() {
            return note;
        }

        public void setNote(Optional<String> note) {
            this.note = note;
        }

        public List<Point> getPoints() {
            return points;
        }

        public void setPoints(List<Point> points) {
            this.points = points;
        }

        public Duration getTook() {
            return took;
        }

        public void setTook(Duration took) {
            this.took = took;
        }
    }

    static final class Tag {
        private final String text;

        @JsonCreator
        Tag(String text) {
            this.text = text;
        }

        @JsonValue
        String text() {
            return text;
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    sealed interface Figure {}

    record Circle(@JsonProperty("r") double radius) implements Figure {}

    record Square(double side) implements Figure {}

    private static Map<String, Object> order() {
        return new LinkedHashMap<>(Map.of(
                "count",
                0L,
                "day",
                LocalDate.of(2024, 1, 2),
                "price",
                new BigDecimal("1.50"),
                "points",
                List.of(Map.of("point_x", 1)),
                "took",
                Duration.ZERO));
    }

    @Test
    void aBeanIsADictOfItsPropertiesAndTheirValuesAreConvertedAsEverywhere() {
        Map<String, Object> expected = order();
        expected.put("note", null);
        expected.put("count", 0);

        assertThat(PLAIN.encode(new Order())).isEqualTo(expected);
    }

    @Test
    void aBeanIsReadBack() {
        assertThat(read(order(), Order.class)).usingRecursiveComparison().isEqualTo(new Order());
        assertThat(PLAIN.reader(Order.class).resultMode()).isEqualTo(ResultMode.FIELDS);
    }

    @Test
    void unknownKeysOfABeanAreIgnored() {
        assertThat(read(Map.of("count", 3L, "other", 1L), Order.class).getCount())
                .isEqualTo(3);
    }

    @Test
    void nothingIsCoercedInsideABean() {
        assertThat(misfit(() -> read(List.of(Map.of("count", "3")), new TypeRef<List<Order>>() {})))
                .hasMessage("$[0].count: str 3 does not fit int");
        assertThat(misfit(() -> read(Map.of("count", 3.0), Order.class))).hasMessageContaining("$.count: float 3.0");
        Map<String, Object> withNone = new LinkedHashMap<>();
        withNone.put("count", null);
        assertThat(misfit(() -> read(withNone, Order.class))).hasMessage("$.count: None does not fit int");
        assertThat(misfit(() -> read(Map.of("points", List.of(Map.of("point_x", "1"))), Order.class)))
                .hasMessage("$.points[0].pointX: str 1 does not fit int");
    }

    @Test
    void aBadValueInsideABeanIsNamedByThePath() {
        Order order = new Order();
        order.setTook(Duration.ofDays(1_000_000_000));

        assertThat(misfit(() -> PLAIN.encode(List.of(order))).path()).isEqualTo("$[0].took");
    }

    @Test
    void annotationsAreFollowed() {
        assertThat(PLAIN.encode(new Tag("x"))).isEqualTo("x");
        assertThat(read("x", Tag.class).text()).isEqualTo("x");
        assertThat(PLAIN.encode(new Circle(1.5))).isEqualTo(Map.of("kind", "circle", "r", 1.5));
        assertThat(read(Map.of("kind", "square", "side", 2L), Figure.class)).isEqualTo(new Square(2));
        assertThat(misfit(() -> read(Map.of("kind", "cube"), Figure.class))).hasMessageContaining("cube");
    }

    @Test
    void treesAreDicts() throws Exception {
        JsonNode tree = new ObjectMapper().readTree("{\"a\": [1, 2.5, null, true, \"x\", 18446744073709551616]}");
        Object natural = PLAIN.encode(tree);

        assertThat(natural.toString()).isEqualTo("{a=[1, 2.5, null, true, x, 18446744073709551616]}");
        assertThat(read(natural, JsonNode.class).toString()).isEqualTo(tree.toString());
        assertThat(read(BigInteger.TEN, JsonNode.class).isBigInteger()).isTrue();
        assertThat(misfit(() -> read(Map.of("a", List.of(Duration.ZERO)), JsonNode.class)))
                .hasMessage("$.a[0]: timedelta PT0S does not fit JsonNode");
    }

    @Test
    void anythingElseIsRefusedUnlessItIsOpaque() {
        Object thread = Thread.currentThread();

        assertThat(PLAIN.encode(Opaque.of(thread))).isEqualTo(new JavaObject(thread, Map.of()));
        assertThat(read(thread, Thread.class)).isSameAs(thread);
        assertThat(misfit(() -> PLAIN.encode(List.of(thread))))
                .hasMessageStartingWith("$[0]: Java object of java.lang.Thread does not fit Python")
                .hasMessageContaining("Opaque.of");
        assertThat(misfit(() -> read("x", Thread.class)))
                .hasMessageStartingWith("$: str x does not fit Thread: it is not made of Python values");
    }
}
