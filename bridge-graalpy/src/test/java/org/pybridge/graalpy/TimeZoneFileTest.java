package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Python;
import org.pybridge.TypeRef;

/** Python's own reader finds in the file what Java has in its rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeZoneFileTest {
    private static final String READ = """
            import io, zoneinfo
            from datetime import datetime, timedelta, timezone
            zone = zoneinfo.ZoneInfo.from_file(io.BytesIO(file), 'Test/Zone')
            epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
            times = [(epoch + timedelta(seconds=second)).astimezone(zone) for second in seconds]
            """;
    private static final TypeRef<List<Integer>> INTEGERS = new TypeRef<>() {};

    private Python python;

    @BeforeAll
    void start() {
        python = GraalPy.start();
    }

    @AfterAll
    void stop() {
        python.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "Europe/Dublin",
                "America/New_York",
                "America/Santiago",
                "Australia/Lord_Howe",
                "Asia/Kolkata",
                "Asia/Gaza",
                "Africa/Casablanca",
                "Pacific/Apia",
                "UTC"
            })
    void offsetsAreJavasBeforeAndAfterEveryChange(String zone) {
        assertSameOffsets(
                ZoneId.of(zone).getRules(), secondsAroundChanges(ZoneId.of(zone).getRules()));
    }

    @Test
    void rulesThatPosixHasNoWordsForAreWrittenOut() {
        ZoneOffset winter = ZoneOffset.ofHours(1);
        ZoneOffset summer = ZoneOffset.ofHours(2);
        ZoneRules rules =
                PosixZoneTest.rules(yearly(Month.APRIL, winter, summer), yearly(Month.SEPTEMBER, summer, winter));
        assertSameOffsets(rules, secondsAroundChanges(rules));
    }

    private static ZoneOffsetTransitionRule yearly(Month month, ZoneOffset before, ZoneOffset after) {
        return ZoneOffsetTransitionRule.of(
                month, -1, null, LocalTime.NOON, false, TimeDefinition.UTC, ZoneOffset.ofHours(1), before, after);
    }

    @Test
    void daylightSavingIsToldFromStandardTime() {
        ZoneRules rules = ZoneId.of("Europe/Berlin").getRules();
        List<Long> seconds = Stream.of("1980-07-01T00:00:00Z", "2024-01-01T00:00:00Z", "2060-07-01T00:00:00Z")
                .map(text -> Instant.parse(text).getEpochSecond())
                .toList();
        assertThat(read(rules, seconds, "[int(t.dst().total_seconds()) for t in times]"))
                .isEqualTo(List.of(3600, 0, 3600));
    }

    @Test
    void aTimeIsNamedByItsOffset() {
        ZoneRules rules = ZoneId.of("Asia/Kolkata").getRules();
        assertThat(python.eval(READ + "times[0].tzname()", globals(rules, List.of(0L)))
                        .as(String.class))
                .isEqualTo("+0530");
    }

    @Test
    void theFileIsOfVersionThreeAndEndsWithItsFooter() {
        String file = new String(TimeZoneFile.of(ZoneId.of("Europe/Berlin").getRules()), StandardCharsets.ISO_8859_1);
        assertThat(file).startsWith("TZif3").endsWith("\n<+01>-1<+02>-2,M3.5.0/2,M10.5.0/3\n");
    }

    private void assertSameOffsets(ZoneRules rules, List<Long> seconds) {
        List<Integer> javas = seconds.stream()
                .map(second -> rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds())
                .toList();
        assertThat(read(rules, seconds, "[int(t.utcoffset().total_seconds()) for t in times]"))
                .isEqualTo(javas);
    }

    private List<Integer> read(ZoneRules rules, List<Long> seconds, String expression) {
        return python.eval(READ + expression, globals(rules, seconds)).as(INTEGERS);
    }

    private static Map<String, Object> globals(ZoneRules rules, List<Long> seconds) {
        return Map.of("file", TimeZoneFile.of(rules), "seconds", seconds);
    }

    /** All changes until 2050, and those of some years of the far future. */
    private static List<Long> secondsAroundChanges(ZoneRules rules) {
        List<Long> seconds = new ArrayList<>();
        addChanges(rules, 1800, 2050, seconds);
        addChanges(rules, 2084, 2090, seconds);
        addChanges(rules, 2398, 2402, seconds);
        addChanges(rules, 9990, 9998, seconds);
        return seconds;
    }

    private static void addChanges(ZoneRules rules, int fromYear, int untilYear, List<Long> seconds) {
        Instant until = newYear(untilYear);
        seconds.add(newYear(fromYear).getEpochSecond());
        ZoneOffsetTransition change = rules.nextTransition(newYear(fromYear));
        while (change != null && change.getInstant().isBefore(until)) {
            seconds.add(change.toEpochSecond() - 1);
            seconds.add(change.toEpochSecond());
            change = rules.nextTransition(change.getInstant());
        }
    }

    private static Instant newYear(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
