package org.pybridge.convert;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;
import org.pybridge.ConversionException;

/** The rules for dates and times: Python has years 1 to 9999 and microseconds, and nothing is rounded to fit. */
final class TimeEncoders {
    private static final int NANOS_OF_MICRO = 1_000;
    private static final long MOST_DAYS = 999_999_999;

    /** Zones such as {@code UTC+2}, which only Java has. */
    private static final Pattern PREFIXED_OFFSET = Pattern.compile("(UTC|GMT|UT)[+-].*");

    private TimeEncoders() {}

    static void addTo(EncoderChoice choice) {
        choice.rule(LocalDate.class, (value, levels) -> date((LocalDate) value))
                .rule(LocalTime.class, (value, levels) -> time((LocalTime) value))
                .rule(LocalDateTime.class, (value, levels) -> {
                    check(value, (LocalDateTime) value);
                    return value;
                })
                .rule(OffsetDateTime.class, (value, levels) -> {
                    check(value, ((OffsetDateTime) value).toLocalDateTime());
                    return value;
                })
                .rule(ZonedDateTime.class, (value, levels) -> zoned((ZonedDateTime) value))
                .rule(Instant.class, (value, levels) -> instant((Instant) value))
                .rule(Duration.class, (value, levels) -> duration((Duration) value))
                .rule(OffsetTime.class, (value, levels) -> {
                    throw misfit(
                            value, "time", "a time with an offset means nothing without its date, use OffsetDateTime");
                });
    }

    private static LocalDate date(LocalDate date) {
        checkYear(date, date.getYear(), "date");
        return date;
    }

    private static LocalTime time(LocalTime time) {
        checkMicros(time, time.getNano(), "time");
        return time;
    }

    private static void check(Object value, LocalDateTime local) {
        checkYear(value, local.getYear(), "datetime");
        checkMicros(value, local.getNano(), "datetime");
    }

    private static OffsetDateTime instant(Instant instant) {
        try {
            OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
            check(instant, utc.toLocalDateTime());
            return utc;
        } catch (DateTimeException beyondOffsetDateTime) {
            throw misfit(instant, "datetime", "Python's years are 1 to 9999");
        }
    }

    private static Object zoned(ZonedDateTime zoned) {
        check(zoned, zoned.toLocalDateTime());
        ZoneId zone = zoned.getZone();
        if (zone instanceof ZoneOffset) {
            return zoned.toOffsetDateTime();
        }
        if (PREFIXED_OFFSET.matcher(zone.getId()).matches()) {
            throw misfit(zoned, "datetime", "Python knows no zone " + zone + ", use a ZoneOffset or a region");
        }
        return zoned;
    }

    private static Duration duration(Duration duration) {
        checkMicros(duration, duration.getNano(), "timedelta");
        long days = Math.floorDiv(duration.getSeconds(), 86_400L);
        if (days < -MOST_DAYS || days > MOST_DAYS) {
            throw misfit(duration, "timedelta", "Python's limit is " + MOST_DAYS + " days");
        }
        return duration;
    }

    private static void checkYear(Object value, int year, String to) {
        if (year < 1 || year > 9999) {
            throw misfit(value, to, "Python's years are 1 to 9999");
        }
    }

    private static void checkMicros(Object value, int nanos, String to) {
        if (nanos % NANOS_OF_MICRO != 0) {
            throw misfit(value, to, "Python keeps microseconds, round it first");
        }
    }

    private static ConversionException misfit(Object value, String to, String reason) {
        return ConversionException.ofArgument(value.getClass().getSimpleName() + " " + value, to, reason);
    }
}
