package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.testing.support.ConversionCases;

/** Times keep their zone, whether this machine has rules of zones or not. */
public abstract class ZoneCases extends ConversionCases {

    /** A moment, a zone, and what clocks show there, by Python. */
    static Stream<Arguments> moments() {
        return Stream.of(
                arguments("2024-01-15T12:00:00Z", "Europe/Berlin", "2024-01-15T13:00:00+01:00"),
                arguments("2024-07-15T12:00:00Z", "Europe/Berlin", "2024-07-15T14:00:00+02:00"),
                arguments("2024-03-31T00:59:59Z", "Europe/Berlin", "2024-03-31T01:59:59+01:00"),
                arguments("2024-03-31T01:00:00Z", "Europe/Berlin", "2024-03-31T03:00:00+02:00"),
                arguments("2024-10-27T00:30:00Z", "Europe/Berlin", "2024-10-27T02:30:00+02:00"),
                arguments("2024-10-27T01:30:00Z", "Europe/Berlin", "2024-10-27T02:30:00+01:00"),
                arguments("2090-07-15T12:00:00Z", "Europe/Berlin", "2090-07-15T14:00:00+02:00"),
                arguments("1945-06-15T12:00:00Z", "Europe/Berlin", "1945-06-15T15:00:00+03:00"),
                arguments("1800-01-01T12:00:00Z", "Europe/Berlin", "1800-01-01T12:53:28+00:53:28"),
                arguments("2024-11-03T05:30:00Z", "America/New_York", "2024-11-03T01:30:00-04:00"),
                arguments("2024-11-03T06:30:00Z", "America/New_York", "2024-11-03T01:30:00-05:00"),
                arguments("2024-01-15T12:00:00Z", "Asia/Kathmandu", "2024-01-15T17:45:00+05:45"),
                arguments("2024-01-15T12:00:00Z", "Australia/Lord_Howe", "2024-01-15T23:00:00+11:00"),
                arguments("2024-07-15T12:00:00Z", "Australia/Lord_Howe", "2024-07-15T22:30:00+10:30"),
                arguments("2024-07-15T12:00:00Z", "Pacific/Kiritimati", "2024-07-16T02:00:00+14:00"),
                arguments("2024-07-15T12:00:00Z", "UTC", "2024-07-15T12:00:00+00:00"));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aTimeShowsTheSameClockInPython(String moment, String zone, String text) {
        assertThat(with(Instant.parse(moment).atZone(ZoneId.of(zone)), "x.isoformat()"))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aTimeKeepsItsZoneInPython(String moment, String zone, String text) {
        assertThat(with(Instant.parse(moment).atZone(ZoneId.of(zone)), "type(x.tzinfo).__name__, x.tzinfo.key"))
                .isEqualTo(List.of("ZoneInfo", zone));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aTimeInAZoneComesBack(String moment, String zone, String text) {
        ZonedDateTime when = Instant.parse(moment).atZone(ZoneId.of(zone));
        assertThat(returned(when)).isEqualTo(when);
    }

    @Test
    void arithmeticInPythonFollowsTheRulesOfTheZone() {
        ZonedDateTime before = LocalDateTime.of(2024, 3, 30, 12, 0).atZone(ZoneId.of("Europe/Berlin"));
        assertThat(with(before, "from datetime import timedelta\nx + timedelta(days=1)"))
                .isEqualTo(before.plusDays(1));
    }

    @Test
    void timesInOneZoneShareItInPython() {
        ZonedDateTime when = Instant.EPOCH.atZone(ZoneId.of("Asia/Tokyo"));
        assertThat(with(List.of(when, when.plusDays(1)), "x[0].tzinfo is x[1].tzinfo"))
                .isEqualTo(true);
    }

    @Test
    void bothOfTheRepeatedHoursComeBackInOneList() {
        ZonedDateTime first = Instant.parse("2024-10-27T00:30:00Z").atZone(ZoneId.of("Europe/Berlin"));
        List<ZonedDateTime> both = List.of(first, first.plusHours(1));
        assertThat(returned(both)).isEqualTo(both);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+01:00", "-11:30", "+00:00:01", "Z"})
    void aZoneThatIsAnOffsetIsAnOffset(String offset) {
        ZonedDateTime when = LocalDateTime.of(2024, 1, 1, 0, 0).atZone(ZoneId.of(offset));
        assertThat(returned(when)).isEqualTo(when.toOffsetDateTime());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC+2", "GMT-3", "UT+01:30"})
    void aZoneThatOnlyJavaHasIsRefused(String zone) {
        ZonedDateTime when = LocalDateTime.of(2024, 1, 1, 0, 0).atZone(ZoneId.of(zone));
        assertThat(refused(when).path()).isEqualTo("$.x");
    }

    @Test
    void pythonsUtcIsAnOffset() {
        assertThat(eval("from datetime import datetime, timezone\ndatetime(2024, 1, 1, tzinfo=timezone.utc)"))
                .isEqualTo(OffsetDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
    }

    @Test
    void aTimeInAZoneThatJavaDoesNotKnowIsAnErrorThatNamesTheZone() {
        String code = """
                from datetime import datetime, timedelta, timezone, tzinfo
                class Mars(tzinfo):
                    key = 'Mars/Olympus'
                    def utcoffset(self, when): return timedelta(hours=1)
                [datetime(2024, 1, 1, tzinfo=Mars())]""";
        assertThat(misfit(code, Object.class).from()).contains("Mars/Olympus");
    }

    @Test
    void aTimeInAZoneIsReadAsAnInstant() {
        ZonedDateTime when = Instant.parse("2024-10-27T01:30:00Z").atZone(ZoneId.of("Europe/Berlin"));
        assertThat(python().eval("x", Map.of("x", when)).as(Instant.class)).isEqualTo(when.toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Paris", "America/Argentina/Buenos_Aires", "UTC"})
    void pythonFindsAZoneByItsName(String key) {
        String code = "from datetime import datetime\nfrom zoneinfo import ZoneInfo\n"
                + "datetime(2024, 7, 1, 12, tzinfo=ZoneInfo('" + key + "'))";
        assertThat(eval(code)).isEqualTo(LocalDateTime.of(2024, 7, 1, 12, 0).atZone(ZoneId.of(key)));
    }

    @Test
    void pythonConvertsTimesBetweenItsZonesAndJavas() {
        ZonedDateTime when = Instant.parse("2024-07-01T12:00:00Z").atZone(ZoneId.of("Asia/Tokyo"));
        assertThat(with(when, "from zoneinfo import ZoneInfo\nx.astimezone(ZoneInfo('Europe/Paris'))"))
                .isEqualTo(when.withZoneSameInstant(ZoneId.of("Europe/Paris")));
    }

    @Test
    void pythonListsTheZones() {
        assertThat(eval("import zoneinfo\n{'Europe/Paris', 'UTC', 'Asia/Tokyo'} <= zoneinfo.available_timezones()"))
                .isEqualTo(true);
    }

    @Test
    void aZoneThatNobodyKnowsIsAnErrorThatNamesIt() {
        assertThat(raised("import zoneinfo\nzoneinfo.ZoneInfo('Mars/Olympus')").error())
                .satisfies(error -> assertThat(error.type()).isEqualTo("zoneinfo._common.ZoneInfoNotFoundError"))
                .satisfies(error -> assertThat(error.message()).contains("Mars/Olympus"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy.deepcopy(x)", "copy.copy(x)", "pickle.loads(pickle.dumps(x))"})
    void aTimeInAZoneCanBeCopiedInPython(String copied) {
        ZonedDateTime when = Instant.parse("2024-10-27T01:30:00Z").atZone(ZoneId.of("Europe/Berlin"));
        assertThat(with(when, "import copy, pickle\n" + copied)).isEqualTo(when);
        assertThat(with(when, "import copy, pickle\n" + copied + ".tzinfo is x.tzinfo"))
                .isEqualTo(true);
    }
}
