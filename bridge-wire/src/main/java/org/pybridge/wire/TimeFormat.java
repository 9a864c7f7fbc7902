package org.pybridge.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.pybridge.ConversionException;

/** Dates and times as fixed blocks of numbers. Nanoseconds are Java's; Python has some in types that are not its own. */
final class TimeFormat {
    private static final int DATE = 4;
    private static final int TIME = 7;
    private static final int OFFSET = 4;
    private static final int DELTA = 12;
    private static final int SECONDS_OF_A_DAY = 86_400;

    private TimeFormat() {}

    /** Writes what is a date, a time or a duration. */
    static boolean write(Object value, WireBuffer to) {
        if (value instanceof LocalDate date) {
            Headers.extension(Extension.DATE, DATE, to);
            date(date, to);
        } else if (value instanceof LocalTime time) {
            Headers.extension(Extension.TIME, TIME, to);
            time(time, to);
        } else if (value instanceof LocalDateTime moment) {
            Headers.extension(Extension.DATETIME, DATE + TIME, to);
            moment(moment, to);
        } else if (value instanceof OffsetDateTime moment) {
            offset(moment.toLocalDateTime(), moment.getOffset(), to);
        } else if (value instanceof ZonedDateTime moment) {
            zoned(moment, to);
        } else if (value instanceof Duration duration) {
            duration(duration, to);
        } else {
            return false;
        }
        return true;
    }

    private static void date(LocalDate date, WireBuffer to) {
        to.int16(date.getYear());
        to.int8(date.getMonthValue());
        to.int8(date.getDayOfMonth());
    }

    private static void time(LocalTime time, WireBuffer to) {
        to.int8(time.getHour());
        to.int8(time.getMinute());
        to.int8(time.getSecond());
        to.int32(time.getNano());
    }

    private static void moment(LocalDateTime moment, WireBuffer to) {
        date(moment.toLocalDate(), to);
        time(moment.toLocalTime(), to);
    }

    private static void offset(LocalDateTime moment, ZoneOffset offset, WireBuffer to) {
        Headers.extension(Extension.OFFSET_DATETIME, DATE + TIME + OFFSET, to);
        moment(moment, to);
        to.int32(offset.getTotalSeconds());
    }

    /** The offset goes too: in the hour that a clock repeats, it says which of the two it is. */
    private static void zoned(ZonedDateTime moment, WireBuffer to) {
        if (moment.getZone() instanceof ZoneOffset offset) {
            offset(moment.toLocalDateTime(), offset, to);
            return;
        }
        String key = moment.getZone().getId();
        Headers.extension(Extension.ZONED_DATETIME, DATE + TIME + OFFSET + key.length(), to);
        moment(moment.toLocalDateTime(), to);
        to.int32(moment.getOffset().getTotalSeconds());
        Utf8.payload(key, to);
    }

    private static void duration(Duration duration, WireBuffer to) {
        Headers.extension(Extension.TIMEDELTA, DELTA, to);
        to.int32(Math.toIntExact(Math.floorDiv(duration.getSeconds(), SECONDS_OF_A_DAY)));
        to.int32(Math.floorMod(duration.getSeconds(), SECONDS_OF_A_DAY));
        to.int32(duration.getNano());
    }

    static LocalDate readDate(WireInput from) {
        return LocalDate.of(from.uint16(), from.uint8(), from.uint8());
    }

    static LocalTime readTime(WireInput from) {
        return LocalTime.of(from.uint8(), from.uint8(), from.uint8(), from.int32());
    }

    static LocalDateTime readMoment(WireInput from) {
        return LocalDateTime.of(readDate(from), readTime(from));
    }

    static OffsetDateTime readOffset(WireInput from) {
        return OffsetDateTime.of(readMoment(from), ZoneOffset.ofTotalSeconds(from.int32()));
    }

    static ZonedDateTime readZoned(WireInput from, int length) {
        LocalDateTime moment = readMoment(from);
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(from.int32());
        return ZonedDateTime.ofInstant(moment, offset, zone(from.string(length - DATE - TIME - OFFSET)));
    }

    static Duration readDuration(WireInput from) {
        return Duration.ofDays(from.int32()).plusSeconds(from.int32()).plusNanos(from.int32());
    }

    private static ZoneId zone(String key) {
        try {
            return ZoneId.of(key);
        } catch (DateTimeException unknown) {
            throw ConversionException.ofResult("datetime in the zone " + key, "ZonedDateTime")
                    .explained("Java knows no such zone, convert it to another one in Python", unknown);
        }
    }
}
