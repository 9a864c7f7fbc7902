package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyObject;
import org.pybridge.TypeRef;

/** Constants cross by their names. */
abstract class EnumCases extends ConversionCases {
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
}
