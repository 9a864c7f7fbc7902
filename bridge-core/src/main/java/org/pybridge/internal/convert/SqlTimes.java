package org.pybridge.internal.convert;

import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.decode.ScalarDecoders;
import org.pybridge.internal.convert.decode.TimeDecoders;
import org.pybridge.internal.convert.encode.EncoderChoice;
import org.pybridge.internal.convert.encode.TimeEncoders;

/**
 * The dates and times of {@code java.sql}, a module that not every Java has. A {@code Timestamp} is a moment, as its class
 * {@code java.util.Date} is; the others are what the machine's time zone shows of theirs.
 */
final class SqlTimes {
    /** Whether this Java has the module. */
    private static final boolean ARE_THERE = areThere();

    private SqlTimes() {}

    private static boolean areThere() {
        try {
            Class.forName("java.sql.Timestamp", false, SqlTimes.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** Adds their rules, which come before those of {@code java.util.Date}, their superclass. */
    static void addTo(EncoderChoice choice, TimeEncoders times) {
        if (!ARE_THERE) {
            return;
        }
        choice.rule(Timestamp.class, (value, levels) -> times.instant(value, ((Timestamp) value).toInstant()))
                .rule(java.sql.Date.class, (value, levels) -> times.date(((java.sql.Date) value).toLocalDate()))
                .rule(Time.class, (value, levels) -> times.time(local((Time) value)));
    }

    static void addTo(TimeDecoders times) {
        if (!ARE_THERE) {
            return;
        }
        times.add(Timestamp.class, (natural, levels) -> Timestamp.from(times.moment(natural, "Timestamp")));
        times.add(
                java.sql.Date.class,
                (natural, levels) ->
                        java.sql.Date.valueOf(ScalarDecoders.required(natural, LocalDate.class, "java.sql.Date")));
        times.add(Time.class, (natural, levels) -> time(times.milliseconds(natural, "java.sql.Time")));
    }

    /** {@code toLocalTime} loses the milliseconds. */
    private static LocalTime local(Time time) {
        return Instant.ofEpochMilli(time.getTime())
                .atZone(ZoneId.systemDefault())
                .toLocalTime();
    }

    private static @Nullable Object time(LocalTime local) {
        return new Time(LocalDate.EPOCH
                .atTime(local)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli());
    }
}
