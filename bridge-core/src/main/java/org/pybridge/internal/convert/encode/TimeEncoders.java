package org.pybridge.internal.convert.encode;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.regex.Pattern;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.type.TimeCut;

/** The rules for dates and times: Python has years 1 to 9999 and microseconds. */
public final class TimeEncoders {
    private static final long MOST_DAYS = 999_999_999;

    /** Zones such as {@code UTC+2}, which only Java has. */
    private static final Pattern PREFIXED_OFFSET = Pattern.compile("(UTC|GMT|UT)[+-].*");

    private final TimeCut cut;

    public TimeEncoders(TimeCut cut) {
        this.cut = cut;
    }

    public void addTo(EncoderChoice choice) {
        choice.rule(LocalDate.class, (value, levels) -> date((LocalDate) value))
                .rule(LocalTime.class, (value, levels) -> time((LocalTime) value))
                .rule(LocalDateTime.class, (value, levels) -> local(value, (LocalDateTime) value))
                .rule(OffsetDateTime.class, (value, levels) -> offset(value, (OffsetDateTime) value))
                .rule(ZonedDateTime.class, (value, levels) -> zoned(value, (ZonedDateTime) value))
                .rule(Instant.class, (value, levels) -> instant(value, (Instant) value))
                .rule(Duration.class, (value, levels) -> duration((Duration) value))
                .rule(Year.class, (value, levels) -> (long) ((Year) value).getValue())
                .rule(OffsetTime.class, (value, levels) -> {
                    throw misfit(
                            value, "time", "a time with an offset means nothing without its date, use OffsetDateTime");
                });
        choice.rule(Calendar.class, (value, levels) -> calendar((Calendar) value))
                .rule(Date.class, (value, levels) -> instant(value, ((Date) value).toInstant()));
    }

    public LocalDate date(LocalDate date) {
        checkYear(date, date.getYear(), "date");
        return date;
    }

    public LocalTime time(LocalTime time) {
        return cut.of(time, time.truncatedTo(ChronoUnit.MICROS), () -> nanoseconds(time, "time"));
    }

    private LocalDateTime local(Object value, LocalDateTime local) {
        checkYear(value, local.getYear(), "datetime");
        return cut.of(local, local.truncatedTo(ChronoUnit.MICROS), () -> nanoseconds(value, "datetime"));
    }

    private OffsetDateTime offset(Object value, OffsetDateTime offset) {
        LocalDateTime local = offset.toLocalDateTime();
        LocalDateTime kept = local(value, local);
        return kept.equals(local) ? offset : kept.atOffset(offset.getOffset());
    }

    public OffsetDateTime instant(Object value, Instant instant) {
        try {
            return offset(value, instant.atOffset(ZoneOffset.UTC));
        } catch (DateTimeException beyondOffsetDateTime) {
            throw misfit(value, "datetime", "Python's years are 1 to 9999");
        }
    }

    private Object zoned(Object value, ZonedDateTime zoned) {
        LocalDateTime local = zoned.toLocalDateTime();
        LocalDateTime kept = local(value, local);
        ZoneId zone = zoned.getZone();
        if (zone instanceof ZoneOffset offset) {
            return kept.atOffset(offset);
        }
        if (PREFIXED_OFFSET.matcher(zone.getId()).matches()) {
            throw misfit(value, "datetime", "Python knows no zone " + zone + ", use a ZoneOffset or a region");
        }
        return kept.equals(local) ? zoned : ZonedDateTime.ofStrict(kept, zoned.getOffset(), zone);
    }

    private Object calendar(Calendar calendar) {
        // Of the Gregorian calendar Java knows the zone; other calendars have months and years of their own, but the
        // same moments.
        return calendar instanceof GregorianCalendar gregorian
                ? zoned(calendar, ofFixedOffset(gregorian.toZonedDateTime()))
                : instant(calendar, calendar.toInstant());
    }

    /** A TimeZone such as {@code GMT+02:00} is a fixed offset. */
    private static ZonedDateTime ofFixedOffset(ZonedDateTime zoned) {
        return PREFIXED_OFFSET.matcher(zoned.getZone().getId()).matches()
                ? zoned.withZoneSameInstant(zoned.getOffset())
                : zoned;
    }

    private Duration duration(Duration duration) {
        long days = Math.floorDiv(duration.getSeconds(), 86_400L);
        if (days < -MOST_DAYS || days > MOST_DAYS) {
            throw misfit(duration, "timedelta", "Python's limit is " + MOST_DAYS + " days");
        }
        return cut.of(duration, duration.truncatedTo(ChronoUnit.MICROS), () -> nanoseconds(duration, "timedelta"));
    }

    private static void checkYear(Object value, int year, String to) {
        if (year < 1 || year > 9999) {
            throw misfit(value, to, "Python's years are 1 to 9999");
        }
    }

    private static ConversionException nanoseconds(Object value, String to) {
        return misfit(value, to, "Python keeps microseconds, round it first");
    }

    private static ConversionException misfit(Object value, String to, String reason) {
        return ConversionException.ofArgument(value.getClass().getSimpleName() + " " + value, to, reason);
    }
}
