package org.pybridge.internal.value;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.PyTuple;
import org.pybridge.spi.MadeValue;

/** The kinds and parts that stand for natural values which a backend cannot hand over as they are: {@code _pybridge_values} tags them. */
public final class Tags {
    private Tags() {}

    /**
     * Makes the value that Python tagged.
     *
     * @param kind its kind
     * @param parts its parts, and what comes before them
     * @param from where the parts begin
     */
    public static Object read(String kind, @Nullable Object[] parts, int from) {
        return switch (kind) {
            case "decimal" -> decimal(text(parts, from));
            case "date" -> LocalDate.of(number(parts, from), number(parts, from + 1), number(parts, from + 2));
            case "time" -> time(parts, from);
            case "datetime" -> local(parts, from);
            case "zoned" -> zoned(parts, from);
            case "delta" ->
                Duration.ofDays(number(parts, from))
                        .plusSeconds(number(parts, from + 1))
                        .plusNanos(number(parts, from + 2));
            case "named" -> named(parts, from);
            case "uuid" -> UUID.fromString(text(parts, from));
            case "path" -> path(text(parts, from));
            case "map" -> map((List<?>) Objects.requireNonNull(parts[from]));
            case "set" -> NaturalMap.setOf((List<?>) Objects.requireNonNull(parts[from]));
            default -> throw new IllegalStateException("unknown tag " + kind);
        };
    }

    private static BigDecimal decimal(String text) {
        try {
            return DecimalText.parse(text);
        } catch (NumberFormatException tooLarge) {
            throw ConversionException.ofResult("Decimal " + text, "BigDecimal")
                    .explained("its exponent is beyond Java's", tooLarge);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw ConversionException.ofResult("path " + text, "Path")
                    .explained("no file of this system can have that path", invalid);
        }
    }

    /** A dict whose keys could not be keys of the copy in Python, only here. */
    private static Map<@Nullable Object, @Nullable Object> map(List<?> keysAndValues) {
        Map<@Nullable Object, @Nullable Object> map = new NaturalMap<>(keysAndValues.size() / 2);
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            map.put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
        return Collections.unmodifiableMap(map);
    }

    private static PyTuple named(@Nullable Object[] parts, int from) {
        List<?> names = (List<?>) Objects.requireNonNull(parts[from]);
        PyTuple elements = (PyTuple) Objects.requireNonNull(parts[from + 1]);
        return elements.named(names.stream().map(String::valueOf).toList());
    }

    /** Returns the kind and the parts of a value, all of them natural; null when it is none of these types. */
    public static @Nullable List<@Nullable Object> write(Object value) {
        if (value instanceof BigDecimal number) {
            return List.of("decimal", number.toString());
        }
        if (value instanceof LocalDate date) {
            return date(begin("date"), date);
        }
        if (value instanceof LocalTime time) {
            return time(begin("time"), time);
        }
        if (value instanceof LocalDateTime moment) {
            return local(begin("datetime"), moment);
        }
        if (value instanceof OffsetDateTime moment) {
            return zoned(moment.toLocalDateTime(), moment.getOffset(), null);
        }
        if (value instanceof ZonedDateTime moment) {
            String key = moment.getZone() instanceof ZoneOffset
                    ? null
                    : moment.getZone().getId();
            return zoned(moment.toLocalDateTime(), moment.getOffset(), key);
        }
        if (value instanceof Duration duration) {
            long days = Math.floorDiv(duration.getSeconds(), 86_400L);
            long seconds = Math.floorMod(duration.getSeconds(), 86_400L);
            return List.of("delta", days, seconds, (long) duration.getNano());
        }
        if (value instanceof UUID uuid) {
            return List.of("uuid", uuid.toString());
        }
        if (value instanceof MadeValue made) {
            List<@Nullable Object> parts = begin("made");
            parts.addAll(parts(made));
            return parts;
        }
        return value instanceof Path path ? List.of("path", path.toString()) : null;
    }

    /** Returns what Python makes a value of: the module and the path of its maker, then the maker's arguments. */
    public static List<@Nullable Object> parts(MadeValue value) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(value.maker().module());
        parts.add(value.maker().attribute());
        parts.addAll(value.arguments());
        return parts;
    }

    private static List<@Nullable Object> begin(String kind) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(kind);
        return parts;
    }

    private static List<@Nullable Object> date(List<@Nullable Object> parts, LocalDate date) {
        parts.add((long) date.getYear());
        parts.add((long) date.getMonthValue());
        parts.add((long) date.getDayOfMonth());
        return parts;
    }

    private static List<@Nullable Object> time(List<@Nullable Object> parts, LocalTime time) {
        parts.add((long) time.getHour());
        parts.add((long) time.getMinute());
        parts.add((long) time.getSecond());
        parts.add((long) time.getNano());
        return parts;
    }

    private static List<@Nullable Object> local(List<@Nullable Object> parts, LocalDateTime moment) {
        return time(date(parts, moment.toLocalDate()), moment.toLocalTime());
    }

    private static List<@Nullable Object> zoned(LocalDateTime moment, ZoneOffset offset, @Nullable String key) {
        List<@Nullable Object> parts = local(begin("zoned"), moment);
        parts.add((long) offset.getTotalSeconds());
        parts.add(key);
        return parts;
    }

    private static LocalDateTime local(@Nullable Object[] parts, int from) {
        return LocalDateTime.of(
                LocalDate.of(number(parts, from), number(parts, from + 1), number(parts, from + 2)),
                time(parts, from + 3));
    }

    private static LocalTime time(@Nullable Object[] parts, int from) {
        return LocalTime.of(
                number(parts, from), number(parts, from + 1), number(parts, from + 2), number(parts, from + 3));
    }

    private static Object zoned(@Nullable Object[] parts, int from) {
        LocalDateTime moment = local(parts, from);
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(number(parts, from + 7));
        return parts[from + 8] == null
                ? OffsetDateTime.of(moment, offset)
                : ZonedDateTime.ofInstant(moment, offset, zone(text(parts, from + 8)));
    }

    private static ZoneId zone(String key) {
        try {
            return ZoneId.of(key);
        } catch (DateTimeException unknown) {
            throw ConversionException.ofResult("datetime in the zone " + key, "ZonedDateTime")
                    .explained("Java knows no such zone, convert it to another one in Python", unknown);
        }
    }

    private static int number(@Nullable Object[] parts, int part) {
        return Math.toIntExact((Long) Objects.requireNonNull(parts[part]));
    }

    private static String text(@Nullable Object[] parts, int part) {
        return (String) Objects.requireNonNull(parts[part]);
    }
}
