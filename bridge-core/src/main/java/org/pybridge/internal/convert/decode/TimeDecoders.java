package org.pybridge.internal.convert.decode;

import static org.pybridge.internal.convert.decode.ScalarDecoders.is;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Copyable;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.NumberFit;
import org.pybridge.internal.convert.type.TimeCut;

/** The decoders of dates and times. A naive datetime is a LocalDateTime and nothing else; an aware one is any of the others. */
public final class TimeDecoders {
    private final Map<Class<?>, Decoder> decoders;
    private final TimeCut cut;

    private TimeDecoders(Map<Class<?>, Decoder> decoders, TimeCut cut) {
        this.decoders = decoders;
        this.cut = cut;
    }

    public static TimeDecoders addTo(Map<Class<?>, Decoder> decoders, TimeCut cut) {
        TimeDecoders times = new TimeDecoders(decoders, cut);
        times.addAll();
        return times;
    }

    private void addAll() {
        add(LocalDate.class, is(LocalDate.class, "LocalDate"));
        add(LocalTime.class, is(LocalTime.class, "LocalTime"));
        add(LocalDateTime.class, is(LocalDateTime.class, "LocalDateTime"));
        add(Duration.class, is(Duration.class, "Duration"));
        add(
                Year.class,
                (natural, levels) -> Year.of((int) NumberFit.integer(natural, Year.MIN_VALUE, Year.MAX_VALUE, "Year")));
        add(Instant.class, (natural, levels) -> zoned(natural, "Instant").toInstant());
        add(ZonedDateTime.class, (natural, levels) -> zoned(natural, "ZonedDateTime"));
        add(
                OffsetDateTime.class,
                (natural, levels) -> natural instanceof OffsetDateTime offset
                        ? offset
                        : zoned(natural, "OffsetDateTime").toOffsetDateTime());
        add(Date.class, (natural, levels) -> Date.from(moment(natural, "Date", ChronoUnit.MILLIS)));
        Decoder calendar = (natural, levels) -> calendar(natural);
        add(Calendar.class, calendar);
        add(GregorianCalendar.class, calendar);
    }

    private static ZonedDateTime zoned(@Nullable Object natural, String to) {
        if (natural instanceof LocalDateTime) {
            throw ConversionErrors.of(natural, to)
                    .explained("it has no time zone; read it as LocalDateTime, or give it a tzinfo in Python", null);
        }
        return natural instanceof OffsetDateTime offset
                ? offset.toZonedDateTime()
                : ScalarDecoders.required(natural, ZonedDateTime.class, to);
    }

    public Instant moment(@Nullable Object natural, String to) {
        return zoned(natural, to).toInstant();
    }

    private Instant moment(@Nullable Object natural, String to, ChronoUnit unit) {
        Instant moment = moment(natural, to);
        return cut.of(moment, moment.truncatedTo(unit), () -> microseconds(natural, to));
    }

    public LocalTime milliseconds(@Nullable Object natural, String to) {
        LocalTime time = ScalarDecoders.required(natural, LocalTime.class, to);
        return cut.of(time, time.truncatedTo(ChronoUnit.MILLIS), () -> microseconds(natural, to));
    }

    private Calendar calendar(@Nullable Object natural) {
        ZonedDateTime zoned = zoned(natural, "Calendar");
        return GregorianCalendar.from(
                cut.of(zoned, zoned.truncatedTo(ChronoUnit.MILLIS), () -> microseconds(natural, "Calendar")));
    }

    private static ConversionException microseconds(@Nullable Object natural, String to) {
        return ConversionErrors.of(natural, to).explained("it keeps milliseconds; ask for a type of java.time", null);
    }

    public void add(Class<?> type, Decoder decoder) {
        decoders.put(type, decoder.nullable().copying(Copyable.Form.VALUE).exactly(type));
    }
}
