package org.pybridge.convert;

import static org.pybridge.convert.ScalarDecoders.is;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decoders of dates and times. A naive datetime is a LocalDateTime and nothing else; an aware one is any of the other three. */
final class TimeDecoders {
    private TimeDecoders() {}

    static void addTo(Map<Class<?>, Decoder> decoders) {
        add(decoders, LocalDate.class, is(LocalDate.class, "LocalDate"));
        add(decoders, LocalTime.class, is(LocalTime.class, "LocalTime"));
        add(decoders, LocalDateTime.class, is(LocalDateTime.class, "LocalDateTime"));
        add(decoders, Duration.class, is(Duration.class, "Duration"));
        add(
                decoders,
                Instant.class,
                (natural, levels) -> zoned(natural, "Instant").toInstant());
        add(decoders, ZonedDateTime.class, (natural, levels) -> zoned(natural, "ZonedDateTime"));
        add(
                decoders,
                OffsetDateTime.class,
                (natural, levels) -> natural instanceof OffsetDateTime offset
                        ? offset
                        : zoned(natural, "OffsetDateTime").toOffsetDateTime());
    }

    private static ZonedDateTime zoned(@Nullable Object natural, String to) {
        return natural instanceof OffsetDateTime offset
                ? offset.toZonedDateTime()
                : ScalarDecoders.required(natural, ZonedDateTime.class, to);
    }

    private static void add(Map<Class<?>, Decoder> decoders, Class<?> type, Decoder decoder) {
        decoders.put(type, decoder.nullable().copying(Copyable.Form.VALUE).exactly(type));
    }
}
