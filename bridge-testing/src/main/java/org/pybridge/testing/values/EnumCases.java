package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyObject;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;

/** Constants cross by their names. */
public abstract class EnumCases extends ConversionCases {
    private static final String UNIT = "import enum\nclass Unit(enum.%s):\n  DAYS = %s\n  HOURS = %s\n";

    @ParameterizedTest
    @ValueSource(strings = {"Enum;'d';'h'", "IntEnum;1;2", "Flag;1;2", "IntFlag;1;2"})
    void aMemberIsReadAsTheConstantOfItsName(String kind) {
        String code = UNIT.formatted((Object[]) kind.split(";"));
        assertThat(called(code + "lambda: Unit.HOURS", new TypeRef<TimeUnit>() {}))
                .isEqualTo(TimeUnit.HOURS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Enum;'d';'h'", "IntEnum;1;2", "Flag;1;2"})
    void membersInAListAreReadAsConstants(String kind) {
        String code = UNIT.formatted((Object[]) kind.split(";"));
        assertThat(called(code + "lambda: [Unit.DAYS, Unit.HOURS]", new TypeRef<List<TimeUnit>>() {}))
                .containsExactly(TimeUnit.DAYS, TimeUnit.HOURS);
    }

    @Test
    void aMemberOfAStrEnumIsReadAsTheConstantOfItsName() {
        needsPython(11);
        String code = UNIT.formatted("StrEnum", "'d'", "'h'");
        assertThat(called(code + "lambda: [Unit.DAYS, Unit.HOURS]", new TypeRef<List<TimeUnit>>() {}))
                .containsExactly(TimeUnit.DAYS, TimeUnit.HOURS);
        assertThat(called(code + "lambda: Unit.HOURS", new TypeRef<TimeUnit>() {}))
                .isEqualTo(TimeUnit.HOURS);
    }

    @Test
    void aMemberThatIsNoNumberStaysInPython() {
        assertThat(eval(UNIT.formatted("Enum", "1", "2") + "Unit.DAYS")).isInstanceOf(PyObject.class);
    }

    @Test
    void aMemberThatIsAnIntIsThatInt() {
        assertThat(eval(UNIT.formatted("IntEnum", "1", "2") + "[Unit.HOURS]")).isEqualTo(List.of(2L));
    }

    @Test
    void aNameThatIsNoConstantDoesNotFit() {
        assertThat(misfit("'days'", TimeUnit.class).to()).isEqualTo("TimeUnit");
    }

    enum Color {
        RED("red"),
        DARK_BLUE("dark-blue");

        private final String text;

        Color(String text) {
            this.text = text;
        }

        @JsonValue
        public String text() {
            return text;
        }
    }

    enum Level {
        LOW(1),
        HIGH(10);

        private final int value;

        Level(int value) {
            this.value = value;
        }

        @JsonCreator
        static Level of(int value) {
            return value == 1 ? LOW : HIGH;
        }

        @JsonValue
        int value() {
            return value;
        }
    }

    enum Named {
        @JsonProperty("n-a")
        A,
        B {
            @Override
            public String toString() {
                return "another text";
            }
        }
    }

    record Paint(Color color, List<Named> names, Map<Color, Level> levels) {}

    static Stream<Arguments> annotated() {
        return Stream.of(
                arguments(Color.RED, "red"),
                arguments(Color.DARK_BLUE, "dark-blue"),
                arguments(Level.HIGH, 10L),
                arguments(Named.A, "n-a"),
                arguments(Named.B, "B"));
    }

    @ParameterizedTest
    @MethodSource("annotated")
    void anAnnotatedConstantIsWhatItsAnnotationSaysAndComesBack(Enum<?> constant, Object inPython) {
        Class<?> type = constant.getDeclaringClass();
        assertThat(returned(constant)).isEqualTo(inPython);
        assertThat(python().eval("x", Map.of("x", constant)).as(type)).isEqualTo(constant);
        assertThat(python().eval("x", Map.of("x", List.of(constant)))
                        .as(Array.newInstance(type, 0).getClass()))
                .isEqualTo(new Object[] {constant});
    }

    @Test
    void annotatedConstantsComeBackInsideRecordsAndAsKeys() {
        Paint paint = new Paint(Color.RED, List.of(Named.B, Named.A), Map.of(Color.DARK_BLUE, Level.LOW));
        assertThat(with(paint, "x == {'color': 'red', 'names': ['B', 'n-a'], 'levels': {'dark-blue': 1}}"))
                .isEqualTo(true);
        assertThat(returned(paint, new TypeRef<Paint>() {})).isEqualTo(paint);
    }

    @Test
    void aMemberIsReadAsTheAnnotatedConstantOfItsName() {
        assertThat(called(
                        "import enum\nclass Color(enum.Enum):\n  RED = 1\nlambda: Color.RED", new TypeRef<Color>() {}))
                .isEqualTo(Color.RED);
    }

    @Test
    void aTextThatIsNeitherDoesNotFit() {
        assertThat(misfit("['blue']", Color[].class).path()).isEqualTo("$[0]");
    }
}
