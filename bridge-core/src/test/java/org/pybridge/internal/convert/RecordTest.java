package org.pybridge.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pybridge.internal.convert.Conversion.PLAIN;
import static org.pybridge.internal.convert.Conversion.misfit;
import static org.pybridge.internal.convert.Conversion.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pybridge.PyName;
import org.pybridge.PyTuple;
import org.pybridge.TypeRef;
import org.pybridge.internal.convert.type.Copyable;
import org.pybridge.spi.ResultMode;

class RecordTest {

    record Point(int x, int y) {}

    record City(
            String cityName,
            @PyName("lat_lon") Point position,
            Optional<String> note,
            @Nullable Long people) {}

    record Pair<A, B>(A first, List<B> rest) {}

    record Tree(String name, List<Tree> children) {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("must be positive");
            }
        }
    }

    record Endless<T>(@Nullable Endless<List<T>> more) {}

    private static final City CITY = new City("Spring", new Point(1, 2), Optional.empty(), null);

    @Test
    void aRecordIsADictWithPythonsNamesInOrder() {
        assertThat(PLAIN.encode(CITY).toString())
                .isEqualTo("{city_name=Spring, lat_lon={x=1, y=2}, note=null, people=null}");
    }

    @Test
    void aRecordIsReadByItsNamesWhereverItIs() {
        Map<String, Object> natural = Map.of("k", List.of(PLAIN.encode(CITY)));

        assertThat(read(natural, new TypeRef<Map<String, List<City>>>() {})).isEqualTo(Map.of("k", List.of(CITY)));
    }

    @Test
    void javasNamesAreReadToo() {
        assertThat(read(Map.of("cityName", "Spring", "position", PyTuple.of(1L, 2L), "other", 0), City.class))
                .isEqualTo(CITY);
    }

    @Test
    void aMissingComponentIsNamedWithTheKeysThatThereAre() {
        assertThat(misfit(() -> read(List.of(Map.of("x", 1L)), new TypeRef<List<Point>>() {})))
                .hasMessage(
                        "$[0]: dict with the keys [x] does not fit Point, which has a component y: there is no key y");
    }

    @Test
    void aWrongComponentIsNamedByThePath() {
        assertThat(misfit(() -> read(Map.of("city_name", "x", "lat_lon", Map.of("x", 1.5, "y", 1L)), City.class)))
                .hasMessage("$.position.x: float 1.5 does not fit int");
    }

    @Test
    void aTupleOfAnotherSizeIsNoRecord() {
        assertThat(misfit(() -> read(PyTuple.of(1L), Point.class))).hasMessage("$: tuple of 1 does not fit Point");
    }

    @Test
    void whatTheConstructorRefusesDoesNotFit() {
        assertThat(misfit(() -> read(Map.of("value", -1L), Positive.class)))
                .hasMessageContaining("must be positive")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void genericRecordsAreReadAsTheirArgumentsSay() {
        assertThat(read(Map.of("first", "a", "rest", List.of(1L)), new TypeRef<Pair<String, Integer>>() {}))
                .isEqualTo(new Pair<>("a", List.of(1)));
    }

    @Test
    void recordsCanContainThemselves() {
        Tree tree = new Tree("a", List.of(new Tree("b", List.of())));

        assertThat(read(PLAIN.encode(tree), Tree.class)).isEqualTo(tree);
        assertThat(misfit(() -> read(Map.of("name", "a", "children", List.of(Map.of("name", 1L))), Tree.class))
                        .path())
                .isEqualTo("$.children[0].name");
    }

    @Test
    void aTypeWithoutAnEndIsRefused() {
        assertThatThrownBy(() -> PLAIN.reader(Endless.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ever longer type arguments");
    }

    @Test
    void aRecordAnywhereInTheTypeAsksForFields() {
        assertThat(PLAIN.reader(new TypeRef<Map<String, List<? extends Point>>>() {}.type())
                        .resultMode())
                .isEqualTo(ResultMode.FIELDS);
        assertThat(PLAIN.reader(Tree[].class).resultMode()).isEqualTo(ResultMode.FIELDS);
        assertThat(PLAIN.reader(new TypeRef<Map<String, List<Long>>>() {}.type())
                        .resultMode())
                .isEqualTo(ResultMode.VALUE);
        assertThat(PLAIN.reader(void.class).resultMode()).isEqualTo(ResultMode.NOTHING);
    }

    @Test
    void liveObjectsAreCopiedAsFields() {
        assertThat(read(
                        Conversion.live(form -> form == Copyable.Form.FIELDS ? Map.of("x", 1L, "y", 2L) : null),
                        Point.class))
                .isEqualTo(new Point(1, 2));
    }
}
