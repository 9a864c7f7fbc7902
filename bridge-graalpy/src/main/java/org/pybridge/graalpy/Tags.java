package org.pybridge.graalpy;

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
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.PyTuple;
import org.pybridge.internal.value.DecimalText;
import org.pybridge.internal.value.NaturalMap;

/** The tuples {@code (..., tag, parts)} that stand for natural values which marshal does not know. */
final class Tags {
    private static final int PARTS = 2;

    private Tags() {}

    /** Reads what Python tagged. */
    static Object read(@Nullable Object[] tuple, @Nullable IntFunction<Object> references, Runnable requireWanted) {
        String tag = (String) Objects.requireNonNull(tuple[1]);
        return switch (tag) {
            case "ref" -> Objects.requireNonNull(references).apply(number(tuple, 0));
            case "decimal" -> decimal(text(tuple, 0));
            case "date" -> LocalDate.of(number(tuple, 0), number(tuple, 1), number(tuple, 2));
            case "time" -> time(tuple, 0);
            case "datetime" -> local(tuple);
            case "zoned" -> zoned(tuple);
            case "delta" ->
                Duration.ofDays(number(tuple, 0)).plusSeconds(number(tuple, 1)).plusNanos(number(tuple, 2));
            case "named" -> named(tuple);
            case "uuid" -> UUID.fromString(text(tuple, 0));
            case "path" -> path(text(tuple, 0));
            case "map" -> map((List<?>) Objects.requireNonNull(tuple[PARTS]));
            case "set" -> NaturalMap.setOf((List<?>) Objects.requireNonNull(tuple[PARTS]));
            case "block" -> block((byte[]) Objects.requireNonNull(tuple[PARTS]), references, requireWanted);
            default -> throw new IllegalStateException("unknown tag " + tag);
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

    /** The deeper half of a tree that marshal could not write at once. */
    private static Object block(byte[] bytes, @Nullable IntFunction<Object> references, Runnable requireWanted) {
        return Objects.requireNonNull(new MarshalReader(bytes, bytes.length, references, requireWanted).read());
    }

    private static PyTuple named(@Nullable Object[] tuple) {
        List<?> names = (List<?>) Objects.requireNonNull(tuple[PARTS]);
        PyTuple elements = (PyTuple) Objects.requireNonNull(tuple[PARTS + 1]);
        return elements.named(names.stream().map(String::valueOf).toList());
    }

    /** Writes what Java tags; null when a value is none of these types. */
    static @Nullable List<Object> write(Object value) {
        if (value instanceof BigDecimal number) {
            return List.of("decimal", number.toString());
        }
        if (value instanceof LocalDate date) {
            return date(new ArrayList<>(List.of("date")), date);
        }
        if (value instanceof LocalTime time) {
            return time(new ArrayList<>(List.of("time")), time);
        }
        if (value instanceof LocalDateTime moment) {
            return local(new ArrayList<>(List.of("datetime")), moment);
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
        return value instanceof Path path ? List.of("path", path.toString()) : null;
    }

    private static List<Object> date(List<Object> parts, LocalDate date) {
        parts.add((long) date.getYear());
        parts.add((long) date.getMonthValue());
        parts.add((long) date.getDayOfMonth());
        return parts;
    }

    private static List<Object> time(List<Object> parts, LocalTime time) {
        parts.add((long) time.getHour());
        parts.add((long) time.getMinute());
        parts.add((long) time.getSecond());
        parts.add((long) time.getNano());
        return parts;
    }

    private static List<Object> local(List<Object> parts, LocalDateTime moment) {
        return time(date(parts, moment.toLocalDate()), moment.toLocalTime());
    }

    @SuppressWarnings("NullAway") // a zone without a name is None in Python
    private static List<Object> zoned(LocalDateTime moment, ZoneOffset offset, @Nullable String key) {
        List<Object> parts = local(new ArrayList<>(List.of("zoned")), moment);
        parts.add((long) offset.getTotalSeconds());
        parts.add(key);
        return parts;
    }

    private static LocalDateTime local(@Nullable Object[] tuple) {
        return LocalDateTime.of(LocalDate.of(number(tuple, 0), number(tuple, 1), number(tuple, 2)), time(tuple, 3));
    }

    private static LocalTime time(@Nullable Object[] tuple, int from) {
        return LocalTime.of(
                number(tuple, from), number(tuple, from + 1), number(tuple, from + 2), number(tuple, from + 3));
    }

    private static Object zoned(@Nullable Object[] tuple) {
        LocalDateTime moment = local(tuple);
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(number(tuple, 7));
        return tuple[PARTS + 8] == null
                ? OffsetDateTime.of(moment, offset)
                : ZonedDateTime.ofInstant(moment, offset, zone(text(tuple, 8)));
    }

    private static ZoneId zone(String key) {
        try {
            return ZoneId.of(key);
        } catch (DateTimeException unknown) {
            throw ConversionException.ofResult("datetime in the zone " + key, "ZonedDateTime")
                    .explained("Java knows no such zone, convert it to another one in Python", unknown);
        }
    }

    private static int number(@Nullable Object[] tuple, int part) {
        return Math.toIntExact((Long) Objects.requireNonNull(tuple[PARTS + part]));
    }

    private static String text(@Nullable Object[] tuple, int part) {
        return (String) Objects.requireNonNull(tuple[PARTS + part]);
    }
}
