package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PosixZoneTest {
    private static final ZoneOffset WINTER = ZoneOffset.ofHours(1);
    private static final ZoneOffset SUMMER = ZoneOffset.ofHours(2);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UTC                 | <+00>0
                    Asia/Kolkata        | <+0530>-5:30:00
                    America/New_York    | <-05>5<-04>4,M3.2.0/2,M11.1.0/2
                    Europe/Berlin       | <+01>-1<+02>-2,M3.5.0/2,M10.5.0/3
                    Australia/Lord_Howe | <+1030>-10:30:00<+11>-11,M10.1.0/2,M4.1.0/2
                    America/Santiago    | <-04>4<-03>3,M9.1.6/24,M4.1.6/24
                    """)
    void theRulesOfAZoneAreWrittenAsPosixDoes(String zone, String text) {
        assertThat(PosixZone.of(ZoneId.of(zone).getRules())).hasValue(text);
    }

    /** When summer begins, and how POSIX says it; it always ends at the end of October. */
    static Stream<Arguments> begins() {
        LocalTime two = LocalTime.of(2, 0);
        return Stream.of(
                arguments(begin(Month.MARCH, 25, DayOfWeek.SUNDAY, two, TimeDefinition.WALL), "M3.5.0/2"),
                arguments(begin(Month.MARCH, -1, DayOfWeek.SUNDAY, two, TimeDefinition.WALL), "M3.5.0/2"),
                arguments(begin(Month.MARCH, 1, DayOfWeek.SATURDAY, two, TimeDefinition.WALL), "M3.1.6/2"),
                arguments(begin(Month.MARCH, 8, DayOfWeek.SUNDAY, two, TimeDefinition.WALL), "M3.2.0/2"),
                arguments(begin(Month.MARCH, 10, DayOfWeek.SUNDAY, two, TimeDefinition.WALL), "M3.2.5/50"),
                arguments(begin(Month.MARCH, 8, DayOfWeek.SUNDAY, two, TimeDefinition.UTC), "M3.2.0/3"),
                arguments(begin(Month.MARCH, 8, DayOfWeek.SUNDAY, two, TimeDefinition.STANDARD), "M3.2.0/2"),
                arguments(
                        begin(Month.MARCH, 8, DayOfWeek.SUNDAY, LocalTime.of(0, 5, 9), TimeDefinition.WALL),
                        "M3.2.0/0:05:09"),
                arguments(begin(Month.MARCH, 1, null, two, TimeDefinition.WALL), "J60/2"),
                arguments(begin(Month.FEBRUARY, 28, null, two, TimeDefinition.WALL), "J59/2"));
    }

    @ParameterizedTest
    @MethodSource("begins")
    void aYearlyDateIsWrittenAsPosixDoes(ZoneOffsetTransitionRule begin, String text) {
        assertThat(PosixZone.of(rules(begin, end()))).hasValue("<+01>-1<+02>-2," + text + ",M10.5.0/3");
    }

    @Test
    void theOrderOfTheRulesDoesNotMatter() {
        ZoneOffsetTransitionRule begin =
                begin(Month.MARCH, 8, DayOfWeek.SUNDAY, LocalTime.of(2, 0), TimeDefinition.WALL);
        assertThat(PosixZone.of(rules(end(), begin))).isEqualTo(PosixZone.of(rules(begin, end())));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -2, -28})
    void aDateCountedFromTheEndOfAMonthHasNoWords(int day) {
        ZoneOffsetTransitionRule begin = begin(Month.MARCH, day, null, LocalTime.NOON, TimeDefinition.WALL);
        assertThat(PosixZone.of(rules(begin, end()))).isEmpty();
    }

    @Test
    void aWeekdayOnOrBeforeADateHasNoWords() {
        ZoneOffsetTransitionRule begin = begin(Month.MARCH, -3, DayOfWeek.SUNDAY, LocalTime.NOON, TimeDefinition.WALL);
        assertThat(PosixZone.of(rules(begin, end()))).isEmpty();
    }

    @Test
    void aSingleYearlyChangeHasNoWords() {
        assertThat(PosixZone.of(rules(end()))).isEmpty();
    }

    @Test
    void twoChangesInTheSameDirectionHaveNoWords() {
        assertThat(PosixZone.of(rules(end(), end()))).isEmpty();
    }

    private static ZoneOffsetTransitionRule begin(
            Month month, int day, @Nullable DayOfWeek weekday, LocalTime time, TimeDefinition definition) {
        return ZoneOffsetTransitionRule.of(month, day, weekday, time, false, definition, WINTER, WINTER, SUMMER);
    }

    private static ZoneOffsetTransitionRule end() {
        return ZoneOffsetTransitionRule.of(
                Month.OCTOBER,
                -1,
                DayOfWeek.SUNDAY,
                LocalTime.of(3, 0),
                false,
                TimeDefinition.WALL,
                WINTER,
                SUMMER,
                WINTER);
    }

    static ZoneRules rules(ZoneOffsetTransitionRule... yearly) {
        ZoneOffsetTransition first =
                ZoneOffsetTransition.of(java.time.LocalDateTime.of(2000, 1, 1, 0, 0), ZoneOffset.UTC, WINTER);
        return ZoneRules.of(WINTER, ZoneOffset.UTC, List.of(), List.of(first), List.of(yearly));
    }
}
