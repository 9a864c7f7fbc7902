package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyObject;
import org.pybridge.testing.support.ConversionCases;

/** Dates, times and durations cross exactly, or not at all. */
public abstract class TimeCases extends ConversionCases {
    private static final String IMPORTS = "from datetime import date, time, datetime, timedelta, timezone\n";
    private static final LocalDateTime LEAP = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_000);

    /** Python's expression and Java's value. */
    static Stream<Arguments> times() {
        return Stream.of(
                arguments("date(1, 1, 1)", LocalDate.of(1, 1, 1)),
                arguments("date(9999, 12, 31)", LocalDate.of(9999, 12, 31)),
                arguments("date(2024, 2, 29)", LocalDate.of(2024, 2, 29)),
                arguments("time(0, 0)", LocalTime.MIDNIGHT),
                arguments("time(23, 59, 59, 999_999)", LocalTime.of(23, 59, 59, 999_999_000)),
                arguments("datetime(1, 1, 1)", LocalDateTime.of(1, 1, 1, 0, 0)),
                arguments("datetime.max", LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)),
                arguments("datetime(2024, 2, 29, 23, 59, 59, 999_999)", LEAP),
                arguments("datetime(2024, 2, 29, 0, 0, 0, 1)", LocalDateTime.of(2024, 2, 29, 0, 0, 0, 1_000)),
                arguments("datetime(2024, 1, 2, tzinfo=timezone.utc)", utc(2024)),
                arguments("datetime(1, 1, 2, tzinfo=timezone.utc)", utc(1)),
                arguments("datetime(9999, 1, 2, tzinfo=timezone.utc)", utc(9999)),
                arguments(offset("hours=5, minutes=45"), at(ZoneOffset.ofHoursMinutes(5, 45))),
                arguments(offset("hours=-3, minutes=-30"), at(ZoneOffset.ofHoursMinutes(-3, -30))),
                arguments(offset("seconds=1"), at(ZoneOffset.ofTotalSeconds(1))),
                arguments(offset("seconds=-1"), at(ZoneOffset.ofTotalSeconds(-1))),
                arguments(offset("hours=18"), at(ZoneOffset.MAX)),
                arguments(offset("hours=-18"), at(ZoneOffset.MIN)),
                arguments("timedelta()", Duration.ZERO),
                arguments("timedelta(microseconds=1)", Duration.ofNanos(1_000)),
                arguments("timedelta(microseconds=-1)", Duration.ofNanos(-1_000)),
                arguments("timedelta(days=-1, seconds=1)", Duration.ofSeconds(-86_399)),
                arguments("timedelta.max", Duration.ofDays(1_000_000_000).minusNanos(1_000)),
                arguments("timedelta.min", Duration.ofDays(-999_999_999)));
    }

    private static OffsetDateTime utc(int year) {
        return OffsetDateTime.of(year, 1, 2, 0, 0, 0, 0, ZoneOffset.UTC);
    }

    private static OffsetDateTime at(ZoneOffset offset) {
        return LEAP.atOffset(offset);
    }

    private static String offset(String delta) {
        return "datetime(2024, 2, 29, 23, 59, 59, 999_999, timezone(timedelta(" + delta + ")))";
    }

    @ParameterizedTest
    @MethodSource("times")
    void aTimeOfPythonsIsJavas(String code, Object value) {
        assertThat(eval(IMPORTS + code)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("times")
    void aTimeOfJavasIsPythons(String code, Object value) {
        assertThat(with(value, IMPORTS + "repr(x) == repr(" + code + ")")).isEqualTo(true);
    }

    @ParameterizedTest
    @MethodSource("times")
    void timesInsideATupleAreTimes(String code, Object value) {
        assertThat(eval(IMPORTS + "({'t': [" + code + "]},)").toString()).isEqualTo("[{t=[" + value + "]}]");
    }

    static Stream<Arguments> instants() {
        return Stream.of(
                arguments(Instant.EPOCH, "1970-01-01T00:00:00+00:00"),
                arguments(Instant.ofEpochSecond(-1, 1_000), "1969-12-31T23:59:59.000001+00:00"),
                arguments(Instant.parse("0001-01-01T00:00:00Z"), "0001-01-01T00:00:00+00:00"),
                arguments(Instant.parse("9999-12-31T23:59:59.999999Z"), "9999-12-31T23:59:59.999999+00:00"));
    }

    @ParameterizedTest
    @MethodSource("instants")
    void anInstantIsATimeInUtc(Instant instant, String text) {
        assertThat(with(instant, "x.isoformat()")).isEqualTo(text);
    }

    @Test
    void anAwareTimeOfAnyOffsetIsReadAsAnInstant() {
        assertThat(python().eval(IMPORTS + offset("hours=5, minutes=45")).as(Instant.class))
                .isEqualTo(at(ZoneOffset.ofHoursMinutes(5, 45)).toInstant());
    }

    @ParameterizedTest
    @ValueSource(classes = {Instant.class, OffsetDateTime.class, LocalDate.class, LocalTime.class, String.class})
    void aTimeWithoutAnOffsetIsOnlyALocalOne(Class<?> type) {
        assertThat(misfit(IMPORTS + "datetime(2024, 1, 1)", type).from()).isEqualTo("naive datetime 2024-01-01T00:00");
    }

    @ParameterizedTest
    @ValueSource(classes = {LocalDateTime.class, LocalDate.class, long.class})
    void anOffsetIsNeverDropped(Class<?> type) {
        assertThat(misfit(IMPORTS + "datetime(2024, 1, 1, tzinfo=timezone.utc)", type)
                        .from())
                .isEqualTo("aware datetime 2024-01-01T00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time(1, 2, tzinfo=timezone.utc)",
                "datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=20)))",
                "datetime(2024, 1, 1, tzinfo=timezone(timedelta(microseconds=1)))"
            })
    void whatJavaHasNoTypeForStaysInPython(String code) {
        assertThat(eval(IMPORTS + "[" + code + "]"))
                .satisfies(list -> assertThat(((List<?>) list).get(0)).isInstanceOf(PyObject.class));
    }

    static Stream<Arguments> subclasses() {
        return Stream.of(
                arguments("class D(date): pass\nD(2024, 2, 29)", LEAP.toLocalDate()),
                arguments("class D(datetime): pass\nD(2024, 2, 29, 23, 59, 59, 999_999)", LEAP),
                arguments("class D(timedelta): pass\nD(seconds=1)", Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("subclasses")
    void aSubclassOfATimeIsTheTimeThatItIs(String code, Object value) {
        assertThat(eval(IMPORTS + code)).isEqualTo(value);
    }

    /** The second of the two hours between which clocks are set back has nothing to say without a zone. */
    @Test
    void theFoldOfATimeWithoutAZoneIsNothing() {
        assertThat(eval(IMPORTS + "datetime(2024, 10, 27, 2, 30, fold=1)"))
                .isEqualTo(LocalDateTime.of(2024, 10, 27, 2, 30));
    }
}
